"""All values that an import would replace, as the lines of a table to take away."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePath

from django.utils.translation import gettext

from clrisk_site.files.importing.previewing import Understood
from clrisk_site.files.presenters.review.rows import ChangedValue, changed_value
from clrisk_site.tables.changes import all_changes
from clrisk_site.tables.writing import write_csv

MOST_KEPT = 100
"""Of a long file the review keeps so many: its pages do not read the file again."""


@dataclass(frozen=True, slots=True)
class ChangesSheet:
    """The file of changes: what it is called, and its lines."""

    stem: str
    rows: tuple[ChangedValue, ...]

    def to_csv(self) -> bytes:
        """Return it as CSV in which no cell acts as a formula."""
        headers = [
            gettext("Row"),
            gettext("What it is"),
            gettext("Column"),
            gettext("Stored"),
            gettext("In the file"),
        ]
        lines = ([row["row"], row["name"], row["field"], row["before"], row["after"]] for row in self.rows)
        return write_csv(headers, lines)


def changes_sheet(file_name: str, rows: Iterable[ChangedValue]) -> ChangesSheet:
    """Return the file of changes of an upload of that name."""
    return ChangesSheet(f"{PurePath(file_name).stem}-{gettext('changes')}", tuple(rows))


def changed_values(understood: Understood, most: int | None = None) -> tuple[ChangedValue, ...]:
    """Return the changes, at most so many; none while it is open what is read."""
    change = understood.preview.change
    if change is None:
        return ()
    cells = all_changes(understood.spec, change, understood.context)
    return tuple(changed_value(understood, cell) for cell in islice(cells, most))
