import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnosis.statistics.coefficients import Coefficients
from diagnosis.statistics.transfer.benchmarking import Target
from diagnosis.statistics.transfer.cells import profile_cells
from diagnosis.statistics.transfer.errors import (
    ExtremeOddsError,
    IndefiniteCovarianceError,
    InvalidTargetError,
    MissingConstantError,
    OverlappingAreasError,
    UnknownAreaError,
)
from diagnosis.statistics.transfer.profiles import model_profiles
from diagnosis.statistics.transfer.risks import transfer_risks
from diagnosis.statistics.transfer.transferred import Transfer
from diagnosis.statistics.transfer.variables import FromColumn
from tests.diagnosis.statistics.reference import read_json, read_rows
from tests.diagnosis.statistics.transfer.models import reference, reference_model
from tests.diagnosis.statistics.transfer.slow_transfer import (
    columns_of,
    people_of,
    slow_chance,
    slow_gradient,
    slow_risk,
    slow_shift,
    slow_variance,
)

NAMES = ("const", "boy", "rural")
type Cell = tuple[str, tuple[float, ...], int]

tables = st.lists(
    st.tuples(
        st.sampled_from(("01", "02", "3")),
        st.tuples(st.just(1.0), st.sampled_from((0.0, 1.0)), st.sampled_from((0.0, 1.0))),
        st.integers(0, 12),
    ),
    min_size=1,
    max_size=12,
).filter(lambda cells: sum(count for _area, _terms, count in cells) > 0)

betas = st.lists(st.floats(-2, 2), min_size=3, max_size=3)
seeds = st.integers(0, 1_000)


def model_of(beta: list[float], seed: int) -> Coefficients:
    root = np.random.default_rng(seed).normal(size=(3, 3)) * 0.3
    return Coefficients(NAMES, np.array(beta), root @ root.T, df=12)


def found_of(cells: list[Cell], model: Coefficients, target: Target | None = None) -> Transfer:
    areas, columns, counts = columns_of(cells, NAMES)
    return transfer_risks(model_profiles(profile_cells(areas, columns, counts), model), model, target=target)


def test_every_area_of_the_reference() -> None:
    found = transfer_risks(*reference())
    expected = {row["area"]: row for row in read_rows("local_expected.csv")}
    assert set(found.codes) == set(expected)
    for one in found.areas:
        row = expected[one.code]
        assert one.children == float(row["N"])
        assert one.risk == pytest.approx(float(row["risk"]), abs=1e-12)
        assert one.expected == pytest.approx(float(row["expected"]), abs=1e-9)
        assert one.se_coef == pytest.approx(float(row["se_coef"]), abs=1e-12)
        assert one.se == pytest.approx(float(row["se_total"]), abs=1e-12)


def test_the_municipal_total_of_the_reference() -> None:
    found = transfer_risks(*reference())
    expected = read_json("expected.json")["municipal_total"]
    total = found.total()
    assert total.children == expected["N"]
    assert total.risk == pytest.approx(expected["risk"], abs=1e-12)
    assert total.expected == pytest.approx(expected["expected"], abs=1e-9)
    assert total.se_coef == pytest.approx(expected["se_coef"], abs=1e-12)
    weights = found.children / found.children.sum()
    naive = math.sqrt(float(weights**2 @ found.se_coef**2))
    assert naive == pytest.approx(expected["naive_se_if_areas_treated_independent"], abs=1e-12)


def test_a_profile_alone_has_the_interval_of_its_log_odds() -> None:
    """With many children of one profile chance vanishes, and the interval is that of the profile."""
    expected = read_json("expected.json")["profile_boy_15_17_not_attending_primary_nonindig"]
    model = reference_model()
    columns = {name: ["1"] for name in model.names[1:]} | {"indigenous": ["0"]}
    found = transfer_risks(model_profiles(profile_cells(["1"], columns, [1e15]), model), model)
    [area] = found.areas
    assert area.risk == pytest.approx(expected["p"], abs=1e-12)
    assert area.interval == pytest.approx(expected["ci95"], abs=1e-9)


def test_the_benchmark_of_the_reference() -> None:
    profiles, model = reference()
    expected = read_json("expected.json")["benchmark_example"]
    found = transfer_risks(profiles, model, target=Target(expected["target"]))
    assert found.benchmark is not None
    assert found.benchmark.delta == pytest.approx(expected["delta"], abs=1e-12)
    assert found.benchmark.delta == pytest.approx(-0.276704, abs=5e-7)
    assert found.total().risk == pytest.approx(0.18, abs=1e-14)
    for one in found.areas:
        assert one.risk == pytest.approx(expected["area_risk"][one.code], abs=1e-12)
    assert any("taken as exact" in str(message) for message in found.warnings)


@given(tables, betas, seeds)
@settings(max_examples=40, deadline=None)
def test_it_agrees_with_the_people_counted_one_by_one(
    cells: list[Cell], beta: list[float], seed: int
) -> None:
    model = model_of(beta, seed)
    assert model.covariance is not None
    found, people = found_of(cells, model), people_of(cells)
    everywhere = {person.area for person in people}
    groups = [{code} for code in everywhere] + [everywhere]
    for group in groups:
        one = found.group(sorted(group))
        gradient = slow_gradient(lambda b, group=group: slow_risk(people, group, b), beta)  # type: ignore[misc]  # bound now
        assert one.risk == pytest.approx(slow_risk(people, group, beta), abs=1e-12)
        assert one.se_chance is not None
        assert one.se_coef is not None
        assert one.se_chance**2 == pytest.approx(slow_chance(people, group, beta), abs=1e-12)
        assert one.se_coef**2 == pytest.approx(slow_variance(gradient, model.covariance.tolist()), abs=1e-8)


@given(tables, betas, seeds, st.floats(0.05, 0.9), st.floats(0, 0.05))
@settings(max_examples=25, deadline=None)
def test_a_benchmark_agrees_with_the_people_counted_one_by_one(
    cells: list[Cell], beta: list[float], seed: int, share: float, se: float
) -> None:
    """The variance holds what the shift itself takes over from coefficients and target."""
    model = model_of(beta, seed)
    assert model.covariance is not None
    found, people = found_of(cells, model, Target(share, se)), people_of(cells)
    everywhere = {person.area for person in people}
    code = min(everywhere)

    def shifted(at: list[float]) -> float:
        *b, target = at
        return slow_risk(people, {code}, b, slow_shift(people, everywhere, b, target))

    wider = [[*row, 0.0] for row in model.covariance.tolist()] + [[0.0, 0.0, 0.0, se**2]]
    one = found.group([code])
    assert one.risk == pytest.approx(shifted([*beta, share]), abs=1e-10)
    assert one.se_coef is not None
    assert one.se_coef**2 == pytest.approx(
        slow_variance(slow_gradient(shifted, [*beta, share]), wider), rel=1e-5, abs=1e-8
    )
    assert found.total().se_coef == pytest.approx(se, abs=1e-9)


@given(tables, betas, seeds, st.randoms())
@settings(max_examples=25, deadline=None)
def test_splitting_and_permuting_cells_changes_nothing(
    cells: list[Cell], beta: list[float], seed: int, chance: object
) -> None:
    model = model_of(beta, seed)
    split = [(area, terms, half) for area, terms, n in cells for half in (n // 3, n - n // 3)]
    chance.shuffle(split)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    whole, parts = found_of(cells, model), found_of(split, model)
    assert parts.codes == whole.codes
    np.testing.assert_allclose(parts.risks, whole.risks, atol=1e-13)
    np.testing.assert_allclose(parts.se_coef, whole.se_coef, atol=1e-13)
    np.testing.assert_allclose(parts.chance, whole.chance, atol=1e-13)


@given(tables, betas, seeds)
@settings(max_examples=25, deadline=None)
def test_a_benchmark_at_the_total_shifts_nothing(cells: list[Cell], beta: list[float], seed: int) -> None:
    model = model_of(beta, seed)
    before = found_of(cells, model)
    risk = before.total().risk
    assert risk is not None
    after = found_of(cells, model, Target(risk))
    assert after.benchmark is not None
    assert after.benchmark.delta == pytest.approx(0, abs=1e-12)
    np.testing.assert_allclose(after.risks, before.risks, atol=1e-13)


def test_merging_identical_categories_changes_no_prediction() -> None:
    """Two categories with one coefficient, and the same cells where they are one category."""
    cells = profile_cells(["1", "1", "2"], {"zone": ["a", "b", "c"]}, [3, 4, 5])
    split = Coefficients(("const", "zone=a", "zone=b"), np.array([-1.0, 0.7, 0.7]))
    merged = Coefficients(("const", "zone=ab"), np.array([-1.0, 0.7]))
    one = model_profiles(cells, split, {"zone": FromColumn("zone", reference="c")})
    other = model_profiles(cells, merged, {"zone": FromColumn("zone", {"a": "ab", "b": "ab", "c": "c"})})
    np.testing.assert_allclose(
        transfer_risks(one, split).risks, transfer_risks(other, merged).risks, rtol=1e-14
    )


def test_a_difference_uses_the_covariance_between_the_areas() -> None:
    found = transfer_risks(*reference())
    [(a, b), (_, d)] = found.covariance_of(["10", "1"])
    one = found.difference("10", "1")
    assert one.se == pytest.approx(math.sqrt(a + d - 2 * b), rel=1e-12)
    first, second = found.group(["10"]), found.group(["1"])
    assert first.se is not None
    assert second.se is not None
    assert one.se is not None
    assert one.se < math.hypot(first.se, second.se)
    assert one.interval is not None
    assert one.interval[0] < one.difference < one.interval[1]
    assert one.t == pytest.approx(one.difference / one.se)


def test_the_covariance_is_that_of_its_factor() -> None:
    found = transfer_risks(*reference())
    assert found.covariance is not None
    whole = found.covariance_of(found.codes)
    spread = np.array([one.se for one in found.areas], dtype=float)
    np.testing.assert_allclose(np.sqrt(np.diag(whole)), spread, rtol=1e-12)
    weights = found.children / found.children.sum()
    assert found.total().se == pytest.approx(math.sqrt(weights @ whole @ weights), rel=1e-12)


def test_only_standard_errors_are_taken_as_uncorrelated_and_said() -> None:
    profiles, model = reference()
    only = Coefficients(model.names, model.values, se=model.se, df=model.df)
    found = transfer_risks(profiles, only)
    assert found.covariance is not None
    assert model.se is not None
    np.testing.assert_allclose(found.covariance, np.diag(model.se**2))
    assert any("may be above or below" in str(message) for message in found.warnings)


def test_without_any_uncertainty_there_is_no_standard_error() -> None:
    profiles, model = reference()
    found = transfer_risks(profiles, Coefficients(model.names, model.values))
    assert found.areas[0].risk is not None
    assert (found.areas[0].se, found.areas[0].interval) == (None, None)
    assert (found.total().se, found.difference("1", "2").se) == (None, None)
    assert any("Nothing is known" in str(message) for message in found.warnings)


def test_an_area_without_children_has_no_risk() -> None:
    model = model_of([-1.0, 0.5, 0.2], 1)
    found = found_of([("1", (1.0, 0.0, 1.0), 4), ("2", (1.0, 1.0, 1.0), 0)], model)
    empty = found.areas[1]
    assert (empty.risk, empty.expected, empty.se, empty.interval) == (None, 0.0, None, None)
    assert found.total().risk == found.areas[0].risk
    assert any("without a child" in str(message) for message in found.warnings)
    with pytest.raises(UnknownAreaError, match="2"):
        found.group(["1", "2"])


def test_what_is_asked_of_areas_is_checked() -> None:
    found = transfer_risks(*reference())
    with pytest.raises(UnknownAreaError, match="01"):
        found.group(["01"])
    with pytest.raises(UnknownAreaError):
        found.group([])
    with pytest.raises(OverlappingAreasError, match="2"):
        found.difference(["1", "2"], ["2", "3"])
    assert found.group(["1", "1"]).children == found.group(["1"]).children


@pytest.mark.parametrize("share", [0, 1, -0.1, 18, math.nan, math.inf])
def test_a_target_is_a_share(share: float) -> None:
    with pytest.raises(InvalidTargetError, match=r"0\.18"):
        Target(share)


def test_a_target_has_a_sound_standard_error_and_areas_that_are_there() -> None:
    with pytest.raises(InvalidTargetError):
        Target(0.2, -0.01)
    with pytest.raises(InvalidTargetError, match=r"0\.5"):
        Target(0.2, 5)
    profiles, model = reference()
    with pytest.raises(UnknownAreaError, match="99"):
        transfer_risks(profiles, model, target=Target(0.2, areas=("1", "99")))
    some = transfer_risks(profiles, model, target=Target(0.2, areas=("1", "2")))
    assert some.group(["1", "2"]).risk == pytest.approx(0.2, abs=1e-14)
    assert some.total().risk != pytest.approx(0.2, abs=1e-4)


def test_a_covariance_that_cannot_be_one_is_refused() -> None:
    model = Coefficients(NAMES, np.zeros(3), np.array([[1.0, 2.0, 0.0], [2.0, 1.0, 0.0], [0.0, 0.0, 1.0]]))
    with pytest.raises(IndefiniteCovarianceError, match="order"):
        found_of([("1", (1.0, 0.0, 1.0), 4)], model)


def test_extreme_numbers_are_refused_or_saturate() -> None:
    huge = Coefficients(NAMES, np.array([1e308, 1e308, -1e308]))
    with pytest.raises(ExtremeOddsError):
        found_of([("1", (1.0, 1.0, 1.0), 4)], huge)
    steep = Coefficients(NAMES, np.array([800.0, 0.0, 0.0]), np.eye(3))
    [area] = found_of([("1", (1.0, 1.0, 1.0), 4)], steep).areas
    assert (area.risk, area.interval) == (1.0, None)


def test_without_a_constant_only_a_benchmark_gives_the_level() -> None:
    model = Coefficients(("boy",), np.array([0.5]), np.eye(1))
    profiles = model_profiles(profile_cells(["1", "2"], {"boy": [0, 1]}, [5, 5]), model)
    with pytest.raises(MissingConstantError, match="const"):
        transfer_risks(profiles, model)
    assert transfer_risks(profiles, model, target=Target(0.2)).total().risk == pytest.approx(0.2)


def test_below_one_degree_of_freedom_there_is_no_interval() -> None:
    model = Coefficients(NAMES, np.zeros(3), np.eye(3), df=0)
    found = found_of([("1", (1.0, 0.0, 1.0), 4), ("2", (1.0, 1.0, 1.0), 4)], model)
    assert found.areas[0].se is not None
    assert found.areas[0].interval is None
    assert found.difference("1", "2").p is None
    assert any("no degree of freedom" in str(message) for message in found.warnings)


def test_plain_data_holds_no_number_that_is_not_finite() -> None:
    found = transfer_risks(*reference())
    data = found.to_json()
    assert set(data) == {"areas", "total", "df", "confidence", "benchmark", "warnings"}
    assert data["df"] == 15
