"""What a list is narrowed by, as the tail of its address: the form in which two of them can be compared."""

from urllib.parse import urlencode

from django.http import QueryDict

from clrisk_site.people.tickets import FIELD

_DROPPED = frozenset({"page", "csrfmiddlewaretoken", FIELD})


def kept_query(query: QueryDict) -> str:
    """Return filters and order without the page, empty answers and what forms carry; in one order.

    Examples
    --------
    >>> kept_query(QueryDict("page=3&text=becas&level="))
    'text=becas'
    """
    pairs = [
        (name, value)
        for name, values in query.lists()
        for value in values
        if name not in _DROPPED and value.strip()
    ]
    return urlencode(sorted(pairs))
