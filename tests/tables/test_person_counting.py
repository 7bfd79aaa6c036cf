"""Lists of persons become counts: as a slow, obvious twin counts, in any order of rows, in any wording."""

import datetime as dt
from collections import Counter

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clrisk_site.tables.persons.ages import read_ages
from clrisk_site.tables.persons.bands import BANDS
from clrisk_site.tables.persons.counting import Cell, count_list
from clrisk_site.tables.persons.question import CountQuestion
from clrisk_site.tables.persons.sexes import read_sexes
from clrisk_site.tables.persons.vocabulary import KnownArea, make_vocabulary

DAY = dt.date(2026, 11, 22)
PLACE = KnownArea(1, "MX.07.101", "07101", ("Tuxtla Gutiérrez",))
TOWN = KnownArea(2, "MX.07.101.0001", "071010001", ("Tuxtla Gutiérrez",))
NORTH = KnownArea(3, "MX.07.101.0001.0015", "0710100010015", ("0015", "San Isidro", "Col. Las Águilas"))
SOUTH = KnownArea(4, "MX.07.101.0001.002A", "071010001002A", ("002A", "Patria Nueva", "San Isidro"))
VOCABULARY = make_vocabulary([PLACE, TOWN, NORTH, SOUTH], [(7, "Estancias de día"), (8, "Becas")])

ROWS = st.fixed_dictionaries(
    {
        "area": st.sampled_from(["0710100010015", "patria nueva", "LAS AGUILAS", "Ana López", "", "N/D"]),
        "sex": st.sampled_from(["Mujer", "niño", "F", "masculino", "?", ""]),
        "age": st.sampled_from(["3", "11", "17 años", "18", "2012-05-01", "13/06/2010", "x", "", "200"]),
        "programme": st.sampled_from(["Becas", "ESTANCIAS DE DIA", "otra", ""]),
        "person": st.sampled_from(["AB-1", "ab1", "C2", ""]),
    }
)


def slowly(rows: list[dict[str, str]]) -> Counter[tuple[int, int, str, int]]:
    """Count row by row, with tables written out by hand."""
    areas = {"0710100010015": 3, "patria nueva": 4, "LAS AGUILAS": 3}
    sexes = {"Mujer": "girls", "F": "girls", "niño": "boys", "masculino": "boys"}
    bands = {"3": 0, "11": 1, "17 años": 3, "18": 4, "2012-05-01": 2, "13/06/2010": 3}
    programmes = {"Becas": 8, "ESTANCIAS DE DIA": 7}
    found: Counter[tuple[int, int, str, int]] = Counter()
    met = set()
    for row in rows:
        if row["area"] not in areas:
            continue
        cell = (
            areas[row["area"]],
            programmes.get(row["programme"], -1),
            sexes.get(row["sex"], "unknown"),
            bands.get(row["age"], -1),
        )
        person = row["person"].replace("-", "").lower()
        if person and (cell, person) in met:
            continue
        met.add((cell, person))
        found[cell] += 1
    return found


@settings(max_examples=60, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=25), st.randoms(use_true_random=False))
def test_the_counts_are_those_of_the_slow_twin_in_any_order(
    rows: list[dict[str, str]], random: object
) -> None:
    tally = count_list(pd.DataFrame(rows, dtype=object), VOCABULARY, on=DAY)
    told = {(one.area, one.programme, one.sex, one.band): one.persons for one in tally.cells}
    assert told == slowly(rows)
    assert tally.rows == len(rows)
    shuffled = rows.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis hands out a random.Random
    assert count_list(pd.DataFrame(shuffled, dtype=object), VOCABULARY, on=DAY) == tally


def test_an_area_is_known_by_its_code_however_a_spreadsheet_left_it_and_by_any_clear_name() -> None:
    writings = ("0710100010015", "710100010015", "710100010015.0", "0015", "Colonia Las Aguilas")
    assert {VOCABULARY.area_of(text) for text in writings} == {3}
    assert VOCABULARY.area_of("07101-0001-002a") == VOCABULARY.area_of(" PATRIA  NUEVA ") == 4


def test_a_name_of_two_areas_means_the_smallest_one_that_holds_both() -> None:
    assert VOCABULARY.area_of("San Isidro") == 2
    assert VOCABULARY.area_of("Tuxtla Gutierrez") == 1


@pytest.mark.parametrize(
    "text", ["7", "15", "2026-11-22", "Nayeli Sántiz López", "SALN140301MCSNPYA1", "9611234567"]
)
def test_what_stands_in_other_columns_means_no_area(text: str) -> None:
    assert VOCABULARY.area_of(text) == -1


@pytest.mark.parametrize(
    ("texts", "sexes", "asks"),
    [
        (["H", "M"], ("boys", "girls"), ()),
        (["F", "M"], ("girls", "boys"), ()),
        (["m.", "Fem"], ("unknown", "girls"), ("m",)),
        (["H"], ("unknown",), ("h",)),
        (["1", "2.0", "9"], ("unknown", "unknown", "unknown"), ("1",)),
        (["V", "M"], ("boys", "girls"), ()),
        (
            ["Menina", "homme", "Female", "varón", "No binario"],
            ("girls", "boys", "girls", "boys", "unknown"),
            (),
        ),
    ],
)
def test_sex_is_read_in_four_languages_and_asked_where_it_may_be_either(
    texts: list[str], sexes: tuple[str, ...], asks: tuple[str, ...]
) -> None:
    reading = read_sexes(texts, {})
    assert (reading.sexes, reading.asks) == (sexes, asks)


def test_an_answer_settles_what_a_mark_means() -> None:
    assert read_sexes(["1", "2"], {"1": "boys"}).sexes == ("boys", "girls")
    assert read_sexes(["M"], {"m": "boys"}).sexes == ("boys",)
    assert read_sexes(["H", "M"], {"m": "boys"}).sexes == ("girls", "boys")


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("2014-11-22", 12),
        ("2014-11-23", 11),
        ("2008-02-29 00:00:00", 18),
        ("23 de noviembre de 2014", 11),
        ("5-mar-20", 6),
        ("22/11/98", 28),
        ("2026-11-23", -1),
        ("8 meses", 0),
        ("12.0", 12),
        ("9.9 años", 9),
        ("121", -1),
        ("31/02/2012", -1),
        ("S/D", -1),
    ],
)
def test_an_age_is_taken_on_the_day_of_the_counting(text: str, age: int) -> None:
    assert read_ages([text, "13/01/2000"], on=DAY).ages[0] == age


@pytest.mark.parametrize(("month_first", "asks"), [(0, False), (1, False), (3, True), (20, True)])
def test_where_two_hands_wrote_dates_the_order_is_asked(month_first: int, asks: bool) -> None:
    texts = [f"{day}/05/2010" for day in range(13, 32)] + [
        f"05/{20 + n % 9}/20{n:02}" for n in range(month_first)
    ]
    assert not read_ages(texts, on=DAY).asks_order, "no date is open"
    reading = read_ages([*texts, "03/04/2010"], on=DAY)
    assert reading.asks_order == asks
    assert not read_ages([*texts, "03/04/2010"], on=DAY, order="month").asks_order


def test_the_order_of_dates_is_seen_in_the_list_or_asked() -> None:
    assert read_ages(["03/04/2014", "13/04/2014"], on=DAY).ages == (12, 12)
    assert read_ages(["12/03/2014", "03/13/2014"], on=DAY).ages == (11, 12)
    open_list = pd.DataFrame({"area": ["0015"] * 3, "age": ["12/03/2014", "05/05/2014", ""]}, dtype=object)
    tally = count_list(open_list, VOCABULARY, on=DAY)
    assert (tally.asks, tally.seen) == (("dates",), {"dates": 1})
    told = count_list(open_list, VOCABULARY, on=DAY, answers={"dates": "month"})
    assert told.asks == ()
    assert {cell.band for cell in told.cells} == {-1, 1, 2}


def test_the_bands_hold_every_age_once() -> None:
    assert [age for first, last in BANDS for age in range(first, last + 1)] == list(range(121))


@pytest.mark.parametrize(
    "wrong",
    [
        {"cells": [[3, 7, "Nayeli Sántiz", 1, 1]]},
        {"cells": [["0015", 7, "girls", 1, 1]]},
        {"cells": [[99, 7, "girls", 1, 1]]},
        {"cells": [[3, 7, "girls", 9, 1]]},
        {"cells": [[3, 7, "girls", 1, 2.5]]},
        {"cells": [[3, 7, "girls", 1, 9]]},
        {"rows": "three"},
        {"known": {"area": True}},
        {"cells": None},
    ],
)
def test_nothing_but_counts_of_what_was_asked_is_believed(wrong: dict[str, object]) -> None:
    question = CountQuestion({"area": 0}, VOCABULARY, DAY)
    sound = {
        "cells": [[3, 7, "girls", 1, 2]],
        "rows": 3,
        "filled": {},
        "known": {"area": 2},
        "asks": [],
        "seen": {},
    }
    read = question.read(sound)
    assert read is not None
    assert read.cells == (Cell(3, 7, "girls", 1, 2),)
    assert question.read(sound | wrong) is None
