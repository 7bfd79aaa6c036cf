import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from diagnosis.statistics.coefficients import Coefficients, ModelCard, Spread
from diagnosis.statistics.errors import AnalysisError
from diagnosis.statistics.transfer.cell_errors import (
    MissingAreaError,
    MissingCountError,
    NoCellsError,
    UnusableCountError,
)
from diagnosis.statistics.transfer.cells import Labelled, profile_cells
from diagnosis.statistics.transfer.errors import (
    BlankCodeError,
    CategoriesDifferError,
    InvalidSharesError,
    MissingVariableError,
    NotHarmonisedError,
    NumbersOutsideError,
    UnmappedCodeError,
)
from diagnosis.statistics.transfer.profiles import Profiles, model_profiles
from diagnosis.statistics.transfer.risks import transfer_risks
from diagnosis.statistics.transfer.variables import Crosswalk, FromColumn, FromShares
from tests.diagnosis.statistics.transfer.models import CARD, categorical_model, table

ZONES = {"1": "urban", "2": "rural", "3": "remote"}


def profiles(walk: Crosswalk | None = None, **changes: list[Any]) -> Profiles:
    return model_profiles(table(**changes), categorical_model(), walk)


def rows_of(found: Profiles) -> dict[tuple[float, ...], float]:
    children = np.bincount(found.profile, found.counts, len(found.matrix))
    return {tuple(row): float(n) for row, n in zip(found.matrix.tolist(), children, strict=True)}


def test_categories_numbers_yes_no_and_products_become_terms() -> None:
    assert rows_of(profiles()) == {
        (1, 0, 0, 0, 9, 0, 0): 10,
        (1, 1, 1, 0, 12, 1, 1): 20,
        (1, 0, 0, 1, 16, 0, 0): 30,
        (1, 1, 1, 0, 12, 0, 1): 40,
    }


def test_a_crosswalk_changes_names_and_codes_and_nothing_else() -> None:
    walk = {
        "sex": FromColumn("sexo", {"1": "boy", "2": "girl"}),
        "zone": FromColumn("zona", ZONES | {"4": "remote"}),
        "works": FromColumn("trabaja", {"1": "1", "2": "0"}),
    }
    local = model_profiles(
        profile_cells(
            ["01", "01", "02", "02"],
            {
                "sexo": ["02", "01", "2.0", "1"],
                "zona": [1, 2, 4, 2],
                "age": [9.0, 12.0, 16.0, 12.0],
                "trabaja": [2, 1, 2, 2],
            },
            [10, 20, 30, 40],
        ),
        categorical_model(),
        walk,
    )
    assert rows_of(local) == rows_of(profiles())


def test_local_shares_are_of_the_children() -> None:
    found = profiles().shares
    assert found["sex=boy"] == pytest.approx(0.6)
    assert found["sex=girl"] == pytest.approx(0.4)
    assert found["zone=remote"] == pytest.approx(0.3)
    assert found["works"] == pytest.approx(0.2)
    assert "age" not in found


def test_a_missing_variable_is_named_and_never_the_reference() -> None:
    model = categorical_model()
    cells = profile_cells(["1"], {"sex": ["boy"], "zone": ["urban"], "age": [7]}, [5])
    with pytest.raises(MissingVariableError, match="never taken as the category of reference") as error:
        model_profiles(cells, model)
    assert error.value.variable == "works"


def test_a_distribution_of_the_state_divides_every_cell_and_is_flagged() -> None:
    walk = {"zone": FromShares({"urban": 0.5, "rural": 0.25, "remote": 0.25}, "Census of the state", 2020)}
    model = categorical_model()
    found = model_profiles(table(), model, walk)
    assert found.counts.sum() == pytest.approx(100)
    assert "zone=urban" not in found.shares
    assert any("Census of the state, 2020" in str(message) for message in found.warnings)
    mixed = transfer_risks(found, model)
    parts = [
        transfer_risks(model_profiles(table(zone=[zone] * 4), model), model).risks
        for zone in ("urban", "rural", "remote")
    ]
    np.testing.assert_allclose(mixed.risks, 0.5 * parts[0] + 0.25 * parts[1] + 0.25 * parts[2], rtol=1e-12)


@pytest.mark.parametrize(
    "shares",
    [
        {"urban": 0.5, "rural": 0.25, "remote": 0.24},
        {"urban": 1.5, "rural": -0.25, "remote": -0.25},
        {"urban": math.nan, "rural": 0.5, "remote": 0.5},
    ],
)
def test_a_distribution_adds_up_to_one(shares: dict[str, float]) -> None:
    with pytest.raises(InvalidSharesError, match="zone"):
        profiles({"zone": FromShares(shares)})


def test_a_distribution_has_the_categories_of_the_model() -> None:
    with pytest.raises(CategoriesDifferError, match="remote"):
        profiles({"zone": FromShares({"urban": 0.5, "rural": 0.5})})
    with pytest.raises(CategoriesDifferError, match="island"):
        profiles({"zone": FromShares({"urban": 0.5, "rural": 0.3, "remote": 0.1, "island": 0.1})})
    with pytest.raises(InvalidSharesError):
        profiles({"age": FromShares({"old": 1.0})})


def test_several_imputed_variables_divide_a_cell_by_each() -> None:
    walk = {
        "zone": FromShares({"urban": 0.5, "rural": 0.5, "remote": 0.0}),
        "works": FromShares({"0": 0.9, "1": 0.1}),
    }
    found = profiles(walk)
    assert found.counts.sum() == pytest.approx(100)
    assert rows_of(found)[1, 0, 1, 0, 9, 1, 0] == pytest.approx(10 * 0.5 * 0.1)


def test_unknown_codes_are_listed_with_their_children() -> None:
    with pytest.raises(UnmappedCodeError, match=r"island, martian \(60 children\)") as error:
        profiles(zone=["urban", "island", "remote", "martian"])
    assert error.value.codes == ("island", "martian")
    with pytest.raises(UnmappedCodeError, match="9"):
        profiles(works=["0", "1", "9", "0"])
    with pytest.raises(UnmappedCodeError, match="old"):
        profiles(age=["9", "old", "16", "12"])


def test_unknown_codes_of_no_child_do_no_harm() -> None:
    found = profiles(zone=["urban", "island", "remote", "rural"], counts=[10, 0, 30, 40])
    assert found.counts.sum() == 80


def test_a_blank_code_is_not_the_reference() -> None:
    for blank in ("", None, math.nan):
        with pytest.raises(BlankCodeError, match="40 children"):
            profiles(zone=["urban", "rural", "remote", blank])
    with pytest.raises(BlankCodeError):
        profiles({"zone": FromColumn("zone", {"urban": "urban", "rural": "rural", "remote": "remote"})},
                 zone=["urban", "rural", "remote", ""])  # fmt: skip


def test_codes_that_lead_to_nothing_are_left_out_and_counted() -> None:
    walk = {"works": FromColumn("works", {"0": "0", "1": "1", "9": None, "": None})}
    found = profiles(walk, works=["0", "1", "9", ""])
    assert found.left_out == 70
    assert found.children.tolist() == [30, 0]
    assert any("70 children (70.0 %)" in str(message) for message in found.warnings)


def test_every_category_needs_a_local_code_and_no_other() -> None:
    with pytest.raises(CategoriesDifferError, match="remote"):
        profiles({"zone": FromColumn("zone", {"1": "urban", "2": "rural"})})
    with pytest.raises(CategoriesDifferError, match="island"):
        profiles({"zone": FromColumn("zone", ZONES | {"4": "island"})})


def test_the_reference_is_said_or_follows_from_the_crosswalk() -> None:
    unsaid = categorical_model(card=ModelCard(numbers=("age",)))
    with pytest.raises(NotHarmonisedError) as error:
        model_profiles(table(), unsaid)
    assert [type(one) for one in error.value.faults] == [CategoriesDifferError] * 2
    half: Crosswalk = {"sex": FromColumn("sex", reference="girl")}
    with pytest.raises(CategoriesDifferError, match="reference"):
        model_profiles(table(), unsaid, half)
    plain = {name: name for name in ("urban", "rural", "remote")}
    walk = {"sex": FromColumn("sex", reference="girl"), "zone": FromColumn("zone", plain)}
    assert rows_of(model_profiles(table(), unsaid, walk)) == rows_of(profiles())
    nowhere = {"sex": FromColumn("sex", {"boy": "boy"}), "zone": FromColumn("zone", plain)}
    with pytest.raises(CategoriesDifferError):
        model_profiles(table(), unsaid, nowhere)


def test_a_column_is_no_number_unless_somebody_says_so() -> None:
    """A code 9 for "not stated" must not count as the number nine."""
    unsaid = categorical_model(card=ModelCard(categories=CARD.categories))
    with pytest.raises(UnmappedCodeError, match="age"):
        model_profiles(table(), unsaid)
    said = model_profiles(table(), unsaid, {"age": FromColumn("age", number=True)})
    assert rows_of(said) == rows_of(profiles())


def test_numbers_may_be_led_to_others_or_left_out() -> None:
    walk = {"age": FromColumn("age", {"99": None, "12": "13"}, number=True)}
    found = profiles(walk, age=["9", "12", "99", "012"])
    assert found.left_out == 30
    assert {row[4] for row in rows_of(found)} == {9, 13}


def test_numbers_beyond_the_survey_are_said_or_refused() -> None:
    """A code for unknown, or months in place of years, must not pass as a number."""
    card = replace(CARD, spreads={"age": Spread(5, 17, 11)})
    model = categorical_model(card=card)
    with pytest.raises(NumbersOutsideError, match="30 children lie outside 5 to 17"):
        model_profiles(table(age=["9", "12", "99", "12"]), model)
    few = model_profiles(table(age=["9", "12", "99", "12"], counts=[1000, 2000, 3, 4000]), model)
    assert any("3 children lie outside" in str(message) for message in few.warnings)
    assert model_profiles(table(), model).means == {"age": pytest.approx(12.9)}


def test_products_name_categories_that_there_are() -> None:
    model = categorical_model()
    for place, name in ((1, "sex=chico"), (6, "sex=chico*zone=rural")):
        names = tuple(name if at == place else one for at, one in enumerate(model.names))
        with pytest.raises(CategoriesDifferError, match="chico"):
            model_profiles(table(), replace(model, names=names))
        unsaid = replace(model, names=names, card=ModelCard(numbers=("age",)))
        walk = {"sex": FromColumn("sex", reference="girl"), "zone": FromColumn("zone", reference="urban")}
        with pytest.raises(CategoriesDifferError, match=r"chico|boy"):
            model_profiles(table(), unsaid, walk)


def test_a_category_that_no_child_has_is_said() -> None:
    found = profiles(zone=["urban", "rural", "rural", "rural"])
    assert any("“zone=remote”" in str(message) for message in found.warnings)


def test_a_variable_without_a_coefficient_is_said() -> None:
    found = profiles({"indigenous": FromColumn("indigena")})
    assert any("“indigenous” has no coefficient" in str(message) for message in found.warnings)


def test_all_that_stands_against_it_is_told_at_once() -> None:
    with pytest.raises(NotHarmonisedError, match="island") as error:
        profiles({"works": FromColumn("trabaja")}, zone=["urban", "island", "remote", "rural"])
    assert [type(one) for one in error.value.faults] == [UnmappedCodeError, MissingVariableError]
    assert "trabaja" in str(error.value)


def test_many_variables_do_not_overflow() -> None:
    """Sixty variables of yes and no have more combinations than numbers of 64 bits."""
    names = ("const", *(f"v{place}" for place in range(60)))
    model = Coefficients(names, np.zeros(61))
    chance = np.random.default_rng(1)
    columns = {name: chance.integers(0, 2, 500) for name in names[1:]}
    found = model_profiles(profile_cells(["1"] * 500, columns, np.ones(500)), model)
    assert found.counts.sum() == 500
    expected = np.column_stack([columns[name] for name in names[1:]])
    np.testing.assert_array_equal(
        np.unique(found.matrix[:, 1:], axis=0), np.unique(expected.astype(float), axis=0)
    )


@pytest.mark.parametrize(
    ("areas", "counts", "fault"),
    [
        (["1", ""], [1, 1], MissingAreaError),
        (["1", None], [1, 1], MissingAreaError),
        (["1", "2"], [1, math.nan], MissingCountError),
        (["1", "2"], [1, -1], UnusableCountError),
        (["1", "2"], [1, math.inf], UnusableCountError),
        (["1", "2"], [1.7e308, 1.7e308], UnusableCountError),
        (["1", "2"], [0, 0], NoCellsError),
        ([], [], NoCellsError),
    ],
)
def test_cells_are_checked(areas: list[Any], counts: list[float], fault: type[AnalysisError]) -> None:
    with pytest.raises(fault):
        profile_cells(areas, {}, counts)


def test_columns_of_other_lengths_are_a_mistake_of_programming() -> None:
    with pytest.raises(ValueError, match="counts"):
        profile_cells(["1"], {"a": [1, 2]}, [3])
    model = Coefficients(("const",), np.array([0.0]))
    found = model_profiles(profile_cells(["1"], {}, [3]), model)
    with pytest.raises(ValueError, match="other coefficients"):
        transfer_risks(found, Coefficients(("const", "a"), np.zeros(2)))
    assert transfer_risks(found, model).areas[0].risk == 0.5


def test_codes_of_areas_stay_texts() -> None:
    assert Labelled.of(["01", "1", " 1 ", "A"]).labels == ("01", "1", "A")
