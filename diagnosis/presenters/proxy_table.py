"""The register of proxies as rows: what stands for each factor, whose number it is, and how well it fits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext, pgettext

from clrisk_site.catalogue.quantities import grouped, percent
from clrisk_site.catalogue.wording import render
from diagnosis.imports.facilities.listed import UNIT
from diagnosis.models import Direction, Proxy, ProxyFit
from diagnosis.presenters.sensitivity_table import weight_words
from diagnosis.queries.areas import AreaFindings
from diagnosis.queries.factors import RankedFactor
from diagnosis.queries.index_inputs import direction_of
from diagnosis.queries.priority_index import PriorityIndex
from diagnosis.queries.proxies import ProxyFindings
from diagnosis.queries.proxy import StandingProxy
from diagnosis.statistics.composite import LEAST_OBSERVED, Excluded


@dataclass(frozen=True)
class ProxyUrls:
    """Where to edit a proxy, and where to register one for a factor, taking given numbers."""

    edit: Callable[[Proxy], str]
    create: Callable[[int, str], str]


def proxies_lead(findings: ProxyFindings) -> str:
    """Say how many priority factors have something that stands for them, and which covers least."""
    priority, standing = findings.ranking.priority, findings.found.proxy.standing
    if not findings.areas:
        return gettext("No census areas are known here yet, so no proxy can be judged.")
    if not priority:
        return gettext("Choose the priority factors first; a proxy stands for a factor.")
    covered = [row for row in priority if row.code in findings.found.proxy.measured]
    text = ngettext(
        "%(known)s of %(count)s priority factor has a number in the areas.",
        "%(known)s of %(count)s priority factors have a number in the areas.",
        len(priority),
    ) % {"known": grouped(len(covered)), "count": grouped(len(priority))}
    if not covered:
        return text
    least = min(covered, key=lambda row: len(standing[row.code].values))
    share = len(standing[least.code].values) / findings.areas
    if share == 1:
        return f"{text} " + gettext("All of them cover every area.")
    return f"{text} " + gettext("“%(factor)s” covers least: %(share)s of the areas.") % {
        "factor": least.name,
        "share": percent(100 * share),
    }


def proxy_table(findings: ProxyFindings, *, urls: ProxyUrls | None = None) -> dict[str, Any]:
    """Make the register as a table, priority factors first; factors without a proxy say so."""
    labels = [
        gettext("Factor"),
        gettext("Proxy"),
        gettext("Source and year"),
        gettext("Direction"),
        gettext("Areas with a number"),
        gettext("Fit"),
        gettext("Weight in the index"),
    ]
    by_factor: dict[int, list[Proxy]] = {}
    for one in findings.proxies:
        by_factor.setdefault(one.factor_id, []).append(one)
    rows = []
    for row in findings.ranking.rows:
        registered = by_factor.get(row.factor_id, [])
        rows += [_registered(one, row, findings, urls) for one in registered]
        if not registered and row.is_priority:
            rows.append(_not_registered(row, findings, urls))
    return {
        "caption": gettext("Proxies of the factors"),
        "holds": gettext("A proxy is a published number that stands for a factor where nobody measured it."),
        "columns": [{"label": label, "number": i in (4, 6)} for i, label in enumerate(labels)],
        "rows": [{"cells": _labelled(cells, labels)} for cells in rows],
        "empty": gettext("No priority factor and no proxy yet."),
    }


def proxy_warnings(findings: ProxyFindings) -> list[str]:
    """Say which proxies are the same everywhere, say the same as another, or are left out."""
    index = findings.index
    named = [render(one) for one in index.warnings if {"proxy", "one"} & set(one.params)]
    weak = [str(one.factor) for one in findings.proxies if one.in_use and one.fit == ProxyFit.WEAK]
    if weak:
        named.append(gettext("The fit is weak: %(factors)s.") % {"factors": ", ".join(weak)})
    named.extend(
        gettext("Not in the index: %(factor)s, since %(reason)s.")
        % {"factor": one.name, "reason": render(one.reason)}
        for one in index.left_out
    )
    counted = {row.factor_id for row in findings.ranking.priority}
    named.extend(
        gettext("Not in the index: %(factor)s, since it is no priority here.") % {"factor": one.factor}
        for one in findings.proxies
        if one.in_use and one.factor_id not in counted
    )
    return [*named, *thin_words(index, findings.found)]


def thin_words(index: PriorityIndex, found: AreaFindings) -> list[str]:
    """Say which proxies have a number in so few areas that others lose their index by them."""
    lost = [
        one.area.id
        for one in index.areas
        if one.index is None and one.excluded is Excluded.TOO_LITTLE_OBSERVED
    ]
    standing = [(row.name, found.proxy.standing[row.code].values) for row in index.used]
    return [
        gettext(
            "“%(factor)s” has a number in only %(known)s of %(all)s areas. "
            "%(without)s of the %(lost)s areas without an index lack it; out of use, it stops none of them."
        )
        % {
            "factor": name,
            "known": grouped(len(values)),
            "all": grouped(len(index.areas)),
            "without": grouped(without),
            "lost": grouped(len(lost)),
        }
        for name, values in standing
        if len(values) < LEAST_OBSERVED * len(index.areas)
        and (without := sum(area not in values for area in lost))
    ]


def _registered(
    proxy: Proxy, row: RankedFactor, findings: ProxyFindings, urls: ProxyUrls | None
) -> list[dict[str, Any]]:
    in_use = proxy.in_use and row.is_priority
    weight = (findings.index.weights or {}).get(row.code) if in_use else None
    small = [_unit(proxy.unit), proxy.note, "" if proxy.in_use else gettext("not in use")]
    return [
        {"text": row.name, "small": "" if row.is_priority else gettext("no priority here")},
        {
            "text": proxy.title,
            "url": urls.edit(proxy) if urls else "",
            "small": " · ".join(part for part in small if part),
            "illustrative": proxy.illustrative,
        },
        {"text": f"{proxy.source}, {proxy.year}"},
        {"text": str(Direction(proxy.direction).label)},
        _coverage(findings.coverage.get(proxy.pk, 0), findings.areas),
        {"text": str(ProxyFit(proxy.fit).label)},
        _weight(weight),
    ]


def _unit(unit: str) -> str:
    """Return a unit as people read it; the one that lists of services are stored with is a word."""
    return pgettext("unit of services", "places") if unit == UNIT else unit


def _not_registered(
    row: RankedFactor, findings: ProxyFindings, urls: ProxyUrls | None
) -> list[dict[str, Any]]:
    standing = findings.found.proxy.standing.get(row.code)
    data = f"release-{findings.found.release.pk}" if standing and findings.found.release else ""
    url = urls.create(row.factor_id, data) if urls else ""
    if standing is None:
        none = gettext("none")
        return [
            {"text": row.name},
            {"text": gettext("Look for a proxy") if url else none, "url": url, "small": none if url else ""},
            *({"text": "—"} for _place in range(3)),
            {"text": "—"},
            _weight(None),
        ]
    return [{"text": row.name}, *_standing(standing, row, findings, url)]


def _standing(
    standing: StandingProxy, row: RankedFactor, findings: ProxyFindings, url: str
) -> list[dict[str, Any]]:
    sign = direction_of(findings.found, row)
    directions = {1: Direction.RAISES.label, -1: Direction.LOWERS.label}
    return [
        {
            "text": gettext("Register it") if url else standing.title,
            "url": url,
            "small": gettext("Not registered; taken from «%(release)s»") % {"release": standing.title},
            "illustrative": standing.illustrative,
        },
        {"text": f"{standing.source}, {standing.year}"},
        {"text": str(directions.get(sign or 0, Direction.UNCLEAR.label))},
        _coverage(len(standing.values), findings.areas),
        {"text": gettext("not judged")},
        _weight((findings.index.weights or {}).get(row.code)),
    ]


def _coverage(known: int, areas: int) -> dict[str, Any]:
    share = known / areas if areas else 0
    return {
        "text": percent(100 * share) if areas else gettext("no data"),
        "small": gettext("%(known)s of %(all)s") % {"known": grouped(known), "all": grouped(areas)},
        "value": round(100 * share),
    }


def _weight(weight: float | None) -> dict[str, Any]:
    return {"text": weight_words(weight), "value": None if weight is None else round(100 * weight)}


def _labelled(cells: Sequence[dict[str, Any]], labels: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {**cell, "label": label, "number": i in (4, 6)}
        for i, (cell, label) in enumerate(zip(cells, labels, strict=True))
    ]
