"""The log of analyses: what was computed on which data, how, by whom, and whether it still holds."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.catalogue.wording import render
from diagnosis.models import Outcome, Survey, Technique
from diagnosis.presenters.definition_sheet import definition_code
from diagnosis.queries.results import LogEntry

FINGERPRINT = 12


def log_lead(entries: Sequence[LogEntry], *, has_definition: bool) -> str:
    """Say how many results there are, and how many of them may no longer be used."""
    if not entries:
        if has_definition:
            return gettext("Nothing has been computed yet.")
        return gettext("Nothing has been computed, and no definition is in force yet.")
    lead = ngettext(
        "%(count)s result was computed here. A second analyst can follow each step.",
        "%(count)s results were computed here. A second analyst can follow each step.",
        len(entries),
    ) % {"count": grouped(len(entries))}
    stale = sum(entry.stale is not None for entry in entries)
    if not stale:
        return lead
    warned = ngettext(
        "%(count)s is stale, since the definition changed.",
        "%(count)s are stale, since the definition changed.",
        stale,
    ) % {"count": grouped(stale)}
    return f"{lead} {warned}"


def log_table(entries: Sequence[LogEntry], path: str) -> dict[str, Any]:
    """Make the table of the page: one line per result, whatever it was computed from."""
    return _table([_page_cells(entry, path) for entry in entries], _page_labels())


def log_sheet(entries: Sequence[LogEntry]) -> dict[str, Any]:
    """Make the same table for a file, each value in a column of its own."""
    return _table([_sheet_cells(entry) for entry in entries], _sheet_labels())


def _page_labels() -> list[str]:
    return [
        gettext("Result"),
        gettext("Technique"),
        gettext("Data"),
        gettext("Computed"),
        gettext("Standing"),
    ]


def _sheet_labels() -> list[str]:
    return [
        gettext("Result"),
        gettext("Title"),
        gettext("Technique"),
        gettext("Outcome"),
        gettext("Source"),
        gettext("Year of the data"),
        gettext("File"),
        gettext("Fingerprint (SHA-256)"),
        gettext("Definition"),
        gettext("Seed"),
        gettext("Software"),
        gettext("Who"),
        gettext("When"),
        gettext("Standing"),
        gettext("Computed again"),
    ]


def _page_cells(entry: LogEntry, path: str) -> list[dict[str, Any]]:
    record = entry.record
    name = "survey" if entry.is_survey else "result"
    technique, outcome = _kinds(entry)
    file = entry.file or gettext("data stored here")
    return [
        {
            "text": f"{entry.code} {record.title}",
            "url": reverse(name, args=[path, record.pk]),
            "small": definition_code(record.definition),
            "illustrative": record.illustrative,
        },
        {"text": technique, "small": outcome},
        {"text": _source(entry), "small": f"{file} · {record.sha256[:FINGERPRINT]}"},
        {"text": _day(entry), "small": str(record.created_by or "–")},
        {"text": _standing(entry), "small": _rerun(entry)},
    ]


def _sheet_cells(entry: LogEntry) -> list[dict[str, Any]]:
    record = entry.record
    technique, outcome = _kinds(entry)
    texts = [
        entry.code,
        record.title,
        technique,
        outcome,
        record.source,
        str(record.year),
        entry.file or gettext("data stored here"),
        record.sha256,
        definition_code(record.definition),
        "" if entry.seed is None else str(entry.seed),
        record.software,
        str(record.created_by or "–"),
        _day(entry),
        _standing(entry),
        _rerun(entry),
    ]
    return [{"text": text} for text in texts]


def _table(rows: list[list[dict[str, Any]]], labels: list[str]) -> dict[str, Any]:
    return {
        "caption": gettext("Analysis log"),
        "holds": gettext("The newest first. Files with records of persons are kept nowhere."),
        "columns": [{"label": label, "number": False} for label in labels],
        "rows": [
            {"cells": [{**cell, "label": label} for cell, label in zip(cells, labels, strict=True)]}
            for cells in rows
        ],
        "empty": gettext("No result fits the filter."),
    }


def _kinds(entry: LogEntry) -> tuple[str, str]:
    outcome = "" if entry.outcome == Outcome.NONE else str(Outcome(entry.outcome).label)
    if isinstance(entry.record, Survey):
        return str(Technique.PROPORTION.label), outcome
    return str(Technique(entry.technique).label), outcome


def _source(entry: LogEntry) -> str:
    year = str(entry.record.year)
    return entry.record.source if year in entry.record.source else f"{entry.record.source}, {year}"


def _day(entry: LogEntry) -> str:
    return date_format(localtime(entry.record.created_at), "SHORT_DATE_FORMAT")


def _standing(entry: LogEntry) -> str:
    return render(entry.stale) if entry.stale else gettext("Of the definition in force")


def _rerun(entry: LogEntry) -> str:
    if entry.rerun is None:
        return gettext("not computed again yet")
    day = {"day": date_format(localtime(entry.rerun.at), "SHORT_DATE_FORMAT")}
    if entry.rerun.same:
        return gettext("computed again %(day)s: all numbers agreed") % day
    return gettext("computed again %(day)s: numbers differed") % day
