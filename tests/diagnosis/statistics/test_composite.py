import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnosis.statistics.composite import Excluded, IndexReport, children_of, report_index
from tests.diagnosis.statistics.reference import number, read_json, read_rows

TABLE: dict[str, dict[str, float | None]] = {
    "a": {"school": 10.0, "water": 80.0},
    "b": {"school": 30.0, "water": 60.0},
    "c": {"school": 20.0, "water": 100.0},
}


def indices(result: IndexReport) -> dict[str, float | None]:
    return {area.code: area.index for area in result.areas}


def test_weighs_what_is_normalised() -> None:
    result = report_index(TABLE, {"school": 1, "water": -1}, {"school": 1, "water": 3})
    assert result.weights == {"school": 0.5, "water": 0.5}
    assert indices(result) == {"a": 25.0, "b": 100.0, "c": 25.0}
    assert next(str(one) for one in result.warnings) == "The weight of water was limited to one half."


def test_equal_weights_by_default_and_any_unit() -> None:
    signs = {"school": 1, "water": 1}
    assert report_index(TABLE, signs).areas == report_index(TABLE, signs, {"school": 7, "water": 7}).areas


def test_a_constant_proxy_is_left_out_with_a_warning() -> None:
    table = {code: {**row, "power": 5.0, "road": None} for code, row in TABLE.items()}
    result = report_index(table, {"school": 1, "power": 1, "road": 1})
    assert result.weights == {"school": 1.0}
    assert [one.params["proxy"] for one in result.warnings if "proxy" in one.params][:2] == ["power", "road"]


def test_with_nothing_to_compare_there_is_no_index() -> None:
    result = report_index({"a": {"p": 1.0}, "b": {"p": 1.0}}, {"p": 1})
    assert indices(result) == {"a": None, "b": None}
    assert result.weights == {}


def test_missing_is_not_zero() -> None:
    weights = {"school": 0.4, "water": 0.4, "crowding": 0.2}
    table: dict[str, dict[str, float | None]] = {
        code: {**row, "crowding": value}
        for (code, row), value in zip(TABLE.items(), (5.0, None, 9.0), strict=True)
    }
    result = report_index(table, dict.fromkeys(weights, 1), weights)
    assert result.areas[1].observed_weight == pytest.approx(0.8)
    assert result.areas[1].index == pytest.approx((100 * 0.4 + 0 * 0.4) / 0.8)


def test_too_little_observed_has_no_index_but_says_so() -> None:
    table: dict[str, dict[str, float | None]] = {**TABLE, "d": {"school": 12.0}, "e": {"school": math.nan}}
    result = report_index(table, {"school": 1, "water": 1})
    assert [area.excluded for area in result.areas[3:]] == [Excluded.TOO_LITTLE_OBSERVED] * 2
    assert [area.observed_weight for area in result.areas[3:]] == [0.5, 0.0]


def test_areas_with_few_children_do_not_even_set_the_scale() -> None:
    table: dict[str, dict[str, float | None]] = {
        **TABLE,
        "tiny": {"school": 99.0, "water": 0.0},
        "unknown": {"school": 99.0, "water": 0.0},
    }
    children = children_of({"a": 20, "b": 400, "c": 300, "tiny": 19})
    result = report_index(table, {"school": 1}, children=children)
    assert indices(result) == {"a": 0.0, "b": 100.0, "c": 50.0, "tiny": None, "unknown": None}
    assert [area.excluded for area in result.areas[3:]] == [
        Excluded.TOO_FEW_CHILDREN,
        Excluded.CHILDREN_UNKNOWN,
    ]


def test_few_areas_are_ordered_but_not_classified() -> None:
    result = report_index(TABLE, {"school": 1})
    assert result.breaks == ()
    assert {area.class_number for area in result.areas} == {None}
    assert "ordered" in result.warnings[-1].text


def test_proxies_that_say_the_same_are_named() -> None:
    table = {str(i): {"p": float(i), "q": 2.0 * i + (i % 2)} for i in range(12)}
    result = report_index(table, {"p": 1, "q": 1})
    assert [dict(one.params) for one in result.warnings] == [{"one": "p", "other": "q"}]
    assert len(result.breaks) == 3


@pytest.mark.parametrize(
    ("signs", "weights", "words"),
    [
        ({}, None, "at least one proxy"),
        ({"school": 0}, None, "sign"),
        ({"school": 1}, {}, "weights must be known"),
        ({"school": 1}, {"school": -1.0}, "not negative"),
        ({"school": 1}, {"school": math.nan}, "not negative"),
        ({"school": 1}, {"school": 0.0}, "zero"),
    ],
)
def test_refuses_what_makes_no_index(
    signs: dict[str, int], weights: dict[str, float] | None, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        report_index(TABLE, signs, weights)


columns = st.lists(st.one_of(st.none(), st.integers(0, 100).map(float)), min_size=10, max_size=10)


@given(columns, columns, columns, st.lists(st.integers(1, 9), min_size=3, max_size=3))
def test_stays_between_0_and_100(
    p: list[float | None], q: list[float | None], r: list[float | None], weights: list[int]
) -> None:
    table = {str(i): dict(zip("pqr", row, strict=True)) for i, row in enumerate(zip(p, q, r, strict=True))}
    result = report_index(table, {"p": 1, "q": -1, "r": 1}, dict(zip("pqr", weights, strict=True)))
    assert not result.weights or sum(result.weights.values()) == pytest.approx(1)
    for area in result.areas:
        assert (area.index is None) == (area.excluded is not None)
        assert area.index is None or -1e-9 <= area.index <= 100 + 1e-9
        assert 0 <= area.observed_weight <= 1 + 1e-9


@given(columns, st.integers(0, 9), st.integers(1, 50))
def test_more_of_a_risk_never_lowers_an_index(p: list[float | None], where: int, more: int) -> None:
    """With the ends of the scale held by two other areas, raising one value raises that area."""
    table: dict[str, dict[str, float | None]] = {str(i): {"p": value} for i, value in enumerate(p)}
    table |= {"low": {"p": 0.0}, "high": {"p": 200.0}}
    before = indices(report_index(table, {"p": 1}))[str(where)]
    value = p[where]
    if value is None or before is None:
        return
    table[str(where)] = {"p": value + more}
    after = indices(report_index(table, {"p": 1}))[str(where)]
    assert after is not None
    assert after > before


def test_agrees_with_the_reference() -> None:
    expected, fixture = read_json("micro_expected.json"), read_rows("micro_fixture.csv")
    proxies = [name for name in fixture[0] if name.startswith("pct_")]
    result = report_index(
        {row["area"]: {proxy: number(row[proxy]) for proxy in proxies} for row in fixture},
        dict.fromkeys(proxies, 1),
        dict(zip(proxies, expected["weights"], strict=True)),
        children=children_of({row["area"]: number(row["pop_5_17"]) for row in fixture}),
    )
    assert result.breaks == pytest.approx(expected["jenks_upper"])
    assert result.gvf == pytest.approx(expected["gvf"])
    names = ("low", "medium", "high")
    for area, row in zip(result.areas, read_rows("micro_expected.csv"), strict=True):
        if not row["index"]:
            assert area.index is None
            continue
        assert area.index == pytest.approx(float(row["index"]))
        assert area.observed_weight == pytest.approx(float(row["coverage_weight"]), abs=5e-5)
        assert area.class_number is not None
        assert names[area.class_number] == row["class"]


def test_weight_on_what_is_the_same_everywhere_leaves_no_index() -> None:
    table = {"a": {"p": 10.0, "q": 5.0}, "b": {"p": 30.0, "q": 5.0}}
    found = report_index(table, {"p": 1, "q": 1}, {"p": 0, "q": 1})
    assert [area.index for area in found.areas] == [None, None]
    assert any("no weight" in str(one) for one in found.warnings)
