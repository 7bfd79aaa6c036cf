"""Files of coverage: one row per zone or one column per zone, blanks that stay unknown, and undoing."""

from pathlib import Path
from typing import Any

import pytest

from clrisk_site.files.actions.undo_import import CannotUndoError, undo_import
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from diagnosis.models import Zone
from mapping.actions.save_offer import ZoneReach, save_offer
from mapping.models import Institution, LocalOffer, OfferCoverage
from tests.importing import Rows, exported, look, somebody, take, written
from tests.mapping.conftest import MakeOffer, MakeProgramme

LONG: Rows = (
    {"programa": "estancias de dia", "zona": "A", "llega": "sí", "lugares": 40},
    {"programa": "Estancias de día", "zona": "Copoya", "llega": None, "lugares": None},
)


@pytest.fixture
def stay(make_programme: MakeProgramme, make_offer: MakeOffer, zone_a: Zone, zone_b: Zone) -> LocalOffer:
    return make_offer(make_programme("Estancias de día"))


@pytest.fixture
def person(db: None) -> User:
    return somebody()


def reach() -> list[tuple[Any, ...]]:
    rows = OfferCoverage.objects.values_list(
        "offer__programme__name", "offer__year", "zone__letter", "reaches", "places"
    )
    return sorted(rows)


def test_one_row_per_zone_by_letter_or_name_and_blank_is_unknown(
    tuxtla: Territory, stay: LocalOffer, tmp_path: Path
) -> None:
    assert take("coverage", tuxtla, written(tmp_path, LONG)).new == 2
    assert reach() == [
        ("Estancias de día", 2025, "A", "yes", 40),
        ("Estancias de día", 2025, "B", "unknown", None),
    ]
    stay.refresh_from_db()
    assert stay.version == 2
    assert take("coverage", tuxtla, written(tmp_path, LONG)).same == 2


def test_one_column_per_zone(tuxtla: Territory, stay: LocalOffer, tmp_path: Path) -> None:
    rows = [{"programa": "Estancias de día", "año": 2025, "Zona A": "no", "Copoya": ""}]
    assert take("coverage", tuxtla, written(tmp_path, rows)).new == 1
    assert reach() == [("Estancias de día", 2025, "A", "no", None)]
    rows = [{"programa": "Estancias de día", "Zona A": "", "Copoya": "x"}]
    receipt = take("coverage", tuxtla, written(tmp_path, rows))
    assert (receipt.new, receipt.same) == (1, 1)
    assert [row[3] for row in reach()] == ["no", "yes"]


def test_what_is_not_there_is_an_error_that_lists_what_is(
    tuxtla: Territory, stay: LocalOffer, make_offer: MakeOffer, tmp_path: Path
) -> None:
    rows = [{**LONG[0], "zona": "F"}, {**LONG[0], "programa": "Becas"}, {**LONG[0], "zona": None}]
    preview = look("coverage", tuxtla, written(tmp_path, rows)).preview
    told = {problem.row: str(problem.message) for problem in preview.problems}
    assert preview.refused == 3
    assert "A Terán, B Copoya" in told[2]
    assert "A Terán, B Copoya" in told[4]
    assert "Estancias de día" in told[3]
    make_offer(stay.programme, year=2026)
    preview = look("coverage", tuxtla, written(tmp_path, LONG)).preview
    assert preview.refused == 2
    assert "2026" in str(preview.problems[0].message)
    assert look("coverage", tuxtla, written(tmp_path, LONG), year=2026).preview.new == 2


def test_zones_never_have_more_places_together_than_the_offer(
    tuxtla: Territory, stay: LocalOffer, tmp_path: Path
) -> None:
    LocalOffer.objects.update(places_per_year=60)
    assert take("coverage", tuxtla, written(tmp_path, LONG)).new == 2
    more = written(tmp_path, [{**LONG[1], "llega": "sí", "lugares": 30}])
    preview = look("coverage", tuxtla, more).preview
    assert [problem.message.params["given"] for problem in preview.problems] == [70], "40 are stored"
    assert preview.refused == 1


def test_zones_belong_to_a_municipality(chiapas: Territory, tmp_path: Path) -> None:
    preview = look("coverage", chiapas, written(tmp_path, LONG)).preview
    assert preview.change is None
    assert any("municipality" in str(problem.message) for problem in preview.errors)


def test_what_is_exported_comes_back_the_same(tuxtla: Territory, stay: LocalOffer, tmp_path: Path) -> None:
    take("coverage", tuxtla, written(tmp_path, LONG))
    preview = look("coverage", tuxtla, exported("coverage", tuxtla, tmp_path)).preview
    assert (preview.same, preview.new, preview.changed, preview.refused, preview.gone) == (2, 0, 0, 0, 0)


@pytest.mark.parametrize("shape", ["long", "wide"])
def test_undone_it_leaves_the_table_as_it_was(
    tuxtla: Territory, stay: LocalOffer, person: User, tmp_path: Path, shape: str
) -> None:
    take("coverage", tuxtla, written(tmp_path, LONG[:1]))
    before = reach()
    rows: list[dict[str, object]] = [{"programa": "Estancias de día", "Zona A": "no", "Zona B": "sí"}]
    if shape == "long":
        rows = [{**LONG[0], "lugares": 50}, dict(LONG[1])]
    receipt = take("coverage", tuxtla, written(tmp_path, rows))
    assert (receipt.new, receipt.changed) == (1, 1)
    undo_import(receipt=receipt, by=person)
    assert reach() == before


def test_removed_rows_come_back_and_later_edits_are_not_lost(
    tuxtla: Territory, stay: LocalOffer, person: User, tmp_path: Path
) -> None:
    take("coverage", tuxtla, written(tmp_path, LONG))
    before = reach()
    receipt = take("coverage", tuxtla, written(tmp_path, [{**LONG[0], "lugares": 1}]), removes_gone=True)
    assert (receipt.removed, len(reach())) == (1, 1)
    undo_import(receipt=receipt, by=person)
    assert reach() == before
    again = take("coverage", tuxtla, written(tmp_path, [{**LONG[0], "lugares": 2}]))
    stay.refresh_from_db()
    zone = Zone.objects.get(letter="B")
    save_offer(offer=stay, reach={zone.pk: ZoneReach("no")}, by=person, expected_version=stay.version)
    with pytest.raises(CannotUndoError, match="Estancias"):
        undo_import(receipt=again, by=person)
    assert Institution.objects.count() == 1


def test_a_refused_row_that_names_its_zone_in_words_is_not_gone(
    tuxtla: Territory, stay: LocalOffer, tmp_path: Path
) -> None:
    take("coverage", tuxtla, written(tmp_path, LONG))
    row = {"programa": "Estancias de día", "institucion": stay.programme.institution.name, "año": 2025}
    wrong = [{**row, "zona": "Zona A", "lugares": "muchos"}, {**row, "zona": "B"}]
    preview = look("coverage", tuxtla, written(tmp_path, wrong)).preview
    assert (preview.refused, preview.gone) == (1, 0)
