"""Files of profile cells: one writing per profile, missing is not zero, and nobody is singled out."""

import csv
from pathlib import Path

import pytest

from clrisk_site.files.importing.stored import stored_table
from clrisk_site.people.permissions import Role
from clrisk_site.places.models import Level, Territory
from clrisk_site.tables.writing import write_csv
from diagnosis.imports.profile_cells.profiles import profile_key
from diagnosis.imports.profile_cells.spec import PROFILE_CELLS
from diagnosis.imports.profile_cells.stored_sets import stored_counts
from diagnosis.models import Coefficient, ProfileCell, RiskModel
from tests.cast import give_membership, give_post, make_user
from tests.diagnosis.importing import Importer, counted, said, warned
from tests.diagnosis.places import make_areas

FILE = "clave,sexo,edad,personas\n07101,niña,5 a 14,40\n07101,niño,15 a 17,0\n07089,niño,5 a 14,7\n"


@pytest.fixture
def file(chiapas: Territory, tuxtla: Territory, tapachula: Territory, tmp_path: Path) -> Importer:
    return Importer(PROFILE_CELLS, chiapas, tmp_path, source="Censo")


def cells() -> dict[tuple[str, str], int]:
    rows = ProfileCell.objects.values_list("territory__code", "profile_key", "persons")
    return {(code, key): persons for code, key, persons in rows}


def test_the_order_of_variables_does_not_matter(file: Importer) -> None:
    file.save(FILE)
    assert cells()["07101", "edad=15 a 17; sexo=niño"] == 0
    again = file.preview("personas,edad,clave,sexo\n41,5 a 14,07101,niña\n7,5 a 14,07089,niño\n")
    assert counted(again) == (0, 1, 1, 0)
    assert again.gone == 1
    assert ProfileCell.objects.get(persons=0).profile == {"sexo": "niño", "edad": "15 a 17"}


def test_a_mark_inside_a_word_cannot_make_two_profiles_one() -> None:
    assert profile_key({"a": "1; b=2"}) == 'a="1; b=2"'
    assert profile_key({"a": "1", "b": "2"}) == "a=1; b=2"


def test_small_counts_do_not_go_out_and_stay_when_the_file_comes_back(
    chiapas: Territory, tuxtla: Territory, tapachula: Territory, tmp_path: Path
) -> None:
    rows = "clave,sexo,edad,personas\n" + "".join(
        f"07101,niña,{persons} años,{persons}\n" for persons in (0, 1, 4, 5, 9, 10)
    )
    file = Importer(PROFILE_CELLS, tuxtla, tmp_path, source="Censo")
    file.save(rows)
    stored = cells()
    team, coordinator = make_user("Equipo"), make_user("Estado")
    give_post(team, Role.LIAISON, tuxtla)
    give_membership(coordinator, Role.COORDINATOR, chiapas)
    (counts,) = stored_counts(tuxtla)
    for person, shown in ((team, [0, 10]), (coordinator, [0, 10])):
        table = stored_table(PROFILE_CELLS, tuxtla, counts, by=person)
        persons = next(column for column in table.columns if column.field == "persons")
        assert [count for count in persons.cells if count is not None] == shown
        back = file.preview(write_csv(table.headers, table.rows()).decode("utf-8-sig"))
        assert counted(back) == (0, 0, len(stored), 0), said(back)
    assert cells() == stored


@pytest.mark.parametrize("mark", ["", "*", "N/D"])
def test_a_count_that_is_missing_or_hidden_is_never_zero(file: Importer, mark: str) -> None:
    found = file.save(f"clave,sexo,personas\n07101,niña,{mark}\n07101,niño,3\n")
    assert said(found) == [
        "The number of persons is missing, and missing is not zero. Write it, or remove the row."
    ]
    assert list(cells().values()) == [3]


def test_a_count_below_a_threshold_is_no_number(file: Importer) -> None:
    found = file.save("clave,sexo,personas\n07101,niña,<5\n07101,niño,30\n")
    assert (found.new, found.refused) == (1, 1)
    assert list(cells().values()) == [30]


def test_one_profile_with_two_counts_is_refused_and_a_blank_category_too(file: Importer) -> None:
    twice = file.preview("clave,sexo,personas\n07101,niña,4\n07101,niña,5\n07101,,6\n")
    assert twice.refused == 3
    assert "The row does not say its sexo. Write the category, or remove the row." in said(twice)


def test_a_list_of_persons_is_refused(file: Importer) -> None:
    rows = "".join(f"07101,niña,{year},no,1\n" for year in range(5, 17))
    found = file.preview("clave,sexo,edad,asiste,personas\n" + rows)
    assert found.change is None
    assert said(found)[0].startswith("Every row counts 1 person")


def test_other_variables_or_ages_of_one_source_are_refused(file: Importer) -> None:
    file.save(FILE)
    assert "count children twice" in said(file.preview("clave,sexo,personas\n07101,niña,4\n"))[0]
    file.facts = {"age_from": "12", "age_to": "17"}
    assert "stored for ages 5 to 17" in said(file.preview(FILE))[0]
    file.facts = {"age_from": "17", "age_to": "5"}
    assert said(file.preview(FILE))[0].startswith("The ages must be")


def test_coding_that_no_model_knows_is_a_warning(file: Importer) -> None:
    assert "No risk model is stored yet" in warned(file.preview(FILE))[0]
    model = RiskModel.objects.create(country="MX", name="M", survey="S", year=2019, source="X")
    for at, (term, category, value) in enumerate([("sex_girl", "niña", None), ("sex_boy", "varón", 1.0)]):
        Coefficient.objects.create(
            model=model,
            term=term,
            variable="sexo",
            category=category,
            is_reference=value is None,
            value=value,
            position=at,
        )
    found = warned(file.preview(FILE))
    assert len(found) == 2
    assert found[0] == "No stored risk model has these categories of sexo: niño. It has: niña, varón."
    assert found[1].startswith("No stored risk model has the variable edad (they have: sexo).")


def test_undo_puts_counts_back(file: Importer) -> None:
    file.save(FILE)
    before = cells()
    file.save("clave,sexo,edad,personas\n07101,niña,5 a 14,99\n07101,niña,15 a 17,12\n")
    file.undo()
    assert cells() == before


def test_a_set_goes_out_with_its_ages(file: Importer) -> None:
    file.save(FILE)
    (found,) = stored_counts(file.territory)
    assert (found.source, found.year, found.rows) == ("Censo", 2020, 3)
    assert found.facts == {"age_from": "5", "age_to": "17"}
    assert {"variable:sexo", "variable:edad", "persons"} <= set(file.stored())


def test_the_cells_of_twelve_areas(
    file: Importer, tuxtla: Territory, levels: dict[str, Level], tmp_path: Path
) -> None:
    """Five variables of zeros and ones, as in the worked example of the method."""
    areas = make_areas(tuxtla, levels["ageb"], 12)
    variables = ("sex_boy", "age_15_17", "not_attending", "sector_primary", "indigenous")
    path = tmp_path / "cells.csv"
    with path.open("w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["clave", *variables, "count"])
        for number, area in enumerate(areas):
            for profile in range(32):
                writer.writerow([area.code, *f"{profile:05b}", number * 32 + profile])
    found = file.save(path.read_text())
    assert counted(found) == (12 * 32, 0, 0, 0)
    assert sum(cells().values()) == sum(range(12 * 32))
    one = ProfileCell.objects.get(territory=areas[0], persons=5)
    assert one.profile == dict(zip(variables, "00101", strict=True))
