"""`analyse zones`: areas of the top class that lie together, and whether their values make a pattern."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import numpy as np

from clrisk_site.figures.message import N_, Message, counts, says
from diagnosis.analyses.analysis import Analysis
from diagnosis.analyses.areas import area_codes, counted_of, values_of
from diagnosis.analyses.classes import CLASS_KEYS, method_of
from diagnosis.analyses.contiguity import BRIDGE, CONTIGUITY, bridge_of, neighbours_of
from diagnosis.analyses.faults import UnknownCodeError
from diagnosis.analyses.keys import Key, Keys, Shape
from diagnosis.analyses.patterns import PATTERN_KEYS, Patterns, patterns_of, without_warnings
from diagnosis.analyses.records import Records
from diagnosis.analyses.specification import Specification
from diagnosis.analyses.zone_tables import pattern_tables, zone_tables
from diagnosis.statistics.classes import Method, classify_areas
from diagnosis.statistics.zones import Neighbours, Zones, contiguous_zones
from diagnosis.statistics.zones.proposing import LEAST_AREAS, LEAST_CHILDREN

SIZE_KEYS: Keys = (
    Key("zone_areas", Shape.WHOLE, N_("Areas that a zone needs."), least=1, default="2"),
    Key("zone_children", Shape.NUMBER, N_("Children that a zone needs."), least=0, default="50"),
)
KEYS: Keys = (
    Key("area", Shape.COLUMN, N_("Column with the code of each area."), required=True),
    Key(
        "class", Shape.COLUMN, N_("Column with the class of each area; the key «top» says which is highest.")
    ),
    Key("top", Shape.TEXTS, N_("Code of the top class, or several codes.")),
    Key(
        "value",
        Shape.COLUMN,
        N_("Column of the quantity: for the tests, and for classes where none are named."),
    ),
    Key(
        "classes",
        Shape.TREE,
        N_("How values are cut into classes: «method», «k» and «cuts»."),
        default="jenks, k: 3",
        parts=CLASS_KEYS,
    ),
    Key("children", Shape.COLUMN, N_("Column with the children of 5 to 17 years.")),
    Key(
        "need",
        Shape.COLUMN,
        N_("Column with the expected need, such as children at risk; letters follow it."),
    ),
    replace(CONTIGUITY, required=True),
    BRIDGE,
    *SIZE_KEYS,
    Key("keep", Shape.TEXTS, N_("Areas whose zone is kept although it is small.")),
    *PATTERN_KEYS,
)


def analyse(records: Records, spec: Specification) -> Analysis:
    """Return the zones with what was dropped, and Gi* and Moran's I where there are values."""
    codes = area_codes(records, spec.text("area"))
    neighbours = cast("Neighbours", neighbours_of(records, spec, codes))  # its key is required
    value = spec.column("value")
    values = None if value is None else values_of(records, value, codes)
    top, without_class = _top(records, spec, codes, values)
    zones = _zones(records, spec, codes, neighbours, top)
    if values is None:
        patterns = Patterns(
            None, None, None, (says("No column of values is named, so no pattern is tested."),)
        )
    else:
        patterns = patterns_of(values, neighbours, spec)
    return Analysis(
        _data(zones, patterns),
        (*zone_tables(zones), *pattern_tables(patterns)),
        tuple(dict.fromkeys((*without_class, *zones.warnings, *patterns.warnings))),
        patterns.seed,
    )


def _top(
    records: Records, spec: Specification, codes: list[str], values: dict[str, float | None] | None
) -> tuple[list[str], tuple[Message, ...]]:
    """Return the areas of the top class: as the file has it, else by the values."""
    column = spec.column("class")
    if column is None:
        return _highest(spec, values)
    if "classes" in spec:
        raise spec.invalid("classes", says("It makes classes of values. Remove it, or remove «class»."))
    if "top" not in spec:
        raise spec.invalid("top", says("Name the code of the top class."))
    classes = records.codes(column)
    member = np.zeros(records.n, dtype=bool)
    for code in spec.columns("top"):
        found = classes.where(code)
        if not found.any():
            raise UnknownCodeError(records.spelled(column), code, classes.labels)
        member |= found
    unknown = int(classes.missing.sum())
    warning = counts(
        "%(count)s area has no class, so it is in no zone.",
        "%(count)s areas have no class, so they are in no zone.",
        unknown,
    )
    return [codes[place] for place in np.flatnonzero(member)], (warning,) if unknown else ()


def _highest(
    spec: Specification, values: dict[str, float | None] | None
) -> tuple[list[str], tuple[Message, ...]]:
    if "top" in spec:
        raise spec.invalid("top", says("It names a class of the column «class». Name that column too."))
    classes = spec.part("classes", CLASS_KEYS) or Specification({}, CLASS_KEYS)
    method = method_of(classes)
    if values is None or method is Method.INHERITED:
        raise spec.invalid("class", says("Name the column of the classes, or that of the values."))
    found = classify_areas(values, method, classes.whole("k", 3), cuts=classes.numbers("cuts"))
    if found.k < 2:
        return [], (*found.warnings, says("There is no top class, so no zones are proposed."))
    return [area.code for area in found.areas if area.number == found.k - 1], found.warnings


def _zones(
    records: Records, spec: Specification, codes: list[str], neighbours: Neighbours, top: list[str]
) -> Zones:
    children, need = spec.column("children"), spec.column("need")
    return contiguous_zones(
        top,
        neighbours,
        children=None if children is None else counted_of(records, children, codes),
        need=None if need is None else counted_of(records, need, codes),
        least_areas=spec.whole("zone_areas", LEAST_AREAS),
        least_children=spec.number("zone_children", LEAST_CHILDREN),
        bridge=bridge_of(records, spec, codes),
        keep=spec.columns("keep"),
    )


def _data(zones: Zones, patterns: Patterns) -> dict[str, Any]:
    return {
        "zones": zones.zones,
        "dropped": zones.dropped,
        "getis": [] if patterns.getis is None else patterns.getis.areas,
        "moran": without_warnings(patterns.moran),
        "general_g": without_warnings(patterns.general),
        "least_areas": zones.least_areas,
        "least_children": zones.least_children,
        "fdr": None if patterns.getis is None else patterns.getis.fdr,
    }
