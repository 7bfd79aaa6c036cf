"""What the two steps of counting a list say: where one is, and what was read of the file."""

from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.tables.header import Header

type Step = dict[str, str]


def counting_steps(current: str) -> list[Step]:
    """Return the steps for components/wizard_steps.html."""
    labels = {"file": gettext("File"), "columns": gettext("Columns and counting")}
    at = list(labels).index(current)
    return [
        {"label": label, "state": "done" if place < at else "current" if place == at else "later"}
        for place, label in enumerate(labels.values())
    ]


def header_words(header: Header) -> str:
    """Say what was read of the file, and that nothing of it is here any more."""
    columns = len(header.columns)
    read = ngettext("%(count)s column was found", "%(count)s columns were found", columns)
    rows = ngettext("%(count)s row below", "%(count)s rows below", header.rows)
    return gettext("%(columns)s, and %(rows)s. Only the column names were read; the file is gone.") % {
        "columns": read % {"count": grouped(columns)},
        "rows": rows % {"count": grouped(header.rows)},
    }
