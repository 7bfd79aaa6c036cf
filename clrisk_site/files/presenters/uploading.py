"""What the first step of an import tells: how large a file may be, and what its columns mean."""

from typing import Any

from django.utils.translation import gettext

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.catalogue.wording import render
from clrisk_site.files.presenters.explained import ExplainedColumn, explain, open_words
from clrisk_site.tables.limits import MEBIBYTE, Limits
from clrisk_site.tables.spec import ImportSpec


def make_upload_page(spec: ImportSpec) -> dict[str, Any]:
    """Return the limits in words and the table of columns."""
    return {"limits": limits_words(spec.limits), "meanings": _meanings(spec)}


def limits_words(limits: Limits) -> str:
    """Say how large a file may be."""
    words = gettext("At most %(size)s MB, %(rows)s rows and %(columns)s columns.")
    numbers = {"size": limits.file_bytes // MEBIBYTE, "rows": grouped(limits.rows), "columns": limits.columns}
    return words % numbers


def too_large(name: str, limit: int) -> str:
    """Say that a file was stopped on its way.

    Parameters
    ----------
    limit : int
        In bytes.
    """
    message = gettext(
        "The file «%(file)s» is larger than %(limit)s MB. Remove what is not needed, or split it."
    )
    return message % {"file": name, "limit": limit // MEBIBYTE}


def too_busy() -> str:
    """Say that a file was not received, because others are."""
    return gettext(
        "Several files are being received at this moment. Wait half a minute, then choose the file again."
    )


def _meanings(spec: ImportSpec) -> dict[str, Any]:
    labels = [gettext("Column"), gettext("What to write"), gettext("Example")]
    rows = [_row(column, labels) for column in explain(spec)]
    if spec.open_columns is not None:
        cells = [{"text": render(spec.open_columns.label)}, {"text": open_words(spec.open_columns)}]
        rows.append({"cells": [*cells, {"text": ""}]})
    columns = [{"label": label} for label in labels]
    return {"caption": gettext("Columns of this kind of file"), "columns": columns, "rows": rows}


def _row(column: ExplainedColumn, labels: list[str]) -> dict[str, Any]:
    required = gettext("must be filled in") if column.required else ""
    return {
        "cells": [
            {"text": column.label, "small": required},
            {"text": column.what, "small": ", ".join(column.choices), "label": labels[1]},
            {"text": column.example, "label": labels[2]},
        ]
    }
