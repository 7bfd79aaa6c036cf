from collections.abc import Sequence

import numpy as np
import pytest

from clrisk_site.tables.sentences import REFUSALS, RefusedError
from clrisk_site.tables.spec import Refusal
from diagnosis.survey.answer import EVERYONE, Answer
from diagnosis.survey.asking import believed
from diagnosis.survey.plan import ALL, Column, Condition, Group, Plan
from diagnosis.survey.tabulating import Cells, tabulate

WORKS, HELPS, WEIGHT, AGE, SEX, UNIT = range(6)


def cells(**columns: Sequence[object]) -> Cells:
    places = {"works": WORKS, "helps": HELPS, "weight": WEIGHT, "age": AGE, "sex": SEX, "unit": UNIT}
    rows = len(next(iter(columns.values())))
    return Cells(
        texts={places[name]: [str(cell) for cell in column] for name, column in columns.items()},
        numbers={
            places[name]: np.array([float(str(cell) or "nan") for cell in column])
            for name, column in columns.items()
            if name in ("weight", "age")
        },
        rows=rows,
        row_numbers=range(2, rows + 2),
    )


def column(place: int) -> Column:
    return Column(place, "")


def condition(place: int, yes: str = "1", blank: str = "") -> Condition:
    return Condition(column(place), yes, blank)


ONE = Plan((condition(WORKS),))
ANY_OF_TWO = Plan((condition(WORKS), condition(HELPS)))


def everyone(answer: Answer) -> tuple[int, int, int]:
    found = answer.shares[0]
    assert found.variable == EVERYONE
    return found.proportion.n, found.proportion.cases, found.proportion.blank


def test_a_blank_answer_is_not_in_the_base() -> None:
    assert everyone(tabulate(cells(works=[1, 2, "", "N/D", 2]), ONE)) == (3, 1, 2)


def test_codes_of_no_answer_are_blank_too() -> None:
    plan = Plan((condition(WORKS, blank="9, 99"),))
    assert everyone(tabulate(cells(works=[1, 2, 9, 99, 2]), plan)) == (3, 1, 2)
    # 99 hours are no answer, though they lie above 21.
    plan = Plan((condition(WORKS, yes="21+", blank="99"),))
    assert everyone(tabulate(cells(works=[30, 2, 20, 99, 2]), plan)) == (4, 1, 1)


def test_one_yes_suffices_and_an_unknown_is_no_no() -> None:
    data = cells(works=[1, 2, 2, "", ""], helps=["", 2, "", 2, ""])
    # yes or unknown is yes; no or no is no; no or unknown is unknown.
    assert everyone(tabulate(data, ANY_OF_TWO)) == (2, 1, 3)


def test_a_question_skipped_after_another_answer_is_a_no_when_the_person_says_so() -> None:
    data = cells(works=[1, 2, 2, "", ""], helps=["", 2, "", 2, ""])
    plan = Plan(ANY_OF_TWO.conditions, skipped=True)
    assert everyone(tabulate(data, plan)) == (4, 1, 1)


def test_all_conditions_may_be_asked_for() -> None:
    data = cells(works=[1, 1, 2, 1], helps=[1, 2, "", ""])
    plan = Plan(ANY_OF_TWO.conditions, joined=ALL)
    assert everyone(tabulate(data, plan)) == (3, 1, 1)


def test_other_ages_are_not_in_the_base_and_counted() -> None:
    data = cells(works=[1, 1, 2, 2], age=[4, 5, 17, ""])
    plan = Plan(ONE.conditions, age=column(AGE))
    answer = tabulate(data, plan)
    assert everyone(answer) == (2, 1, 0)
    assert (answer.outside, answer.ageless, answer.rows) == (1, 1, 4)


def test_weights_and_units_reach_the_estimate() -> None:
    data = cells(works=[1, 2, 2, 2], weight=[3, 1, 1, 1], unit=["a", "a", "b", "b"])
    plan = Plan(ONE.conditions, weight=column(WEIGHT), unit=column(UNIT))
    found = tabulate(data, plan).shares[0].proportion
    assert (found.estimate, found.population, found.df, found.design_known) == (0.5, 6.0, 1, True)


def test_groups_come_with_their_own_shares() -> None:
    data = cells(works=[1] * 6 + [2] * 6, sex=[1] * 6 + [2] * 6)
    plan = Plan(ONE.conditions, groups=(Group(column(SEX), "Sexo", (("2", "Niñas"), ("1", "Niños"))),))
    girls, boys = tabulate(data, plan).shares[1:]
    assert (girls.category, girls.proportion.cases, girls.proportion.n) == ("Niñas", 0, 6)
    assert (boys.category, boys.proportion.cases, boys.proportion.n) == ("Niños", 6, 6)


def test_codes_of_the_file_are_the_groups_when_none_are_written() -> None:
    data = cells(works=[1, 2] * 8, sex=["10"] * 6 + ["9"] * 5 + ["2.0"] * 5)
    shares = tabulate(data, Plan(ONE.conditions, groups=(Group(column(SEX), "Grado"),))).shares[1:]
    assert [share.category for share in shares] == ["2", "9", "10"]


def test_a_small_group_goes_to_the_rest_and_takes_another_with_it() -> None:
    data = cells(works=[1, 2] * 10, sex=["a"] * 8 + ["b"] * 8 + ["c"] * 4)
    shares = tabulate(data, Plan(ONE.conditions, groups=(Group(column(SEX), "Sexo"),))).shares[1:]
    # Four alone would follow from the total, so the rest holds twelve.
    assert [(share.category, share.proportion.n) for share in shares] == [("b", 8), ("", 12)]


def test_a_column_of_many_values_is_not_told() -> None:
    data = cells(works=[1, 2] * 60, sex=[f"niño {i}" for i in range(120)])
    with pytest.raises(RefusedError) as raised:
        tabulate(data, Plan(ONE.conditions, groups=(Group(column(SEX), "Nombre"),)))
    assert raised.value.code == "survey_many_codes"
    assert "niño" not in str(raised.value.params)


@pytest.mark.parametrize(
    ("code", "row", "weights"),
    [
        ("survey_weight_missing", 3, [1, "", 1]),
        ("survey_weight_invalid", 4, [1, 1, -1]),
        ("survey_weight_invalid", 2, ["inf", 1, 1]),
    ],
)
def test_a_faulty_weight_is_named_by_its_row(code: str, row: int, weights: list[object]) -> None:
    with pytest.raises(RefusedError) as raised:
        tabulate(cells(works=[1, 2, 2], weight=weights), Plan(ONE.conditions, weight=column(WEIGHT)))
    assert (raised.value.code, raised.value.params["row"]) == (code, row)
    assert code in REFUSALS


def test_who_is_of_another_age_need_not_have_a_weight() -> None:
    data = cells(works=[1, 2, 2], weight=[1, 1, ""], age=[7, 8, 40])
    plan = Plan(ONE.conditions, weight=column(WEIGHT), age=column(AGE))
    assert everyone(tabulate(data, plan)) == (2, 1, 0)


def test_nobody_in_the_base_is_said() -> None:
    with pytest.raises(RefusedError) as raised:
        tabulate(cells(works=["", ""]), ONE)
    assert raised.value.code == "survey_empty"


def test_a_plan_and_an_answer_come_back_as_they_were() -> None:
    plan = Plan(
        ANY_OF_TWO.conditions,
        weight=column(WEIGHT),
        groups=(Group(column(SEX), "Sexo", (("1", "Niños"),)),),
    )
    assert Plan.from_plain(plan.to_plain()) == plan
    answer = tabulate(cells(works=[1, 2, 2]), ONE)
    assert Answer.from_plain(answer.to_plain()) == answer


def test_an_answer_of_no_group_that_was_asked_is_not_believed() -> None:
    plan = Plan(ONE.conditions, groups=(Group(column(SEX), "Sexo", (("1", "Niños"), ("2", "Niñas"))),))
    plain = tabulate(cells(works=[1, 2] * 8, sex=["1", "2"] * 8), plan).to_plain()
    assert isinstance(believed(plain, plan, "a.csv"), Answer)
    for wrong in ({"category": "Ana Gómez Díaz"}, {"variable": 1}, {"variable": -2}):
        share = plain["shares"][1] | wrong
        found = believed(plain | {"shares": [plain["shares"][0], share]}, plan, "a.csv")
        assert isinstance(found, Refusal)


@pytest.mark.parametrize("name", ["n", "estimate", "cases"])
def test_an_answer_out_of_bounds_is_not_believed(name: str) -> None:
    plain = tabulate(cells(works=[1, 2, 2]), ONE).to_plain()
    plain["shares"][0]["proportion"][name] = -1
    with pytest.raises((KeyError, TypeError, ValueError)):
        Answer.from_plain(plain)
