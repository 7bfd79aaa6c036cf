"""The page of one result: its lead, and what stands on it for its technique."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from clrisk_site.catalogue.quantities import grouped, percent
from clrisk_site.figures.suppression import Audience
from diagnosis.models import AnalysisResult, Technique
from diagnosis.presenters.result_facts import is_microdata
from diagnosis.presenters.result_map import maps_of
from diagnosis.presenters.result_numbers import (
    ShownCell,
    differences_of,
    effects_of,
    shares_of,
)
from diagnosis.presenters.result_remarks import remarks_of
from diagnosis.presenters.result_tables import (
    is_any_hidden,
    odds_table,
    point_chart,
    share_table,
    variable_tables,
    whole_table,
)
from diagnosis.presenters.result_words import case_words, said, sex_words, told, variable_words

_PAGES = {
    Technique.INDEX.value: "zone-areas",
    Technique.ZONES.value: "zones",
    Technique.TRANSFER.value: "codebook",
}
_NUMBERS = {Technique.DIFFERENCE.value: differences_of, Technique.LOGIT.value: effects_of}


@dataclass(frozen=True)
class ResultPage:
    """What stands on the page; `whole` is the table that is handed out as a file."""

    lead: str
    shares: dict[str, Any] | None = None
    chart: dict[str, Any] | None = None
    tables: list[dict[str, Any]] = field(default_factory=list)
    odds: dict[str, Any] | None = None
    maps: list[dict[str, Any]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    whole: dict[str, Any] | None = None
    url: str = ""
    too_small: bool = False


def make_result_page(result: AnalysisResult, audience: Audience) -> ResultPage:
    """Return what an audience sees of a result."""
    if not is_microdata(result):
        return _stored(result)
    shares = shares_of(result, audience)
    table = share_table(result, shares)
    lead = result_lead(result, shares)
    parts: Sequence[Mapping[str, Any]] = result.result["parts"]
    if result.technique == Technique.CORRESPONDENCE:
        maps = maps_of(result, audience)
        whole = next((one["table"] for one in maps if "table" in one), None)
        return ResultPage(lead, table, maps=maps, whole=whole, too_small=is_any_hidden(shares))
    cells = _NUMBERS[result.technique](result, audience)
    return ResultPage(
        lead,
        table,
        chart=point_chart(result, cells),
        tables=variable_tables(result, cells),
        odds=odds_table(cells) if result.technique == Technique.LOGIT and cells else None,
        faults=[_fault(part) for part in parts if part["fault"] is not None],
        warnings=remarks_of(parts, audience),
        whole=whole_table(result, cells),
        too_small=is_any_hidden(cells),
    )


def _fault(part: Mapping[str, Any]) -> str:
    about = ", ".join(filter(None, (variable_words(part["variable"]), sex_words(part["sex"]))))
    return f"{about}: {told(part['fault'])}"


def result_lead(result: AnalysisResult, shares: Sequence[ShownCell]) -> str:
    """Say of how many girls and boys something was estimated, or that nothing may be said."""
    by_sex = {one.sex: one for one in shares}
    open_ones = {sex: one for sex, one in by_sex.items() if one.share is not None and one.share.is_available}
    words = {"do": case_words(result.outcome)}
    if not open_ones:
        return gettext("The sample is too small to say how many children %(do)s.") % words
    if {"girls", "boys"} <= open_ones.keys():
        return gettext(
            "An estimated %(girls)s of girls and %(boys)s of boys %(do)s. What goes with it stands below."
        ) % (words | {sex: _share(open_ones[sex]) for sex in ("girls", "boys")})
    one = open_ones.get("all") or next(iter(open_ones.values()))
    return gettext("An estimated %(share)s of the children %(do)s. What goes with it stands below.") % (
        words | {"share": _share(one)}
    )


def _share(one: ShownCell) -> str:
    return percent(one.share.value or 0, 1) if one.share else ""


def _stored(result: AnalysisResult) -> ResultPage:
    """Return the page of a result from stored data, whose numbers stand on pages of their own."""
    lead = gettext("%(technique)s of %(source)s, %(year)s.") % {
        "technique": result.get_technique_display(),
        "source": result.source,
        "year": result.year,
    }
    table = shown_table(result)
    name = _PAGES.get(result.technique)
    return ResultPage(
        lead,
        tables=[table] if table else [],
        warnings=said(result.result.get("warnings", [])),
        whole=table,
        url=reverse(name, args=[result.territory.path]) if name else "",
    )


def shown_table(result: AnalysisResult) -> dict[str, Any] | None:
    """Return the table that a result brings along, as `result["shown"]`."""
    shown = result.result.get("shown")
    if not shown:
        return None
    labels = [told(column["label"]) for column in shown["columns"]]
    numbers = [bool(column.get("number")) for column in shown["columns"]]
    return {
        "caption": result.title,
        "holds": gettext("As it was computed."),
        "columns": [
            {"label": label, "number": is_number} for label, is_number in zip(labels, numbers, strict=True)
        ],
        "rows": [
            {
                "cells": [
                    {**_cell(value), "label": label, "number": is_number}
                    for value, label, is_number in zip(row, labels, numbers, strict=True)
                ]
            }
            for row in shown["rows"]
        ],
    }


def _cell(value: Any) -> dict[str, Any]:
    if value is None:
        return {"text": gettext("no data"), "value": None}
    if isinstance(value, bool) or not isinstance(value, int | float):
        return {"text": told(value)}
    decimals = 0 if isinstance(value, int) else 1
    return {"text": grouped(value, decimals), "value": round(value, decimals), "decimals": decimals}
