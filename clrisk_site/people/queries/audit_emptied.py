"""Finds chains that are missing altogether, by what must have been noted in them. Changes nothing.

Chains that are there are read in `audit_breaks`.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import QuerySet

from clrisk_site.people.models import AuditChain, AuditEntry, Grant, User
from clrisk_site.people.queries.audit_breaks import Break, BreakKind, is_within
from clrisk_site.people.record import Record


def emptied_chains(within: str | None = None) -> Iterator[Break]:
    """Tell the places with grants or records, each noted when it was made, where nothing is noted.

    Parameters
    ----------
    within : str, optional
        Path of a territory: look only there and below it.
    """
    noted = set(AuditChain.objects.filter(length__gt=0).values_list("path", flat=True))
    for path in sorted(_paths_of_work() - noted):
        if is_within(path, within):
            yield Break(path, 0, BreakKind.EMPTIED)
    if within is None and "" not in noted and _site_was_used():
        yield Break("", 0, BreakKind.EMPTIED)


def _paths_of_work() -> set[str]:
    rows = [_paths(Grant.objects.all()), *(_paths(model._default_manager.all()) for model in _records())]
    return set(rows[0].union(*rows[1:]).order_by())


def _records() -> list[type[Record]]:
    return [model for model in apps.get_models() if issubclass(model, Record)]


def _paths(rows: QuerySet[Grant] | QuerySet[Record]) -> QuerySet[Grant, str] | QuerySet[Record, str]:
    return rows.order_by().values_list("territory__path", flat=True).distinct()


def _site_was_used() -> bool:
    """Signing in is noted in the site's chain; without any entry at all there should be no people."""
    if User.objects.filter(last_login__isnull=False).exists():
        return True
    return User.objects.exists() and not AuditEntry.objects.exists()
