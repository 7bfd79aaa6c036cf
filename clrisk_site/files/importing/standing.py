"""What the imports over a territory stand at, so that none is written over another that nobody looked at."""

from django.db.models import Count, Max, Q

from clrisk_site.files.models import ImportReceipt
from clrisk_site.places.models import Territory

type Standing = tuple[int, int]
"""The newest receipt, and how many were undone: any import or undoing makes another pair."""


def overlapping(territory: Territory) -> Q:
    """Return the condition for receipts of the same territory, one above or one below."""
    path = territory.path
    return (
        Q(territory=territory)
        | Q(territory__path__in=territory.ancestor_paths)
        | Q(territory__path__gt=f"{path}.", territory__path__lt=f"{path}/")
    )


def standing_of(kind: str, territory: Territory) -> Standing:
    """Return what the imports of a kind stand at where they meet this territory."""
    receipts = ImportReceipt.objects.filter(overlapping(territory), kind=kind)
    found = receipts.aggregate(newest=Max("pk"), undone=Count("undone_at"))
    return found["newest"] or 0, found["undone"]


def hold_imports(territory: Territory) -> None:
    """Let no other import of the country write until this transaction ends.

    A state and its municipalities write the same rows, so the lock is their common root.
    """
    list(Territory.objects.select_for_update(no_key=True).filter(path=territory.country))
