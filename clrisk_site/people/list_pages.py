"""The lists that a person may keep views of, each by the name of its address; the apps register theirs."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from clrisk_site.people.permissions import Permission


@dataclass(frozen=True)
class ListPage:
    """A list whose address has the territory's path as its only argument."""

    name: str
    label: str | Promise
    permission: Permission

    def address(self, path: str, query: str = "") -> str:
        """Return where the list opens, with the filters of a query."""
        there = reverse(self.name, args=[path])
        return f"{there}?{query}" if query else there


class ListPages:
    """The lists by name."""

    def __init__(self) -> None:
        self._pages: dict[str, ListPage] = {}

    def register(self, *pages: ListPage) -> None:
        self._pages |= {page.name: page for page in pages}

    def get(self, name: str) -> ListPage | None:
        """Return a list, None when no app has one of this name."""
        return self._pages.get(name)


list_pages = ListPages()
