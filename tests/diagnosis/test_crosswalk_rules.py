"""A crosswalk holds only where every category, the ages and the definition are the same (R8)."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from diagnosis.crosswalk_rules import Sides, faults_of, is_numeric, left_out_of, origins_of
from diagnosis.statistics.transfer.variables import FromColumn, FromShares, ModelVariable

SIDES = Sides(
    (
        ModelVariable("sex", ("boy",), "girl"),
        ModelVariable("absent", ("1",), "0", yes_no=True),
    ),
    {"sexo": ("niña", "niño"), "asis": ("1", "2", "9")},
    (5, 17),
    (5, 17),
)
FITS: dict[str, Any] = {
    "sex": {"column": "sexo", "categories": {"girl": ["niña"], "boy": ["niño"]}, "left_out": []},
    "absent": {"column": "asis", "categories": {"0": ["1"], "1": ["2"]}, "left_out": ["9"]},
}


def _changed(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    mapping = copy.deepcopy(FITS)
    change(mapping)
    return mapping


def test_the_same_coding_is_accepted() -> None:
    assert faults_of(SIDES, FITS, same_definition=True) == ()
    merged = _changed(lambda one: one["absent"].update(categories={"0": ["1", "9"], "1": ["2"]}, left_out=[]))
    assert faults_of(SIDES, merged, same_definition=True) == ()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda one: one["absent"].update(left_out=[]), "a category too many in “absent”: 9"),
        (lambda one: one["absent"]["categories"].pop("1"), "no category for these of “absent”: 1"),
        (
            lambda one: one["sex"]["categories"].update(other=["niño"]),
            "does not have these categories: other",
        ),
        (lambda one: one["sex"].update(column="genero"), "no column “genero” any more"),
        (lambda one: one.update(sex={"column": "asis", "number": True}), "no number stands for it"),
        (lambda one: one.update(absent={"column": "sexo", "number": True}), "codes that are no numbers"),
        (lambda one: one.pop("sex"), "nothing for “sex” of the model"),
        (lambda one: one.update(sex={"shares": {"girl": 0.5}, "source": "X"}), "a share for each category"),
        (lambda one: one.update(sex={"shares": {"girl": 0.5, "boy": 0.5}, "source": ""}), "comes from"),
    ],
)
def test_another_coding_is_refused(change: Callable[[dict[str, Any]], object], words: str) -> None:
    faults = faults_of(SIDES, _changed(change), same_definition=True)
    assert any(words in str(fault) for fault in faults), [str(fault) for fault in faults]


def test_other_ages_and_an_unread_definition_are_refused() -> None:
    sides = Sides(SIDES.variables, SIDES.columns, (5, 17), (12, 17))
    faults = [str(fault) for fault in faults_of(sides, FITS, same_definition=False)]
    assert len(faults) == 2
    assert "ages 5 to 17, the local data of ages 12 to 17" in faults[0]
    assert "definition of child labour in force" in faults[1]
    # A model may leave out ages of the definition, never speak of others.
    for ages, told in (((12, 17), 1), ((5, None), 0), ((None, None), 0), ((5, 18), 0), ((None, 15), 1)):
        same = Sides(SIDES.variables, SIDES.columns, (5, 17), (5, 17), ages)
        assert len(faults_of(same, FITS, same_definition=True)) == told, ages


def test_a_variable_without_reference_is_refused() -> None:
    sides = Sides((ModelVariable("sex", ("girl", "boy"), None),), SIDES.columns, (5, 17), (5, 17))
    assert "reference" in str(faults_of(sides, {"sex": FITS["sex"]}, same_definition=True)[0])


def test_it_is_read_as_the_statistics_read_it() -> None:
    shares = {"shares": {"girl": 0.5, "boy": 0.5}, "source": "Estado", "year": 2020}
    found = origins_of({**FITS, "sex": shares, "size": {"column": "tam", "number": True}})
    assert found["absent"] == FromColumn("asis", {"1": "0", "2": "1", "9": None})
    assert found["sex"] == FromShares({"girl": 0.5, "boy": 0.5}, "Estado", 2020)
    assert found["size"] == FromColumn("tam", number=True)
    assert left_out_of(FITS) == {"asis": ("9",)}


def test_what_enters_as_a_number() -> None:
    assert is_numeric(("3", "4.5"))
    assert not is_numeric(("1", "x"))
    assert not is_numeric(())
