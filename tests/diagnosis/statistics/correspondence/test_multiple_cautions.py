"""Blanks, categories set aside, and every fault of a multiple analysis."""

import numpy as np
import pytest

from diagnosis.statistics.correspondence.answers import Answers, Missing, answers
from diagnosis.statistics.correspondence.errors import (
    InvalidShareError,
    OneVariableError,
    RepeatedLabelError,
    TooFewCategoriesError,
    TooManyCategoriesError,
    UnknownLabelError,
    UnknownVariableError,
)
from diagnosis.statistics.correspondence.multiple import (
    MultipleCorrespondence,
    Variant,
    multiple_correspondence,
)
from diagnosis.statistics.errors import EmptyDomainError, InvalidWeightError, MissingWeightError
from tests.diagnosis.statistics.correspondence.test_multiple import agree, made_up


def said(found: MultipleCorrespondence) -> str:
    return " ".join(map(str, found.warnings))


def with_blanks(places: tuple[int, ...]) -> dict[str, list[str]]:
    given = made_up(1)
    return given | {"q1": ["" if place in places else one for place, one in enumerate(given["q1"])]}


def test_blanks_leave_with_a_warning() -> None:
    given = with_blanks((3, 8))
    found = multiple_correspondence(given)
    assert "2 records were left out because they lack an answer." in said(found)
    kept = {
        name: [v for place, v in enumerate(values) if place not in (3, 8)] for name, values in given.items()
    }
    agree(multiple_correspondence(kept), found)
    assert found.records == 58


def test_blanks_may_be_a_category() -> None:
    given = with_blanks((3, 8))
    found = multiple_correspondence(given, missing=Missing.CATEGORY, no_answer="?")
    assert "2 records without an answer to «q1» form a category" in said(found)
    named = given | {"q1": [one or "?" for one in given["q1"]]}
    agree(multiple_correspondence(named), found)
    with pytest.raises(RepeatedLabelError, match="«a» appears twice"):
        multiple_correspondence(given, missing=Missing.CATEGORY, no_answer="a")


def test_blanks_may_be_set_aside_while_their_records_stay() -> None:
    given = with_blanks((3, 8))
    found = multiple_correspondence(given, missing=Missing.SET_ASIDE, no_answer="?")
    assert "2 records have no answer to «q1»" in said(found)
    assert found.records == 60
    place = found.columns.labels.index("q1:?")
    assert found.columns.supplementary.tolist() == [one == place for one in range(len(found.columns))]
    named = given | {"q1": [one or "?" for one in given["q1"]]}
    agree(multiple_correspondence(named, aside={"q1": ["?"]}), found)


@pytest.mark.parametrize("variant", [Variant.INDICATOR, Variant.BURT])
def test_categories_set_aside_are_columns_taken_out_of_the_centred_matrix(variant: Variant) -> None:
    given = made_up(2)
    found = multiple_correspondence(given, aside={"q0": ["a"], "q2": ["c"]}, variant=variant)
    active = ~found.columns.supplementary
    matrix = np.column_stack([[one == label for one in given[name]] for name, label in found.names])
    mass = matrix.sum(axis=0) / matrix.sum()
    residual = (matrix / matrix.sum() - mass / 60) / np.sqrt(mass / 60)
    values = np.linalg.svd(residual[:, active], compute_uv=False) ** 2
    expected = values if variant is Variant.INDICATOR else values**2
    shared = len(found.inertia)
    assert shared == found.dimensions == 8
    assert found.inertia == pytest.approx(expected[:shared], rel=1e-8, abs=1e-14)
    assert found.total == pytest.approx(expected.sum())
    # A category set aside is the mean of its records, each at the mean of its answers.
    if variant is Variant.INDICATOR:
        place = found.columns.labels.index("q0:a")
        records = (matrix / 4 - mass)[:, active] @ found.columns.standard[active]
        mean = records[matrix[:, place]].mean(axis=0)
        assert found.columns.coordinates[place] == pytest.approx(mean / np.sqrt(found.inertia))


def test_an_adjusted_category_set_aside_is_where_its_other_answers_put_it() -> None:
    given = made_up(3)
    found = multiple_correspondence(given, aside={"q0": ["a"]})
    place = found.columns.labels.index("q0:a")
    standard, mass = found.columns.standard, found.columns.mass
    of_records = [
        np.mean([standard[found.names.index((n, given[n][record]))] for n in ("q1", "q2", "q3")], axis=0)
        for record in range(60)
        if given["q0"][record] == "a"
    ]
    active = ~found.columns.supplementary
    expected = np.mean(of_records, axis=0) - mass[active] @ standard[active]
    assert found.columns.coordinates[place] == pytest.approx(expected)


def test_small_categories_are_named_and_set_aside_on_request() -> None:
    given = made_up(4)
    given["q3"][7] = "rare"
    found = multiple_correspondence(given)
    assert "q3:rare has under 2 %" in said(found)
    aside = multiple_correspondence(given, least_mass=0.02)
    assert "left out of the axes" in said(aside)
    agree(multiple_correspondence(given, aside={"q3": ["rare"]}), aside)


def test_of_many_small_categories_ten_are_named() -> None:
    given = made_up(4)
    given["q3"][:12] = [f"rare{place:02}" for place in range(12)]
    [words] = [str(one) for one in multiple_correspondence(given).warnings if "under 2 %" in str(one)]
    assert "q3:rare09, …" in words
    assert "rare10" not in words


def test_adjusted_cos2_above_one_are_said_to_be_no_shares() -> None:
    given = made_up(5)
    found = multiple_correspondence(given)
    [above] = [
        label for label, one in zip(found.columns.labels, found.columns.cos2, strict=True) if one.sum() > 1
    ]
    assert f"add up to more than 1, as for {above}." in said(found)
    for variant in (Variant.BURT, Variant.INDICATOR):
        assert "add up to more" not in said(multiple_correspondence(given, variant=variant))


def test_an_empty_category_is_named_and_changes_nothing() -> None:
    given = made_up(5)
    coded = answers(given["q0"])
    wider = Answers(coded.codes, (*coded.categories, "nobody"))
    found = multiple_correspondence({**given, "q0": wider})
    assert "q0:nobody counts nobody" in said(found)
    agree(multiple_correspondence(given), found)


def test_unrelated_questions_have_no_axis() -> None:
    given = {"a": [0, 0, 1, 1], "b": [0, 1, 0, 1]}
    found = multiple_correspondence(given)
    assert len(found.inertia) == 0
    assert "unrelated" in said(found)
    assert found.to_json()["inertia"] == []
    assert (
        len(multiple_correspondence({"a": [0, 0, 1, 1], "b": [0, 1, 0, 1]}, variant=Variant.BURT).inertia)
        == 2
    )


def test_faults() -> None:
    given = made_up(8)
    with pytest.raises(OneVariableError):
        multiple_correspondence({"q0": given["q0"]})
    with pytest.raises(TooFewCategoriesError, match="«q9»"):
        multiple_correspondence({**given, "q9": ["same"] * 60})
    with pytest.raises(TooFewCategoriesError, match="«q0»"):
        multiple_correspondence(given, aside={"q0": ["a", "b", "c"]})
    with pytest.raises(UnknownVariableError, match="«q7»"):
        multiple_correspondence(given, aside={"q7": ["a"]})
    with pytest.raises(UnknownLabelError, match="«z»"):
        multiple_correspondence(given, aside={"q0": ["z"]})
    with pytest.raises(TooManyCategoriesError, match="«id»"):
        multiple_correspondence({"id": np.arange(3000), "q": np.arange(3000) % 2})
    with pytest.raises(TooManyCategoriesError, match="All variables together"):
        multiple_correspondence({"a": np.arange(1500), "b": np.arange(1500) % 700})
    with pytest.raises(EmptyDomainError):
        multiple_correspondence({"a": ["", "x"], "b": ["y", ""]})
    with pytest.raises(EmptyDomainError):
        multiple_correspondence({"a": ["x", "y"], "b": ["y", "x"]}, [0, 0])
    with pytest.raises(EmptyDomainError):
        multiple_correspondence({"a": [], "b": []})
    with pytest.raises(MissingWeightError):
        multiple_correspondence(given, [np.nan] + [1.0] * 59)
    for wrong in (-1, np.inf):
        with pytest.raises(InvalidWeightError):
            multiple_correspondence(given, [wrong] + [1.0] * 59)
    with pytest.raises(InvalidShareError):
        multiple_correspondence(given, least_mass=2)
    with pytest.raises(ValueError, match="both active"):
        multiple_correspondence(given, supplementary={"q0": given["q0"]})
    with pytest.raises(ValueError, match="numbers of records"):
        multiple_correspondence({"a": ["x"], "b": ["x", "y"]})
