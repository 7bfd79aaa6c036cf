"""The inventories of social programmes as published, whose columns drift between years; skipped without."""

from pathlib import Path

import pytest

from clrisk_site.figures.kleene import Known
from clrisk_site.files.actions.undo_import import undo_import
from clrisk_site.files.presenters.review.problems import group
from clrisk_site.places.models import Level, Territory
from mapping.factor_keywords import keyword_rules, suggest
from mapping.models import Institution, Programme
from mapping.queries.factor_proposals import awaiting_review
from mapping.queries.inventories import chosen_pair, inventories_of, two_compared
from mapping.queries.programmes import eligibility_counts
from tests.importing import dump, exported, look, somebody, take
from tests.real.__main__ import DATA

INVENTORIES = Path(DATA) / "04_services"
OLD, NEW = (INVENTORIES / f"coneval_inventario_estatal_{year}.xlsx" for year in (2016, 2018))
pytestmark = [
    pytest.mark.skipif(not OLD.is_file(), reason=f"the real files are not at {INVENTORIES}"),
    pytest.mark.one_database,
]


@pytest.fixture
def puebla(chiapas: Territory, levels: dict[str, Level]) -> Territory:
    return Territory.objects.create(
        path="MX.21", code="21", name="Puebla", level=levels["state"], parent=chiapas.parent
    )


@pytest.mark.parametrize(
    ("path", "sheet", "count"), [(OLD, "Chiapas", 10), (NEW, "Chiapas", 19), (NEW, "Puebla", 36)]
)
def test_each_sheet_has_the_programmes_it_declares(
    chiapas: Territory, puebla: Territory, path: Path, sheet: str, count: int
) -> None:
    state = Territory.objects.get(name=sheet)
    understood = look("programmes", state, path, reading={"sheet": sheet})
    found, fields = understood.preview, set(understood.matches.mapping.values())
    assert (found.rows, found.new, found.refused) == (count, count, 0), found.errors[:5]
    assert {
        "name",
        "institution",
        "institution_2",
        "purpose",
        "sex",
        "operation_rules_year",
        "year",
    } <= fields
    assert {"target_population", "target_population_3", "life_stage_2", "benefit", "benefit_3"} <= fields
    # The budget of a whole state is no budget of a municipality.
    assert not {"budget_approved_mxn", "budget_spent_mxn"} & fields


@pytest.mark.parametrize(("path", "count"), [(OLD, 10), (NEW, 19)])
def test_the_sheet_of_the_state_is_proposed(chiapas: Territory, path: Path, count: int) -> None:
    understood = look("programmes", chiapas, path)
    assert (understood.table.source.sheet, understood.preview.new) == ("Chiapas", count)


def test_the_sheet_of_the_whole_country_gives_its_own_state_alone(chiapas: Territory) -> None:
    country = Territory.objects.get(path="MX")
    whole = Path(DATA) / "01_territory" / "mx_municipios_2020_simplified.geojson"
    take("territories", country, whole, year=2020)
    for path, sheet, count, all_rows in ((OLD, "IE_2016", 10, 1213), (NEW, "IE_2018", 19, 1444)):
        found = look("programmes", chiapas, path, reading={"sheet": sheet}).preview
        assert (found.rows, found.new, found.refused) == (all_rows, count, all_rows - count)
        # Some rows of other states have numbers that cannot be read, which is said first.
        places = [one for one in group(found.errors) if one.column == "Entidad federativa"]
        assert len(places) == 1
        assert len(places[0].rows) > (all_rows - count) * 0.98
        assert found.more_problems == 0
        assert not found.questions
        assert not [warning for warning in found.warnings if "no place" in str(warning.message)]


def test_two_years_of_one_inventory_one_over_the_other(chiapas: Territory, tmp_path: Path) -> None:
    take("programmes", chiapas, OLD, reading={"sheet": "Chiapas"})
    assert Programme.objects.count() == 10
    assert not Programme.objects.filter(purpose__icontains="disponible").exists()
    before = [dump(Institution), dump(Programme)]
    found = look("programmes", chiapas, NEW, reading={"sheet": "Chiapas"}).preview
    answers = {question.code: "new" for question in found.questions}
    receipt = take("programmes", chiapas, NEW, reading={"sheet": "Chiapas"}, answers=answers)
    assert receipt.new + receipt.changed == 19
    listings = inventories_of(chiapas)
    assert [(one.year, one.programmes) for one in listings] == [(2018, 19), (2016, 10)]
    years = chosen_pair(listings, "", "")
    assert years is not None
    compared = two_compared(*years)
    assert len(compared.perhaps) >= 3, "names that were written otherwise"
    assert all(pair.before.name != pair.after.name for pair in compared.perhaps)
    assert len(compared.appeared) + len(compared.changed) + len(compared.same) + len(compared.perhaps) == 19
    waiting = list(awaiting_review(chiapas))
    assert {verdict for verdict, count in eligibility_counts(waiting, {}).items() if count} == {Known.UNKNOWN}
    spoken = suggest(["Becas para estudiantes indígenas"], keyword_rules())
    assert "becas" in spoken[0].quoted
    preview = look("programmes", chiapas, exported("programmes", chiapas, tmp_path)).preview
    assert (preview.same, preview.new, preview.changed) == (Programme.objects.count(), 0, 0)
    undo_import(receipt=receipt, by=somebody())
    assert [dump(Institution), dump(Programme)] == before
