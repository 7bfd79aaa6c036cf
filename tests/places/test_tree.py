"""The territory tree: ranges, validity, names, and one index on both databases."""

import datetime as dt

import pytest
from django.db import connection

from clrisk_site.places.finding import UnknownTerritoryError, find_territory
from clrisk_site.places.models import Level, Territory


@pytest.fixture
def tree(tuxtla: Territory, levels: dict[str, Level]) -> Territory:
    """Tuxtla with a locality and two areas, and neighbours whose paths sort close by."""
    for path, level in [
        ("MX.07.1010", "municipality"),
        ("MX.07.101-1", "municipality"),
        ("MX.07.101.0001", "locality"),
        ("MX.07.101.0001.0458", "ageb"),
        ("MX.07.101.0001.017A", "ageb"),
        ("MX.08", "state"),
    ]:
        Territory.objects.create(path=path, code=path[3:].replace(".", ""), name=path, level=levels[level])
    return tuxtla


def test_below_holds_the_subtree_and_nothing_beside_it(tree: Territory) -> None:
    assert [t.path for t in Territory.objects.below(tree)] == [
        "MX.07.101.0001",
        "MX.07.101.0001.017A",
        "MX.07.101.0001.0458",
    ]
    assert Territory.objects.within(tree).count() == 4


def test_range_agrees_with_the_obvious_way(tree: Territory) -> None:
    for top in Territory.objects.all():
        slow = {t.path for t in Territory.objects.all() if t.path.startswith(top.path + ".")}
        assert {t.path for t in Territory.objects.below(top)} == slow


def test_subtree_query_uses_the_index(tree: Territory) -> None:
    plan = Territory.objects.below(tree).order_by().explain()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        plan = Territory.objects.below(tree).order_by().explain()
    assert "index" in plan.lower()
    assert "SCAN places_territory\n" not in plan


def test_territories_exist_only_between_their_dates(tree: Territory) -> None:
    tree.valid_from, tree.valid_to = dt.date(2000, 1, 1), dt.date(2020, 1, 1)
    tree.save()

    def exists(year: int) -> bool:
        return Territory.objects.valid_on(dt.date(year, 1, 1)).filter(pk=tree.pk).exists()

    assert [exists(1999), exists(2000), exists(2019), exists(2020)] == [False, True, True, False]


@pytest.mark.parametrize("wanted", ["07101", "MX.07.101", " mx.07.101 "])
def test_found_by_code_or_path(tree: Territory, wanted: str) -> None:
    assert find_territory(wanted) == tree


def test_unknown_or_shared_code_is_refused(tree: Territory) -> None:
    with pytest.raises(UnknownTerritoryError):
        find_territory("99999")
    Territory.objects.create(path="PE.07.101", code="07101", name="Otro", level=tree.level)
    with pytest.raises(UnknownTerritoryError):
        find_territory("07101")


def test_search_name_has_no_accents(tree: Territory) -> None:
    assert Territory.objects.get(search_name="tuxtla gutierrez") == tree
