"""Notes that something left the site: a file, or a page made to be printed."""

from typing import cast

from django.core.cache import cache
from django.http import HttpRequest

from clrisk_site.people import audit
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory

# Turning over the same sheet again is no second print.
SECONDS_BETWEEN_PRINTS = 10 * 60


def note_export(request: HttpRequest, territory: Territory, *, file: str, rows: int | None = None) -> None:
    """Note that the person at work downloaded a file that was made for them.

    Parameters
    ----------
    file : str
        Its name, or what kind of file it is, without any personal value.
    rows : int, optional
        How many rows it holds.
    """
    changes: dict[str, object] = {"file": file} if rows is None else {"file": file, "rows": rows}
    _note(request, territory, "export.download", changes)


def note_print(request: HttpRequest, territory: Territory, *, file: str) -> None:
    """Note that the person at work opened a page made to be printed, once in ten minutes."""
    if cache.add(f"print-{request.user.pk}-{territory.pk}-{file}", 1, SECONDS_BETWEEN_PRINTS):
        _note(request, territory, "print.view", {"file": file})


def _note(request: HttpRequest, territory: Territory, action: str, changes: dict[str, object]) -> None:
    audit.note(by=cast("User", request.user), territory=territory, action=action, changes=changes)
