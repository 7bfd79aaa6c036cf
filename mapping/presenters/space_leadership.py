"""The rule of leadership (R3) of one space in words: whether it is met, and how it could be."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from clrisk_site.figures.kleene import Known
from mapping.models import CoordinationSpace, SpaceRole
from mapping.presenters.saying import joined
from mapping.queries.space_composition import SpaceComposition


def leadership_rule(
    space: CoordinationSpace, found: SpaceComposition, *, path: str, edits: bool
) -> dict[str, Any]:
    """Return the rule for components/rules.html."""
    verdict = {Known.YES: "passed", Known.NO: "failed", Known.UNKNOWN: "unknown"}[
        found.local_government_leads
    ]
    rule = {
        "verdict": verdict,
        "question": gettext("Local government chairs the space or is its secretariat."),
        "evidence": [_who_leads(found)],
        "cure": "" if verdict == "passed" else _cure(found),
    }
    if edits and verdict != "passed":
        rule |= {"url": reverse("member-create", args=[path, space.pk]), "action": gettext("Add a member")}
    return rule


def local_role_words(found: SpaceComposition) -> str:
    """Return what the local government is in a space, as its members tell."""
    if found.local_role is not None:
        return str(found.local_role.label)
    known = found.members and not found.unplaced_seats
    return gettext("None") if known else gettext("Not known yet")


def _who_leads(found: SpaceComposition) -> str:
    chair = str(found.chair) if found.chair else gettext("not recorded")
    secretariat = joined([str(one) for one in found.secretariat]) or gettext("not recorded")
    return gettext("Chair: %(chair)s. Secretariat: %(secretariat)s.") % {
        "chair": chair,
        "secretariat": secretariat,
    }


def _cure(found: SpaceComposition) -> str:
    """Return the smallest step that would meet the rule."""
    if found.unplaced_seats:
        names = joined([str(seat.institution) for seat in found.unplaced_seats])
        return gettext("Of which municipality is %(names)s? Record it in that municipality.") % {
            "names": names
        }
    if found.local_government_leads is Known.UNKNOWN:
        return gettext("Record who chairs it and who is its secretariat; the rule then answers itself.")
    names = joined([str(seat.institution) for seat in found.local_seats])
    if not names:
        return gettext(
            "No municipal institution sits in it. Ask for a seat as secretariat, or choose another."
        )
    if found.local_role == SpaceRole.GUEST:
        words = gettext("%(names)s is a guest. Ask for a full seat as secretariat, or choose another space.")
    else:
        words = gettext("%(names)s has a seat. Ask the space to make it the secretariat.")
    return words % {"names": names}
