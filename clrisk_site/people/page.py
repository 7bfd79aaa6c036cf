"""What the frame of every page needs: the place, the standing there, and the section."""

from dataclasses import dataclass
from typing import Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext

from clrisk_site.people.access import may, reaches
from clrisk_site.people.models import GrantKind
from clrisk_site.people.permissions import ROLE_LABELS, Permission
from clrisk_site.places.models import Territory

type Section = Literal[1, 2, 3, 4, "home", "data", "documents", "people", "help"]

# What the navigation offers of a place, by the name of its address, and what a person must be allowed for it.
OFFERED = {
    "place-home": Permission.VIEW_PUBLISHED,
    "scope": Permission.VIEW_DIAGNOSIS,
    "diagnosis": Permission.VIEW_DIAGNOSIS,
    "design": Permission.VIEW_SUBMITTED,
    "execution": Permission.VIEW_SUBMITTED,
    "data": Permission.VIEW_IMPORTS,
    "documents": Permission.VIEW_PUBLISHED,
    "history": Permission.VIEW_AUDIT,
    "people": Permission.VIEW_PEOPLE,
}


@dataclass(frozen=True)
class PlaceHeading:
    """The territory as the top bar names it; `opens` names what the person may open of it."""

    path: str
    code: str
    name: str
    parent_names: str
    opens: frozenset[str]


@dataclass(frozen=True)
class Standing:
    """Who the person is here."""

    name: str
    role_label: str


def page(
    request: HttpRequest, territory: Territory | None, section: Section | None, **more: Any
) -> dict[str, Any]:
    """Context of a page: `place`, `nav`, `standing`, `is_demo`, and whatever else is passed in."""
    place = None
    if territory is not None:
        parents = ", ".join(parent.name for parent in territory.ancestors())
        opens = frozenset(name for name, needed in OFFERED.items() if may(request.user, needed, territory))
        place = PlaceHeading(territory.path, territory.code, territory.name, parents, opens)
    return {
        "place": place,
        "nav": section,
        "standing": Standing(str(request.user), _role_label(request, territory)),
        "is_demo": territory is not None and territory.is_demo,
        **more,
    }


def _role_label(request: HttpRequest, territory: Territory | None) -> str:
    if not request.user.is_authenticated:
        return ""
    found = [
        reach
        for reach in reaches(request.user)
        if reach.kind != GrantKind.RECORD and (territory is None or reach.covers(territory.path))
    ]
    labels = dict.fromkeys(str(ROLE_LABELS[reach.role]) for reach in found)
    return ", ".join(labels) or gettext("No grant in force")
