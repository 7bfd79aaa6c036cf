"""The page of one zone: what it is, who lives there, why it is a priority, and what nobody knows of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext

from clrisk_site.catalogue.quantities import grouped, words_for
from clrisk_site.catalogue.wording import render
from clrisk_site.figures.estimate import Estimate
from clrisk_site.figures.message import Message
from clrisk_site.figures.suppression import Audience
from diagnosis.models import AnalysisResult, Direction, Finding
from diagnosis.presenters.area_table import kind_words
from diagnosis.presenters.zone_table import ZoneRow, area_words
from diagnosis.queries.priority_index import IndexedArea
from diagnosis.queries.zones import ZoneFinding, ZoneFindings
from diagnosis.shown_children import shown_children
from diagnosis.shown_needs import shown_needs


def zone_lead(zone: ZoneFinding, findings: ZoneFindings) -> str:
    """Say how many areas the zone has, how many are of high priority, and how it stands among the others."""
    words = {
        "areas": area_words(len(zone.area_ids), findings),
        "high": grouped(zone.high_areas),
        "index": "" if zone.index_mean is None else grouped(zone.index_mean),
    }
    first = (
        gettext("%(areas)s, %(high)s of them of high priority.") % words
        if zone.high_areas
        else gettext("%(areas)s, none of them of high priority.") % words
    )
    if zone.index_mean is None:
        return first + " " + gettext("No area has an index.")
    if zone.best_rank is None or zone.worst_rank is None or len(findings.zones) < 2:
        return first + " " + gettext("Their mean index is %(index)s of 100.") % words
    words |= {"best": str(zone.best_rank), "worst": str(zone.worst_rank), "all": str(len(findings.zones))}
    if zone.best_rank == zone.worst_rank:
        return first + " " + gettext("Mean index %(index)s of 100: rank %(best)s of %(all)s zones.") % words
    return (
        first
        + " "
        + gettext("Mean index %(index)s of 100: rank %(best)s to %(worst)s of %(all)s zones.") % words
    )


def zone_facts(zone: ZoneFinding, row: ZoneRow, *, pieces: int) -> list[dict[str, Any]]:
    """Make the list of what is known of the zone."""
    rows: list[dict[str, Any]] = [
        {"label": pgettext("of a zone", "State"), "value": zone.status_label},
        {
            "label": gettext("Neighbourhoods"),
            "value": ", ".join(zone.neighbourhoods) or gettext("None named"),
        },
        {
            "label": gettext("Girls, boys and adolescents, 5 to 17"),
            "value": row.children,
            "small": row.children_note,
            "illustrative": row.illustrative,
        },
        {"label": gettext("Mean index, 0 to 100"), "value": row.index, "small": row.rank},
        {"label": gettext("Why it is a zone"), "value": zone.reason},
    ]
    if pieces > 1:
        rows.append(
            {
                "label": gettext("Shape"),
                "value": gettext("It lies in %(count)s separate parts.") % {"count": grouped(pieces)},
            }
        )
    if zone.areas_without_index:
        text = ngettext(
            "%(count)s area has no index; that does not mean no risk.",
            "%(count)s areas have no index; that does not mean no risk.",
            zone.areas_without_index,
        )
        count = {"count": grouped(zone.areas_without_index)}
        rows.append({"label": gettext("No data"), "value": text % count})
    return rows


def zone_areas_table(
    zone: ZoneFinding, findings: ZoneFindings, *, names: Mapping[int, Sequence[str]], audience: Audience
) -> dict[str, Any]:
    """Make the table of the zone's areas with their neighbourhoods, class, index and children."""
    labels = [
        gettext("Area"),
        gettext("Neighbourhoods"),
        gettext("Class"),
        gettext("Index, 0 to 100"),
        gettext("Aged 5 to 17"),
    ]
    children = shown_children(findings, audience)
    members = [one for one in findings.index.areas if one.area.id in zone.area_ids]
    members.sort(key=lambda one: (one.index is None, -(one.index or 0), one.area.code))
    rows = [
        {
            "cells": [
                {**cell, "label": label, "number": at > 2}
                for at, (cell, label) in enumerate(
                    zip(_area_cells(one, names, children[one.area.id]), labels, strict=True)
                )
            ]
        }
        for one in members
    ]
    return {
        "caption": gettext("Areas of the zone"),
        "holds": gettext("The index orders areas. It is not a probability."),
        "columns": [{"label": label, "number": at > 2} for at, label in enumerate(labels)],
        "rows": rows,
        "source": findings.index.source,
    }


def _area_cells(
    one: IndexedArea, names: Mapping[int, Sequence[str]], children: Estimate
) -> list[dict[str, Any]]:
    inside = list(names.get(one.area.id, ()))
    words = words_for(children)
    return [
        {"text": one.area.code},
        {"text": ", ".join(inside) or gettext("None named")},
        {"text": kind_words(one.kind), "small": render(one.why_no_data) if one.why_no_data else ""},
        {"text": gettext("no data") if one.index is None else grouped(one.index, 1)},
        {
            "text": words.value or words.missing,
            "small": words.interval if words.value else "",
            "illustrative": words.illustrative,
        },
    ]


def factor_means(zone: ZoneFinding, findings: ZoneFindings) -> dict[str, Any] | None:
    """Make the table of what stands for each factor: the zone's mean beside that of all areas."""
    labels = [gettext("Factor"), gettext("Mean of the zone"), gettext("Mean of all areas"), gettext("Source")]
    rows = []
    for factor in findings.index.used:
        proxy = findings.areas.proxy.standing.get(factor.code)
        if proxy is None:
            continue
        inside = [proxy.values[pk] for pk in zone.area_ids if pk in proxy.values]
        cells: list[dict[str, Any]] = [
            {"text": factor.name},
            {"text": _mean(inside), "number": True},
            {"text": _mean(list(proxy.values.values())), "number": True},
            {"text": f"{proxy.source}, {proxy.year}", "illustrative": proxy.illustrative},
        ]
        rows.append({"cells": [{**cell, "label": label} for cell, label in zip(cells, labels, strict=True)]})
    if not rows:
        return None
    return {
        "caption": gettext("What stands for the factors here"),
        "holds": gettext(
            "Means over areas, each counted once. A difference is associated with the zone; it is no cause."
        ),
        "columns": [{"label": label, "number": at in (1, 2)} for at, label in enumerate(labels)],
        "rows": rows,
    }


def _mean(values: Sequence[float]) -> str:
    return grouped(sum(values) / len(values), 1) if values else gettext("no data")


def zone_needs(
    zone: ZoneFinding, findings: ZoneFindings, *, audience: Audience, path: str, edits: bool
) -> list[dict[str, Any]]:
    """Make the list of children concerned by factor; what nobody recorded is no zero."""
    recorded = [(one.factor_code, one.zone_letter, one.children) for one in findings.needs]
    shown = shown_needs(recorded, audience=audience)
    rows = []
    for factor in findings.ranking.priority:
        children = shown.at(factor.code, zone.letter)
        words = words_for(children) if children else None
        rows.append(
            {
                "label": factor.name,
                "value": (words.value or words.missing) if words else gettext("No data"),
                "small": words.interval if words and words.value else "",
                "illustrative": bool(words and words.illustrative),
                "change_url": _need_url(path, factor.factor_id, zone.letter) if edits else "",
            }
        )
    return rows


def _need_url(path: str, factor: int, letter: str) -> str:
    return reverse("need-edit", args=[path, factor, letter])


def zone_choices(findings: ZoneFindings, pk: int) -> list[tuple[int, str]]:
    """Make the list of the other zones in use, to be merged."""
    return [
        (one.zone_id, " · ".join([one.letter, one.name, area_words(len(one.area_ids), findings)]))
        for one in findings.zones
        if one.zone_id != pk
    ]


def finding_rows(found: Sequence[Finding]) -> list[dict[str, str]]:
    """Make the list of what people said of factors in the zone."""
    return [
        {
            "factor": str(one.factor),
            "strength": str(Direction(one.strength).label),
            "text": one.text,
            "where": str(one.instrument),
        }
        for one in found
    ]


def origin_words(result: AnalysisResult | None, stale: Sequence[Message | None]) -> tuple[str, list[str]]:
    """Say which result the zone was proposed by, and why that may not hold any more."""
    if result is None:
        return gettext("People drew it by hand; no result proposed it."), []
    text = gettext("Proposed by result %(code)s, computed with %(software)s.") % {
        "code": f"R-{result.pk}",
        "software": result.software,
    }
    return text, [render(one) for one in stale if one is not None]
