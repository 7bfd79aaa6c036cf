"""The page of one coordination space: its lead, facts, seats by sector and members."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext, ngettext

from clrisk_site.figures.kleene import Known
from clrisk_site.people.models import Constituency
from clrisk_site.places.models import Territory
from mapping.models import CoordinationSpace, Institution, SpaceRole
from mapping.models import Known as Answer
from mapping.models.space import TRIPARTITE
from mapping.presenters.saying import joined
from mapping.presenters.space_comparison import government_seats
from mapping.presenters.space_leadership import local_role_words
from mapping.queries.space_composition import SpaceComposition
from mapping.score_words import score_words


def space_lead(found: SpaceComposition) -> str:
    """Say whether the space is tripartite and who leads it."""
    if not found.members:
        return gettext("Its members have not been recorded yet.")
    if found.missing_sectors:
        three = gettext("It is not tripartite: no seat for %(sectors)s.") % {
            "sectors": joined([str(sector.label).lower() for sector in found.missing_sectors])
        }
    else:
        three = gettext("It is tripartite.")
    lead = {
        Known.YES: gettext("Local government leads it."),
        Known.NO: gettext("Local government neither chairs it nor is its secretariat."),
        Known.UNKNOWN: gettext("Who leads it is not fully recorded."),
    }[found.local_government_leads]
    return " ".join([three, *_seats_not_counted(found), lead])


def _seats_not_counted(found: SpaceComposition) -> list[str]:
    return [
        gettext("%(name)s does not count for the sector “%(sector)s”: it is not of it.")
        % {"name": seat.institution, "sector": seat.get_constituency_display()}
        for seat in found.not_counted
    ]


def space_facts(space: CoordinationSpace, found: SpaceComposition) -> list[dict[str, Any]]:
    """Return the facts of a space for components/summary_list.html."""
    meets = ""
    if space.meets_every_months:
        text = ngettext("every month", "every %(count)s months", space.meets_every_months)
        meets = text % {"count": space.meets_every_months}
    dated = _date(space.instrument_date)
    return [
        {"label": gettext("Level of government"), "value": space.get_level_display()},
        {"label": gettext("Legal instrument"), "value": space.instrument, "small": dated},
        {"label": gettext("Institutionalised"), "value": space.get_is_institutionalised_display()},
        {
            "label": gettext("About child labour in particular"),
            "value": space.get_is_child_labour_specific_display(),
        },
        {
            "label": gettext("Mandate includes prevention"),
            "value": space.get_has_preventive_mandate_display(),
        },
        {"label": gettext("Tripartite"), "value": _answer(found.is_tripartite), "small": gettext("computed")},
        {
            "label": gettext("Local government leads"),
            "value": _answer(found.local_government_leads),
            "small": gettext("computed"),
        },
        {
            "label": gettext("Role of local government"),
            "value": local_role_words(found),
            "small": gettext("computed"),
        },
        {
            "label": gettext("Seats of government"),
            "value": government_seats(found),
            "small": gettext("computed"),
        },
        {"label": gettext("Decisions bind its members"), "value": space.get_are_decisions_binding_display()},
        {"label": gettext("Can host the intervention"), "value": space.get_can_host_display()},
        {"label": gettext("Will"), "value": score_words(space.will), "small": space.judged_from},
        {"label": gettext("Capacity"), "value": score_words(space.capacity), "small": space.judged_from},
        {"label": gettext("Meets"), "value": meets},
        {"label": gettext("Last session"), "value": _date(space.last_session)},
    ]


def seats_of(found: SpaceComposition) -> list[dict[str, Any]]:
    """Return the three sectors for components/seats.html; a filled mark means that it has a seat."""
    return [_seat(sector, found.by_constituency.get(sector, 0)) for sector in TRIPARTITE]


def member_rows(found: SpaceComposition, *, here: Territory) -> list[dict[str, Any]]:
    """Return the seats, leading roles first, with the addresses to change them."""
    path = here.path
    return [
        {
            "name": str(member.institution),
            "full_name": member.institution.name if member.institution.acronym else "",
            "url": _institution_url(member.institution, here),
            "place": "" if _is_seen(member.institution, here) else member.institution.territory.name,
            "sector": member.get_constituency_display(),
            "role": member.get_role_display(),
            "leads": member.role in (SpaceRole.CHAIR, SpaceRole.SECRETARIAT),
            "edit_url": reverse("member-edit", args=[path, member.pk]),
            "remove_url": reverse("member-remove", args=[path, member.pk]),
            "version": member.version,
        }
        for member in found.members
    ]


def _is_seen(institution: Institution, here: Territory) -> bool:
    return institution.territory.contains(here)


def _institution_url(institution: Institution, here: Territory) -> str:
    """Return where an institution is read: here, at its own place below, and never at a neighbour."""
    if _is_seen(institution, here):
        return reverse("institution", args=[here.path, institution.pk])
    own = institution.territory
    return reverse("institution", args=[own.path, institution.pk]) if here.contains(own) else ""


def attendance_rows(
    attending: Iterable[Institution], found: SpaceComposition, *, path: str
) -> list[dict[str, Any]]:
    """Return who said in an interview that they attend, and whether they have a seat."""
    seated = {member.institution_id: member for member in found.members}
    return [
        {
            "name": str(institution),
            "url": reverse("institution", args=[path, institution.pk]),
            "seat": seated[institution.pk].get_role_display()
            if institution.pk in seated
            else gettext("No seat is recorded"),
        }
        for institution in attending
    ]


_LETTERS = {
    Constituency.GOVERNMENT: "G",
    Constituency.EMPLOYERS: "E",
    Constituency.WORKERS: "T",
}


def _seat(sector: Constituency, seats: int) -> dict[str, Any]:
    count = ngettext("%(count)s seat", "%(count)s seats", seats) % {"count": seats}
    return {
        "sector": sector.value,
        "letter": _LETTERS[sector],
        "name": str(sector.label),
        "validated": bool(seats),
        "standing": count if seats else gettext("No seat"),
    }


def _answer(known: Known) -> str:
    return str(Answer(known.value).label)


def _date(date: Any) -> str:
    return formats.date_format(date, "SHORT_DATE_FORMAT") if date else ""
