import numpy as np
import pytest

from diagnosis.statistics.coefficients import Coefficients
from diagnosis.statistics.transfer import simulating
from diagnosis.statistics.transfer.benchmarking import Target
from diagnosis.statistics.transfer.cells import profile_cells
from diagnosis.statistics.transfer.errors import UnknownUncertaintyError
from diagnosis.statistics.transfer.profiles import model_profiles
from diagnosis.statistics.transfer.risks import transfer_risks
from diagnosis.statistics.transfer.simulating import simulate
from tests.diagnosis.statistics.reference import read_rows
from tests.diagnosis.statistics.transfer.models import reference

PUBLISHED_DRAWS = 1_000
"""What the probabilities of the reference rest on: they are whole thousandths."""


def test_the_top_four_of_the_reference_within_the_error_of_chance() -> None:
    simulation = simulate(*reference(), draws=4_000)
    found = simulation.probability_in_top(4)
    assert sum(found.values()) == pytest.approx(4)
    for row in read_rows("local_expected.csv"):
        published = float(row["prob_in_top4_mc"])
        spread = max(published * (1 - published), 0.002)
        error = np.sqrt(spread / PUBLISHED_DRAWS + spread / 4_000)
        assert abs(found[row["area"]] - published) < 4 * error


def test_draws_have_the_mean_and_spread_of_the_delta_method() -> None:
    profiles, model = reference()
    drawn = simulate(profiles, model, draws=4_000).risks()
    found = transfer_risks(profiles, model)
    np.testing.assert_allclose(drawn.mean(axis=0), found.risks, atol=0.004)
    np.testing.assert_allclose(drawn.std(axis=0), found.se_coef, rtol=0.12)
    together = drawn @ (found.children / found.children.sum())
    assert together.std() == pytest.approx(0.023964, rel=0.1)


def test_the_same_seed_gives_the_same_draws_and_another_gives_others() -> None:
    profiles, model = reference()
    one, same, other = (simulate(profiles, model, draws=200, seed=seed) for seed in (5, 5, 6))
    np.testing.assert_array_equal(one.draws, same.draws)
    assert not np.allclose(one.draws, other.draws)
    assert one.seed == 5


def test_blocks_hold_what_the_whole_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    profiles, model = reference()
    simulation = simulate(profiles, model, draws=150)
    whole, top = simulation.risks(), simulation.probability_in_top(3)
    monkeypatch.setattr(simulating, "BLOCK", 400)
    parts = list(simulation.by_areas())
    assert len(parts) > 1
    assert tuple(code for codes, _risks in parts for code in codes) == simulation.codes
    np.testing.assert_allclose(np.hstack([risks for _codes, risks in parts]), whole, rtol=1e-12)
    np.testing.assert_allclose(np.vstack(list(simulation.by_draws())), whole, rtol=1e-12)
    assert simulation.probability_in_top(3) == pytest.approx(top)


def test_a_draw_is_the_transfer_of_its_coefficients() -> None:
    profiles, model = reference()
    simulation = simulate(profiles, model, draws=3, target=Target(0.18, 0.02))
    for row, coefficients, shift in zip(simulation.risks(), simulation.draws, simulation.shifts, strict=True):
        moved = coefficients + np.where(np.array(model.names) == "const", shift, 0)
        found = transfer_risks(profiles, Coefficients(model.names, moved))
        np.testing.assert_allclose(row, found.risks, rtol=1e-12)


def test_a_benchmark_holds_in_every_draw() -> None:
    profiles, model = reference()
    weights = profiles.children / profiles.children.sum()
    exact = simulate(profiles, model, draws=50, target=Target(0.18)).risks() @ weights
    np.testing.assert_allclose(exact, 0.18, atol=1e-12)
    spread = simulate(profiles, model, draws=2_000, target=Target(0.18, 0.02)).risks() @ weights
    assert spread.std() == pytest.approx(0.02, rel=0.1)


def test_areas_as_risky_as_each_other_are_not_split() -> None:
    names = ("const", "works")
    model = Coefficients(names, np.array([-1.0, 1.0]), np.eye(2) * 0.01)
    cells = profile_cells(["1", "2", "3", "4"], {"works": [1, 1, 0, 0]}, [5, 9, 7, 0])
    found = simulate(model_profiles(cells, model), model, draws=200).probability_in_top(1)
    assert found == {"1": 1.0, "2": 1.0, "3": 0.0}
    everyone = simulate(model_profiles(cells, model), model, draws=200).probability_in_top(9)
    assert set(everyone.values()) == {1.0}


def test_a_covariance_without_spread_in_some_direction_can_be_drawn_from() -> None:
    profiles, model = reference()
    flat = np.zeros((6, 6))
    flat[:2, :2] = 0.04
    drawn = simulate(profiles, Coefficients(model.names, model.values, flat), draws=2_000).draws
    np.testing.assert_allclose(drawn[:, 2:], np.tile(model.values[2:], (2_000, 1)))
    np.testing.assert_allclose(drawn[:, 0] - drawn[:, 1], model.values[0] - model.values[1])
    assert drawn[:, 0].std() == pytest.approx(0.2, rel=0.1)


def test_nothing_is_drawn_where_nothing_is_known() -> None:
    profiles, model = reference()
    with pytest.raises(UnknownUncertaintyError, match="covariance"):
        simulate(profiles, Coefficients(model.names, model.values))
    with pytest.raises(ValueError, match="draw"):
        simulate(profiles, model, draws=0)
    with pytest.raises(ValueError, match="area"):
        simulate(profiles, model, draws=5).probability_in_top(0)
