"""Shapes and codes held against each other: what lies elsewhere, and areas that lack the code above them."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import pytest
import shapely

from clrisk_site.places.imports import build_territories_spec
from clrisk_site.places.models import Boundary, Level, Territory
from clrisk_site.tables.spec import Checked, Context, Problem, Severity

CONTEXT = Context(territory_path="MX.07", year=2022, source="INEGI")
TUXTLA, TAPACHULA = shapely.box(-93.3, 16.6, -93.0, 16.9), shapely.box(-92.5, 14.8, -92.2, 15.1)


@pytest.fixture
def towns(chiapas: Territory, tuxtla: Territory, tapachula: Territory) -> Territory:
    for town, shape in ((tuxtla, TUXTLA), (tapachula, TAPACHULA)):
        west, south, east, north = shape.bounds
        Boundary.objects.create(
            territory=town, wkb=shapely.to_wkb(shape), west=west, south=south, east=east, north=north
        )
    return chiapas


def check(
    territory: Territory, answers: dict[str, str] | None = None, **columns: Sequence[object]
) -> Checked:
    frame = pd.DataFrame({name: pd.Series(list(cells), dtype=object) for name, cells in columns.items()})
    frame.index = pd.Index(range(1, 1 + len(frame)))
    spec = build_territories_spec(territory)
    assert spec.check is not None
    return spec.check(frame, replace(CONTEXT, answers=answers or {}))


def told(checked: Checked) -> list[Problem]:
    return [problem for problem in checked.problems if problem.column == "geometry"]


def area(west: float, south: float) -> bytes:
    return bytes(shapely.to_wkb(shapely.box(west, south, west + 0.01, south + 0.01)))


def test_an_area_whose_shape_lies_elsewhere_is_named_with_the_place(towns: Territory) -> None:
    codes = ["0710100010012", "0710100010027", "0708900010031"]
    shapes = [area(-93.1, 16.7), area(-92.4, 14.9), area(-91, 17)]
    found = told(check(towns, code=codes, geometry=shapes))
    assert [(problem.row, problem.severity) for problem in found] == [
        (2, Severity.WARNING),
        (3, Severity.WARNING),
    ]
    first, second = (str(problem.message) for problem in found)
    assert "0710100010027" in first
    assert "07101 Tuxtla" in first
    assert "07089 Tapachula" in first
    assert "07089 Tapachula" in second


def test_an_area_that_reaches_beyond_its_municipality_is_told_with_its_size(towns: Territory) -> None:
    (found,) = told(check(towns, code=["0710100010012"], geometry=[area(-93.007, 16.7)]))
    assert found.row == 1
    assert "km²" in str(found.message)
    assert told(check(towns, code=["0710100010012"], geometry=[area(-93.0101, 16.7)])) == []


def test_invented_outlines_judge_no_code(towns: Territory) -> None:
    Boundary.objects.update(illustrative=True)
    assert told(check(towns, code=["0710100010012"], geometry=[area(-92.4, 14.9)])) == []


def test_areas_without_the_code_above_are_asked_about_never_placed_silently(
    towns: Territory, levels: dict[str, Level]
) -> None:
    parts: dict[str, Sequence[object]] = {
        "code_3": ["0001", "0001", "0001"],
        "code_4": ["0012", "017A", "0031"],
        "geometry": [area(-93.1, 16.7), area(-92.4, 14.9), area(-91, 17)],
    }
    asked = check(towns, None, **parts)
    (question,) = (one for one in asked.questions if one.code == "place_codes")
    assert question.rows == 2
    assert "07101" in str(question.evidence)
    taken = check(towns, {"place_codes": "take"}, **parts)
    assert taken.frame["path"].tolist() == ["MX.07.101.0001.0012", "MX.07.089.0001.017A", None]
    assert [problem.row for problem in taken.problems if problem.severity is Severity.ERROR] == [3]
    left = check(towns, {"place_codes": "leave"}, **parts)
    assert [problem.row for problem in left.problems if problem.severity is Severity.ERROR] == [1, 2, 3]


def test_points_are_no_boundaries_and_their_rows_stay(towns: Territory) -> None:
    found = check(towns, code=["071010002"], geometry=[bytes(shapely.to_wkb(shapely.Point(-93.1, 16.7)))])
    assert [problem.severity for problem in told(found)] == [Severity.WARNING]
    assert found.frame["geometry"].tolist() == [None]
    assert found.frame["path"].tolist() == ["MX.07.101.0002"]


def test_case_48_overlap_is_told_in_words(towns: Territory) -> None:
    wide = bytes(shapely.to_wkb(shapely.box(-93.3, 16.6, -92.9, 16.9)))
    beside = bytes(shapely.to_wkb(shapely.box(-93.0, 16.6, -92.7, 16.9)))
    (found,) = told(check(towns, code=["07101", "07102"], geometry=[wide, beside]))
    assert (found.row, found.severity) == (None, Severity.WARNING)
    assert found.message.values["one"] == "07101"
    assert found.message.values["other"] == "07102"
