"""The saved views beside a list: which there are, which is open, and what would be saved now."""

from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest

from clrisk_site.people.list_pages import list_pages
from clrisk_site.people.list_queries import kept_query
from clrisk_site.people.models import SavedView, User
from clrisk_site.places.models import Territory


@dataclass(frozen=True)
class SavedRow:
    """One view with the address that opens it."""

    pk: int
    title: str
    url: str
    is_open: bool


@dataclass(frozen=True)
class SavedViews:
    """What templates/people/saved_views.html needs. `query` is "" where the list is not narrowed."""

    page: str
    query: str
    rows: tuple[SavedRow, ...]

    @property
    def is_saved(self) -> bool:
        """Whether the list as it stands is one of the views."""
        return any(row.is_open for row in self.rows)


def saved_views(
    request: HttpRequest, territory: Territory, name: str, *, query: str | None = None
) -> SavedViews:
    """Return the person's own views of a list in a place.

    Parameters
    ----------
    name : str
        The list, as it is registered in `list_pages`: the name of its address.
    query : str, optional
        What the list is narrowed by; without it, as the address says.

    Raises
    ------
    LookupError
        When the list is not registered.
    """
    page = list_pages.get(name)
    if page is None:
        raise LookupError(f"no list {name} is registered")
    now = kept_query(request.GET) if query is None else query
    own = SavedView.objects.filter(user=cast("User", request.user), territory=territory, page=name)
    rows = tuple(
        SavedRow(one.pk, one.title, page.address(territory.path, one.query), bool(now) and one.query == now)
        for one in own
    )
    return SavedViews(name, now, rows)
