"""Where a person is in the wizard, and the line about the file that every step shows."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.files.background.kinds import Text
from clrisk_site.files.models import Upload
from clrisk_site.tables.matching.named import PLACE
from clrisk_site.tables.raw import RawTable

STEPS: tuple[tuple[str, Text], ...] = (
    ("file", _("File")),
    ("upload-sheet", _("Sheet")),
    ("upload-columns", _("Columns")),
    ("upload-places", _("Names")),
    ("upload-review", _("Review")),
    ("confirm", _("Confirm")),
)

MAP_STEP = _("Map")


@dataclass(frozen=True)
class Step:
    """One step as `wizard_steps.html` shows it."""

    label: Text
    state: str
    url: str = ""


def make_steps(
    current: str, upload: Upload | None = None, *, is_map: bool = False, asks_names: bool = False
) -> list[Step]:
    """Return the steps; those that are done can be opened again.

    A map has a step for where it lies instead of the sheet, and the step of the names is there only when some
    are asked about.
    """
    names = asks_names or current == "upload-places" or _names_confirmed(upload)
    steps_here = [step for step in STEPS if names or step[0] != "upload-places"]
    at = [name for name, _label in steps_here].index(current)
    steps = []
    for number, (name, label) in enumerate(steps_here):
        state = "done" if number < at else "current" if number == at else "later"
        back = upload is not None and state == "done" and name != "file"
        url = reverse(name, args=[upload.territory.path, upload.pk]) if upload and back else ""
        steps.append(Step(MAP_STEP if is_map and name == "upload-sheet" else label, state, url))
    return steps


def _names_confirmed(upload: Upload | None) -> bool:
    return upload is not None and any(code.startswith(f"{PLACE}:") for code in upload.said)


def file_line(upload: Upload, table: RawTable) -> str:
    """Return what is known of the file in one line: rows, columns, when it was sent."""
    total = table.total_rows
    rows = ngettext("%(count)s row", "%(count)s rows", total) % {"count": grouped(total)}
    width = len(table.headers)
    columns = ngettext("%(count)s column", "%(count)s columns", width) % {"count": width}
    sent = gettext("sent at %(time)s") % {"time": date_format(localtime(upload.created_at), "TIME_FORMAT")}
    return f"{rows} · {columns} · {sent}"
