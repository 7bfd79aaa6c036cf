"""`analyse classes`: areas in classes by one of six methods, and what the other methods would say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clrisk_site.figures.message import N_, Message, says
from diagnosis.analyses.analysis import Analysis, Cell, Column, Facts, Form, Table
from diagnosis.analyses.areas import area_codes, values_of
from diagnosis.analyses.keys import Key, Keys, Shape
from diagnosis.analyses.records import Records
from diagnosis.analyses.specification import Specification
from diagnosis.statistics.classes import (
    Classification,
    Method,
    OtherMethod,
    Reference,
    classify_areas,
    compare_methods,
)
from diagnosis.statistics.errors import listed

CLASS_KEYS: Keys = (
    Key(
        "method",
        Shape.CHOICE,
        N_("How classes are made."),
        choices=tuple(Method),
        default="jenks",
    ),
    Key("k", Shape.WHOLE, N_("Number of classes."), least=2, most=20, default="3"),
    Key("cuts", Shape.NUMBERS, N_("Bounds between classes for the method fixed, each in the lower class.")),
)
"""Method, number of classes and fixed cuts; the index of areas has them too."""

KEYS: Keys = (
    Key("area", Shape.COLUMN, N_("Column with the code of each area."), required=True),
    Key("value", Shape.COLUMN, N_("Column of the quantity; inherited classes need none.")),
    *CLASS_KEYS,
    Key("class", Shape.COLUMN, N_("Column with the official class, for the method inherited.")),
    Key("multiples", Shape.NUMBERS, N_("Multiples of the standard deviation for the method mean_sd.")),
    Key("names", Shape.TEXTS, N_("Names of the classes, the lowest first.")),
    Key("weights", Shape.COLUMN, N_("Column with the weight of each area, such as its children.")),
    Key("reference", Shape.TEXT, N_("Which set of areas is compared, such as the municipality.")),
    Key("date", Shape.TEXT, N_("When the classes are made.")),
    Key("version", Shape.TEXT, N_("Version of the data.")),
)

METHODS: Mapping[Method, Message] = {
    Method.INHERITED: says("official classes, taken as they are"),
    Method.JENKS: says("natural breaks"),
    Method.QUANTILE: says("equal numbers of areas"),
    Method.EQUAL_WIDTH: says("equal widths"),
    Method.MEAN_SD: says("mean and standard deviation"),
    Method.FIXED: says("fixed cut points"),
}
CLASS_WORDS: Mapping[str, Message] = {
    "very_low": says("very low"),
    "low": says("low"),
    "medium": says("medium"),
    "high": says("high"),
    "very_high": says("very high"),
}


def analyse(records: Records, spec: Specification) -> Analysis:
    """Return the class of each area, and how many change under other methods."""
    method = method_of(spec)
    codes = area_codes(records, spec.text("area"))
    values = _values(records, spec, codes, method)
    weights = spec.column("weights")
    mass = None if weights is None else values_of(records, weights, codes)
    inherited = None
    if (column := spec.column("class")) is not None and method is Method.INHERITED:
        coded = records.codes(column)
        words = [None if place < 0 else coded.labels[place] for place in coded.places.tolist()]
        inherited = dict(zip(codes, words, strict=True))
    found = classify_areas(
        values,
        method,
        spec.whole("k", len(spec.columns("names")) or 3),
        inherited=inherited,
        cuts=spec.numbers("cuts"),
        multiples=spec.numbers("multiples"),
        names=spec.columns("names"),
        weights=mass,
        reference=Reference(spec.text("reference"), spec.text("date"), spec.text("version"), weights or ""),
    )
    others = compare_methods(found, weights=mass)
    return Analysis(_data(found, others), _shown(found, others), found.warnings)


def method_of(spec: Specification) -> Method:
    """Return the method of the classes; a key of another method is refused, since it would do nothing."""
    method = Method(spec.text("method", Method.JENKS))
    for name, wanted in (("cuts", Method.FIXED), ("multiples", Method.MEAN_SD), ("class", Method.INHERITED)):
        if name in spec.tree and method is not wanted:
            raise spec.invalid(name, says("It belongs to the method «%(method)s».", method=wanted.value))
        made = len(spec.columns(name)) + 1 if name in spec and name != "class" else None
        if made and spec.whole("k", made) != made:
            raise spec.invalid("k", says("«%(key)s» makes %(k)s classes. Leave «k» out.", key=name, k=made))
    return method


def class_word(name: str | None) -> Message | str | None:
    """Return a usual name of a class as a message, any other as it is."""
    return None if name is None else CLASS_WORDS.get(name, name)


def _values(
    records: Records, spec: Specification, codes: list[str], method: Method
) -> dict[str, float | None]:
    column = spec.column("value")
    if column is not None:
        return values_of(records, column, codes)
    if method is not Method.INHERITED:
        raise spec.invalid("value", says("Name the column of the quantity."))
    return dict.fromkeys(codes)


def _data(found: Classification, others: tuple[OtherMethod, ...]) -> dict[str, Any]:
    return {
        "method": found.method,
        "k": found.k,
        "breaks": found.breaks,
        "cut_points": found.cut_points,
        "names": found.names,
        "counts": found.counts,
        "gvf": found.gvf,
        "n": found.n,
        "weighted": found.weighted,
        "reference": found.reference,
        "areas": [
            {"code": area.code, "value": area.value, "class": area.name, "rank": area.rank}
            for area in found.areas
        ],
        "comparison": [
            {
                "method": other.method,
                "k": other.k,
                "breaks": other.breaks,
                "counts": other.counts,
                "gvf": other.gvf,
                "changing": len(other.changing),
                "rising": other.rising,
                "falling": other.falling,
                "areas": other.changing,
            }
            for other in others
        ],
    }


def _shown(found: Classification, others: tuple[OtherMethod, ...]) -> tuple[Table | Facts, ...]:
    facts = Facts(
        says("Classes"),
        (
            (says("Method"), METHODS[found.method]),
            (says("Areas with a value or a class"), Cell(found.n, Form.WHOLE)),
            (says("Number of classes"), Cell(found.k, Form.WHOLE)),
            (says("Goodness of variance fit"), Cell(found.gvf, Form.NUMBER, 6)),
            *_said(found.reference),
        ),
    )
    areas = Table(
        says("Areas"),
        (
            Column(says("Area"), Form.TEXT),
            Column(says("Value"), Form.NUMBER, 4),
            Column(says("Class"), Form.TEXT),
            Column(says("Place"), Form.WHOLE),
        ),
        tuple((area.code, area.value, class_word(area.name), area.rank) for area in found.areas),
    )
    return facts, *class_table(found.names, found.breaks, found.counts), *_others(others), areas


def class_table(
    names: tuple[str, ...], breaks: tuple[float, ...], counts: tuple[int, ...]
) -> tuple[Table, ...]:
    """Return the table of the classes, none where areas are only ordered."""
    if not names:
        return ()
    bounds: tuple[float | None, ...] = breaks or (None,) * len(names)
    return (
        Table(
            says("Bounds"),
            (
                Column(says("Class"), Form.TEXT),
                Column(says("Highest value"), Form.NUMBER, 4),
                Column(says("Areas"), Form.WHOLE),
            ),
            tuple(
                (class_word(name), bound, count)
                for name, bound, count in zip(names, bounds, counts, strict=True)
            ),
        ),
    )


def _said(reference: Reference) -> tuple[tuple[Message, str], ...]:
    lines = (
        (says("Compared areas"), reference.areas),
        (says("Date"), reference.date),
        (says("Version of the data"), reference.version),
        (says("Weighted by"), reference.weighted_by),
    )
    return tuple((name, text) for name, text in lines if text)


def _others(others: tuple[OtherMethod, ...]) -> tuple[Table, ...]:
    if not others:
        return ()
    rows = tuple(
        (METHODS[one.method], one.gvf, len(one.changing), one.rising, one.falling, listed(one.changing))
        for one in others
    )
    columns = (
        Column(says("Method"), Form.TEXT),
        Column(says("Fit"), Form.NUMBER, 4),
        Column(says("Areas in another class"), Form.WHOLE),
        Column(says("higher"), Form.WHOLE),
        Column(says("lower"), Form.WHOLE),
        Column(says("Which"), Form.TEXT),
    )
    return (Table(says("Other methods"), columns, rows),)
