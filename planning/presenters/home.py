"""The home of a pilot: its first sentence, the next step, key figures, dates and people."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import percent, words_for
from clrisk_site.figures.estimate import Estimate
from clrisk_site.figures.suppression import Audience, suppress, suppress_together
from clrisk_site.figures.svg.charts import draw_share
from clrisk_site.figures.svg.patterns import ShapeKind
from clrisk_site.people.models import Constituency, Grant
from clrisk_site.people.permissions import ROLE_LABELS, Role
from planning.models import LineActivity
from planning.presenters.dates import long_date, short_date
from planning.stages import DesignFacts, DiagnosisFacts, ScopeFacts, Stage, StageState


@dataclass(frozen=True)
class HomeFacts:
    """The facts that the home speaks of."""

    scope: ScopeFacts
    diagnosis: DiagnosisFacts
    design: DesignFacts


@dataclass(frozen=True)
class Standing:
    """What the reader may do here."""

    edits: bool
    approves: bool


def home_eyebrow(opened_on: dt.date, today: dt.date) -> str:
    """Say when the pilot began and which day of it this is."""
    day = (today - opened_on).days
    return gettext("Pilot begun on %(date)s · day %(day)s") % {
        "date": long_date(opened_on),
        "day": max(day, 0),
    }


def home_lead(stages: tuple[Stage, ...], facts: HomeFacts) -> str:
    """Say in one or two sentences where the pilot stands and what it waits for."""
    return " ".join(part for part in (_where(stages, facts), _what_waits(facts)) if part)


def _where(stages: tuple[Stage, ...], facts: HomeFacts) -> str:
    first, second, third, _fourth = (stage.state for stage in stages)
    if third is StageState.COMPLETE:
        return gettext("The plan is validated and can be carried out.")
    writing = facts.design.lines > 0
    if second is StageState.COMPLETE:
        if writing:
            return gettext("The diagnosis is complete and the plan is being written.")
        return gettext("The diagnosis is complete. The plan has no action line yet.")
    if second is StageState.STARTED:
        if writing:
            return gettext("The diagnosis is under way and the plan is being written already.")
        return gettext("The diagnosis is under way.")
    if first is StageState.COMPLETE:
        return gettext("The scope is settled. The diagnosis can begin.")
    return gettext("The pilot has begun. Its scope is being settled.")


def _what_waits(facts: HomeFacts) -> str:
    unconfirmed = facts.diagnosis.offers - facts.diagnosis.offers_confirmed
    if unconfirmed:
        return ngettext(
            "%(count)s programme is still to be confirmed.",
            "%(count)s programmes are still to be confirmed.",
            unconfirmed,
        ) % {"count": unconfirmed}
    drafts = facts.design.lines - facts.design.submitted - facts.design.validated
    if drafts > 0:
        return ngettext("%(count)s line is still a draft.", "%(count)s lines are still drafts.", drafts) % {
            "count": drafts
        }
    return ""


def next_step(facts: HomeFacts, standing: Standing, urls: dict[str, str]) -> dict[str, str] | None:
    """Choose the one thing that waits for this reader; None where nothing does."""
    if standing.approves and facts.design.exceptions_waiting:
        return _approve(facts.design.exceptions_waiting, urls)
    if not standing.edits:
        return None
    for choose in (_settle_scope, _confirm_offers, _characterise, _write_line, _submit):
        found = choose(facts, urls)
        if found:
            return found
    return None


def _approve(count: int, urls: dict[str, str]) -> dict[str, str]:
    return {
        "title": ngettext(
            "Next: decide on %(count)s exception", "Next: decide on %(count)s exceptions", count
        )
        % {"count": count},
        "consequence": gettext("Until then those lines rest on no offer that can be used."),
        "url": urls["gate"],
        "action": gettext("Read the exceptions"),
    }


def _settle_scope(facts: HomeFacts, urls: dict[str, str]) -> dict[str, str] | None:
    scope = facts.scope
    if scope.selection_recorded and scope.has_authority and scope.instrument_settled and scope.liaison:
        return None
    return {
        "title": gettext("Next: settle the scope"),
        "consequence": gettext("Without a mandate recorded, the plan cannot be validated."),
        "url": urls["selection"],
        "action": gettext("Complete the scope"),
    }


def _confirm_offers(facts: HomeFacts, urls: dict[str, str]) -> dict[str, str] | None:
    count = facts.diagnosis.offers - facts.diagnosis.offers_confirmed
    if not count:
        return None
    return {
        "title": ngettext("Next: confirm %(count)s programme", "Next: confirm %(count)s programmes", count)
        % {"count": count},
        "consequence": gettext("Without a document, the lines that rest on them have no proven resources."),
        "url": urls["mapping"],
        "action": gettext("Review the programmes"),
    }


def _characterise(facts: HomeFacts, urls: dict[str, str]) -> dict[str, str] | None:
    if facts.diagnosis.characterised and facts.diagnosis.offers:
        return None
    if facts.diagnosis.characterised:
        return {
            "title": gettext("Next: record the programmes with an offer here"),
            "consequence": gettext("An action line rests on programmes that exist."),
            "url": urls["mapping"],
            "action": gettext("Record programmes"),
        }
    return {
        "title": gettext("Next: complete the diagnosis"),
        "consequence": gettext("Factors and zones tell where and on what the plan acts."),
        "url": urls["characterisation"],
        "action": gettext("Open the diagnosis"),
    }


def _write_line(facts: HomeFacts, urls: dict[str, str]) -> dict[str, str] | None:
    if facts.design.lines:
        return None
    return {
        "title": gettext("Next: write the first action line"),
        "consequence": gettext("Begin with the heaviest gap. A line may stay a draft as long as needed."),
        "url": urls["design"],
        "action": gettext("Open the design"),
    }


def _submit(facts: HomeFacts, urls: dict[str, str]) -> dict[str, str] | None:
    drafts = facts.design.lines - facts.design.submitted - facts.design.validated
    if drafts <= 0:
        return None
    return {
        "title": ngettext("Next: submit %(count)s draft", "Next: submit %(count)s drafts", drafts)
        % {"count": drafts},
        "consequence": gettext("The commission reads a line only once it is submitted."),
        "url": urls["design"],
        "action": gettext("Open the lines"),
    }


def zones_figure(
    letters: tuple[str, ...], inside: Estimate, whole: Estimate, *, audience: Audience
) -> dict[str, Any]:
    """Make the key figure of the children who live in the zones, as a part of the municipality."""
    shown, _rest = suppress_together((inside, _outside(inside, whole)), audience=audience)
    words = words_for(shown)
    figure: dict[str, Any] = {
        "label": gettext("Girls, boys and adolescents in the priority zones %(letters)s")
        % {"letters": ", ".join(letters)},
        "value": words.value,
        "missing": words.missing,
        "words": words.interval,
        "source": words.source,
        "illustrative": words.illustrative,
    }
    share = _share(shown, suppress(whole, audience=audience))
    if share is not None:
        parts = [gettext("%(share)s of the municipality") % {"share": percent(share)}, words.interval]
        figure["words"] = " · ".join(part for part in parts if part)
        drawing = draw_share(min(share, 100) / 100, kind=ShapeKind.HIGH, title=figure["words"])
        figure["drawing"] = mark_safe(drawing)  # noqa: S308 - drawn by figures, which escapes every text
    return figure


def _outside(inside: Estimate, whole: Estimate) -> Estimate:
    if inside.value is None or whole.value is None or inside.value > whole.value:
        return inside
    return Estimate(whole.value - inside.value, whole.unit, whole.story)


def _share(inside: Estimate, whole: Estimate) -> float | None:
    if inside.value is None or not whole.value or inside.value > whole.value:
        return None
    if (inside.story.basis, inside.story.year) != (whole.story.basis, whole.story.year):
        return None  # a count against an estimate, or two years, would mislead
    return 100 * inside.value / whole.value


def dates_of(activities: Iterable[LineActivity], line_url: dict[int, str]) -> list[dict[str, str]]:
    """Make the next dates for components/dates.html."""
    return [
        {
            "day": short_date(activity.starts_on),
            "title": activity.title,
            "url": line_url.get(activity.line_id, ""),
            "note": f"{activity.line.code} · {activity.responsible}",
        }
        for activity in activities
    ]


_SEATS = {
    Constituency.EMPLOYERS: "employers",
    Constituency.WORKERS: "workers",
    Constituency.GOVERNMENT: "government",
}


def people_of(grants: Iterable[Grant], facts: HomeFacts) -> list[dict[str, Any]]:
    """Make who does what for components/people.html; what waits for a post is counted from the records."""
    return [_person(grant, facts) for grant in grants]


def _person(grant: Grant, facts: HomeFacts) -> dict[str, Any]:
    role = Role(grant.role)
    if role is Role.COMMISSION_MEMBER:
        constituency = Constituency(grant.constituency)
        sector = _SEATS.get(constituency, "other")
        described = str(constituency.label).lower()
        note = ngettext(
            "%(count)s submitted line to read", "%(count)s submitted lines to read", facts.design.submitted
        ) % {"count": facts.design.submitted}
        return {
            "sector": sector,
            "letter": str(constituency.label)[0],
            "name": f"{grant.user.name}, {described}",
            "note": note if facts.design.submitted else gettext("Nothing waits"),
        }
    return {
        "sector": "government",
        "letter": str(Constituency.GOVERNMENT.label)[0],
        "name": f"{grant.user.name}, {str(ROLE_LABELS[role]).lower()}",
        "note": _post_note(role, facts),
    }


def _post_note(role: Role, facts: HomeFacts) -> str:
    unconfirmed = facts.diagnosis.offers - facts.diagnosis.offers_confirmed
    waiting = facts.design.exceptions_waiting
    if role is Role.LIAISON and unconfirmed:
        return ngettext("%(count)s programme to confirm", "%(count)s programmes to confirm", unconfirmed) % {
            "count": unconfirmed
        }
    if role is Role.AUTHORITY and waiting:
        return ngettext("%(count)s exception to decide", "%(count)s exceptions to decide", waiting) % {
            "count": waiting
        }
    return gettext("Nothing waits")
