"""The order of a list: read from the address, said in words, and the same for heads, choice and rows."""

import pytest
from django.test import RequestFactory
from django.utils import translation

from clrisk_site.people.sorting import SortColumn, Sorting, sorting_of

COLUMNS = (SortColumn("name", "Nombre"), SortColumn("places", "Lugares", number=True))


def sorting(query: str = "") -> Sorting:
    with translation.override("es"):
        return sorting_of(RequestFactory().get(f"/lista/?{query}"), COLUMNS, default="name")


@pytest.mark.parametrize(
    ("query", "key", "descending"),
    [
        ("", "name", False),
        ("sort=places", "places", False),
        ("sort=-places", "places", True),
        ("sort=password", "name", False),
        ("sort=--places", "name", False),
        ("sort=%00", "name", False),
        ("sort=name&sort=-places", "places", True),
    ],
)
def test_an_unknown_order_is_the_usual_one(query: str, key: str, descending: bool) -> None:
    found = sorting(query)
    assert (found.key, found.descending) == (key, descending)


def test_heads_say_the_order_and_lead_to_the_other_direction() -> None:
    found = sorting("level=state&page=3&sort=-places")
    with translation.override("es"):
        places, name = found.head("places"), found.head("name")
    assert places["sorted"] == "descending"
    assert places["sorted_words"] == "de mayor a menor"
    assert places["sort_url"] == "/lista/?level=state&sort=places"
    assert name["sorted"] == ""
    assert name["sort_url"] == "/lista/?level=state&sort=name"


def test_a_number_begins_with_the_largest() -> None:
    assert sorting().head("places")["sort_url"].endswith("sort=-places")


def test_the_choice_offers_every_order_once_and_keeps_the_filters() -> None:
    found = sorting("level=state&level=local&page=2&sort=-places")
    choices = found.choices
    assert [choice["value"] for choice in choices] == ["name", "-name", "-places", "places"]
    assert [choice["value"] for choice in choices if choice["selected"]] == ["-places"]
    assert found.kept == [{"name": "level", "value": "state"}, {"name": "level", "value": "local"}]


@pytest.mark.parametrize(
    ("query", "expected"), [("sort=places", [1, 3, None]), ("sort=-places", [3, 1, None])]
)
def test_what_has_no_value_stands_last(query: str, expected: list[int | None]) -> None:
    rows = sorting(query).in_order([3, None, 1], {"places": lambda row: row})
    assert rows == expected


def test_a_table_gets_heads_for_the_columns_that_sort() -> None:
    table = sorting().on({"columns": [{"label": "a"}, {"label": "b"}], "rows": []}, {1: "places"})
    assert "sort_url" not in table["columns"][0]
    assert table["columns"][1]["label"] == "Lugares"
