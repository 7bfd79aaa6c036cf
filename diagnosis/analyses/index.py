"""`analyse index`: the composite index of areas, how firm it is, and the zones of its top class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from clrisk_site.figures.message import N_, Message, says
from diagnosis.analyses.analysis import Analysis
from diagnosis.analyses.areas import area_codes, counted_of, values_of
from diagnosis.analyses.classes import CLASS_KEYS, method_of
from diagnosis.analyses.contiguity import CONTIGUITY, neighbours_of
from diagnosis.analyses.index_tables import shown
from diagnosis.analyses.keys import Key, Keys, Shape
from diagnosis.analyses.patterns import PATTERN_KEYS, Patterns, patterns_of, without_warnings
from diagnosis.analyses.proxies import PROXIES, WEIGHTS, beyond_per_cent, proxies_of, source_of
from diagnosis.analyses.records import Records
from diagnosis.analyses.specification import Specification
from diagnosis.analyses.zones import SIZE_KEYS
from diagnosis.statistics.classes import Method
from diagnosis.statistics.composite import (
    LEAST_CHILDREN,
    LEAST_OBSERVED,
    AreaChildren,
    AssumedShare,
    Excluded,
    IndexReport,
    Mean,
    NoIndexError,
    Recipe,
    Scale,
    children_of,
    contradictions,
    report_index,
    weigh,
)
from diagnosis.statistics.results import Result
from diagnosis.statistics.zones import Neighbours, Zones, contiguous_zones
from diagnosis.statistics.zones.proposing import LEAST_AREAS
from diagnosis.statistics.zones.proposing import LEAST_CHILDREN as LEAST_CHILDREN_OF_ZONE

KEYS: Keys = (
    Key("area", Shape.COLUMN, N_("Column with the code of each area."), required=True),
    PROXIES,
    WEIGHTS,
    Key("children", Shape.COLUMN, N_("Column with the children of 5 to 17 years.")),
    Key("population", Shape.COLUMN, N_("Column with the persons of all ages, where children are unknown.")),
    Key("share", Shape.NUMBER, N_("Share of children in that population, as of the municipality."), least=0),
    Key("share_source", Shape.TEXT, N_("Whose share it is and where it was published.")),
    Key(
        "normalisation",
        Shape.CHOICE,
        N_("Common scale of the proxies."),
        choices=tuple(Scale),
        default="min_max",
    ),
    Key("mean", Shape.CHOICE, N_("How scores are joined."), choices=tuple(Mean), default="arithmetic"),
    Key(
        "winsorise",
        Shape.FLAG,
        N_("Whether values beyond percentiles 2.5 and 97.5 are drawn in."),
        default="no",
    ),
    Key(
        "classes",
        Shape.TREE,
        N_("How the index is cut into classes: «method», «k» and «cuts»."),
        parts=CLASS_KEYS,
    ),
    Key("least_children", Shape.NUMBER, N_("Children an area needs to take part."), least=0, default="20"),
    Key(
        "least_observed",
        Shape.NUMBER,
        N_("Share of the weights that must be observed in an area."),
        least=0,
        most=1,
        default="0.75",
    ),
    CONTIGUITY,
    *PATTERN_KEYS,
    *SIZE_KEYS,
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the map says of the index; None where it could not be computed.

    Parameters
    ----------
    patterns : Patterns
        Whether neighbours resemble each other, and where high values gather.
    zones : Zones or None
        Areas of the top class that lie together.
    warnings : tuple of Message
        What the reader must know.
    """

    patterns: Patterns
    zones: Zones | None
    warnings: tuple[Message, ...]


def analyse(records: Records, spec: Specification) -> Analysis:
    """Return the index of each area, and the zones where the specification says who lies beside whom."""
    codes = area_codes(records, spec.text("area"))
    proxies = proxies_of(records, spec)
    persons = {records.spelled(spec.text(key)) for key in ("children", "population") if key in spec}
    if any(proxy.name in persons for proxy in proxies):
        raise spec.invalid("proxies", says("The number of persons in an area is no proxy. Leave it out."))
    weights = weigh(proxies, source := source_of(spec, proxies))
    columns = {proxy.name: values_of(records, proxy.name, codes) for proxy in proxies}
    children, share = _children(records, spec, codes)
    classes = spec.part("classes", CLASS_KEYS) or Specification({}, CLASS_KEYS)
    report = report_index(
        {code: {name: column[code] for name, column in columns.items()} for code in codes},
        {proxy.name: proxy.sign for proxy in proxies},
        weights,
        children=children,
        share=share,
        recipe=Recipe(
            Scale(spec.text("normalisation", Scale.MIN_MAX)),
            Mean(spec.text("mean", Mean.ARITHMETIC)),
            spec.flag("winsorise"),
        ),
        method=_method(classes),
        classes=classes.whole("k", 3),
        cuts=classes.numbers("cuts"),
        least_children=spec.number("least_children", LEAST_CHILDREN),
        least_observed=spec.number("least_observed", LEAST_OBSERVED),
    )
    _check(report)
    neighbours = neighbours_of(records, spec, codes)
    found = None if neighbours is None else _evidence(report, neighbours, spec)
    warnings = (
        *contradictions(proxies),
        *beyond_per_cent(records, columns),
        *report.warnings,
        *(found.warnings if found else ()),
    )
    return Analysis(
        _data(report, found) | {"weights_from": source},
        shown(report, source, found.patterns.moran if found else None, found.zones if found else None),
        tuple(dict.fromkeys(warnings)),
        found.patterns.seed if found else None,
    )


def _check(report: IndexReport) -> None:
    """Raise if no area has an index."""
    if all(area.index is None for area in report.areas):
        taking_part = any(area.excluded is Excluded.TOO_LITTLE_OBSERVED for area in report.areas)
        raise NoIndexError(taking_part=taking_part, varying=bool(report.weights))


def _method(classes: Specification) -> Method:
    method = method_of(classes)
    if method is Method.INHERITED:
        raise classes.invalid("method", says("An index has no official classes. Choose another method."))
    return method


def _children(
    records: Records, spec: Specification, codes: list[str]
) -> tuple[dict[str, AreaChildren] | None, AssumedShare | None]:
    """Return the children of each area, None where the specification names neither them nor persons."""
    counted, population = spec.column("children"), spec.column("population")
    share = AssumedShare(spec.number("share", 0), spec.text("share_source")) if "share" in spec else None
    if share is not None and population is None:
        raise spec.invalid(
            "share", says("Name the column of the population too, under the key «population».")
        )
    if counted is None and (population is None or share is None):
        if population is not None:
            raise spec.invalid("population", says("Give the share of children too, under the key «share»."))
        return None, share
    known = dict.fromkeys(codes) if counted is None else counted_of(records, counted, codes)
    people = None if population is None else counted_of(records, population, codes)
    return children_of(known, people, share), share


def _evidence(report: IndexReport, neighbours: Neighbours, spec: Specification) -> Evidence:
    values = {area.code: area.index for area in report.areas}
    patterns = patterns_of(values, neighbours, spec)
    warnings = list(patterns.warnings)
    zones = None
    if report.k < 2:
        warnings.append(says("There is no top class, so no zones are proposed."))
    else:
        zones = contiguous_zones(
            [area.code for area in report.areas if area.class_number == report.k - 1],
            neighbours,
            children=_known({area.code: area.children for area in report.areas}),
            need=_known({area.code: area.by_children for area in report.areas}),
            least_areas=spec.whole("zone_areas", LEAST_AREAS),
            least_children=spec.number("zone_children", LEAST_CHILDREN_OF_ZONE),
        )
        warnings += zones.warnings
    return Evidence(patterns, zones, tuple(warnings))


def _known(numbers: dict[str, float | None]) -> dict[str, float | None] | None:
    return numbers if any(one is not None for one in numbers.values()) else None


def _data(report: IndexReport, found: Evidence | None) -> dict[str, Any]:
    getis = found.patterns.getis if found else None
    near_of = {} if getis is None else {area.code: area for area in getis.areas}
    zone_of = found.zones.zone_of if found and found.zones else {}
    areas = []
    for area in report.areas:
        near = near_of.get(area.code)
        areas.append(
            {
                "code": area.code,
                "index": area.index,
                "class": area.class_name,
                "observed_weight": area.observed_weight,
                "rank_range": area.rank_range,
                "rank": area.rank,
                "children": area.children,
                "children_estimated": area.children_estimated,
                "index_by_children": area.by_children,
                "rank_by_children": area.rank_by_children,
                "excluded": area.excluded,
                "zone": zone_of.get(area.code),
                "gi_star_z": near.z if near else None,
                "hot": near.hot if near else None,
            }
        )
    return {
        "areas": areas,
        "moran": without_warnings(found.patterns.moran) if found else None,
        "zones": [_by_children(one) for one in found.zones.zones] if found and found.zones else [],
        "zones_dropped": [_by_children(one) for one in found.zones.dropped] if found and found.zones else [],
        "weights": report.weights,
        "recipe": report.recipe,
        "classes": {
            "method": report.method,
            "k": report.k,
            "breaks": report.breaks,
            "gvf": report.gvf,
            "counts": report.counts,
        },
        "sensitivity": report.scenarios,
        "share": report.share,
    }


def _by_children(zone: Result) -> dict[str, Any]:
    """Return a zone without the word need: an index times children orders, it counts nobody."""
    return {key.replace("need", "index_by_children"): value for key, value in zone.to_json().items()}
