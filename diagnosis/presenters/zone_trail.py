"""The trail of zones as a table: what people did, to which zones and areas, and why."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped
from diagnosis.models import ZoneChange

MOST_CODES = 8


def trail_lead(count: int, newest: Sequence[ZoneChange]) -> str:
    """Say how many changes there are, and which one came last."""
    if not newest:
        return gettext("Nobody changed a zone yet.")
    text = ngettext(
        "%(count)s change is noted. The newest: %(what)s, zone %(zones)s.",
        "%(count)s changes are noted. The newest: %(what)s, zone %(zones)s.",
        count,
    )
    first = newest[0]
    what = str(first.get_kind_display()).lower()
    return text % {"count": grouped(count), "what": what, "zones": ", ".join(first.letters)}


def trail_table(lines: Iterable[ZoneChange], *, most_codes: int | None = MOST_CODES) -> dict[str, Any]:
    """Make the table of the trail, the newest first; files name every area (`most_codes` None)."""
    labels = [gettext("Day"), gettext("What changed"), gettext("Zones"), gettext("Areas"), gettext("Reason")]
    return {
        "caption": gettext("What people changed in the zones"),
        "holds": gettext("Letters and areas are as they were then. Nobody edits a line."),
        "columns": [{"label": label} for label in labels],
        "rows": [
            {
                "cells": [
                    {**cell, "label": label}
                    for cell, label in zip(_cells(line, most_codes), labels, strict=True)
                ]
            }
            for line in lines
        ],
        "empty": gettext("Nobody changed a zone yet."),
    }


def _cells(line: ZoneChange, most_codes: int | None) -> list[dict[str, Any]]:
    codes = list(line.areas)
    shown = ", ".join(codes[:most_codes]) + (", …" if most_codes and len(codes) > most_codes else "")
    day = formats.date_format(timezone.localdate(line.created_at), "SHORT_DATE_FORMAT")
    return [
        {"text": day},
        {"text": str(line.get_kind_display())},
        {"text": ", ".join(line.letters)},
        {"text": str(len(codes)), "small": shown},
        {"text": line.reason},
    ]
