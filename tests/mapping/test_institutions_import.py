"""Files of institutions: whose each becomes, names much like stored ones, and undoing."""

from pathlib import Path

import pytest

from clrisk_site.files.actions.undo_import import CannotUndoError, undo_import
from clrisk_site.people.models import User
from clrisk_site.people.permissions import Role
from clrisk_site.people.writing import save_record
from clrisk_site.places.models import Territory
from diagnosis.models import Factor
from mapping.models import Competence, Institution
from tests.cast import give_membership, give_post, make_user
from tests.importing import Rows, dump, exported, look, somebody, take, written

DIRECTORY: Rows = (
    {"Dependencia": "Secretaría del Trabajo", "Siglas": "STPS", "Nivel": "federal", "Web": "https://a.mx"},
    {"Dependencia": "Secretaría de Bienestar", "Siglas": "SEBIEN", "Nivel": "estatal", "Web": None},
    {"Dependencia": "DIF municipal", "Siglas": None, "Nivel": "municipal", "Web": "no es"},
    {"Dependencia": "Sindicato de Maestros", "Sector": "sindical"},
)


def owners() -> dict[str, str]:
    return dict(Institution.objects.values_list("name", "territory__path"))


def test_a_body_belongs_to_the_territory_of_its_level(tuxtla: Territory, tmp_path: Path) -> None:
    receipt = take("institutions", tuxtla, written(tmp_path, DIRECTORY))
    assert receipt.new == 4
    assert owners() == {
        "Secretaría del Trabajo": "MX",
        "Secretaría de Bienestar": "MX.07",
        "DIF municipal": "MX.07.101",
        "Sindicato de Maestros": "MX.07.101",
    }
    union = Institution.objects.get(name="Sindicato de Maestros")
    assert (union.level, union.sector, union.source) == ("none", "workers", "Inventario")
    assert Institution.objects.get(name="DIF municipal").website == ""
    assert take("institutions", tuxtla, written(tmp_path, DIRECTORY)).same == 4


def test_who_may_not_import_above_keeps_it_at_home(tuxtla: Territory, tmp_path: Path) -> None:
    person = make_user("Enlace2")
    give_post(person, Role.LIAISON, tuxtla)
    take("institutions", tuxtla, written(tmp_path, DIRECTORY[:1]), by=person)
    assert owners() == {"Secretaría del Trabajo": "MX.07.101"}


@pytest.mark.parametrize(
    "said",
    [
        {"name": "Secretaría del Bienestar"},
        {"name": "SECRETARIA DE BIENESTAR"},
        {"name": "Sebien"},
        {"name": "Bienestar Chiapas", "acronym": "SEBIEN"},
        {"name": "Secretaría de Bienestar", "level": "federal"},
    ],
)
def test_a_name_much_like_a_stored_one_is_asked_about(
    tuxtla: Territory, tmp_path: Path, said: dict[str, str]
) -> None:
    take("institutions", tuxtla, written(tmp_path, DIRECTORY[1:2]))
    path = written(tmp_path, [{"level": "estatal", **said}])
    (question,) = look("institutions", tuxtla, path).preview.questions
    assert question.recommended is None
    stored = Institution.objects.get()
    assert [option.code for option in question.options] == [str(stored.pk), "new"]
    same = look("institutions", tuxtla, path, answers={question.code: str(stored.pk)}).preview
    assert same.new == 0
    assert same.questions == ()
    another = look("institutions", tuxtla, path, answers={question.code: "new"}).preview
    assert another.new == 1


def test_sector_and_level_fit_as_on_the_page(tuxtla: Territory, tmp_path: Path) -> None:
    rows: Rows = [
        {"name": "Cámara", "level": "estatal", "sector": "empleadores"},
        {"name": "Oficina", "level": "ninguna", "sector": "gobierno"},
        {"name": "Red", "level": "no gubernamental", "sector": None},
    ]
    preview = look("institutions", tuxtla, written(tmp_path, rows)).preview
    assert (preview.new, preview.refused) == (0, 3)


def test_columns_about_persons_are_left_out(tuxtla: Territory, tmp_path: Path) -> None:
    rows = [
        {"name": "DIF", "level": "municipal", "Titular": "Ana", "Correo electrónico": "a@b.mx", "Tel": "961"}
    ]
    understood = look("institutions", tuxtla, written(tmp_path, rows))
    assert set(understood.matches.mapping.values()) == {"name", "level"}


def test_what_is_exported_comes_back_the_same(tuxtla: Territory, tmp_path: Path) -> None:
    take("institutions", tuxtla, written(tmp_path, DIRECTORY))
    preview = look("institutions", tuxtla, exported("institutions", tuxtla, tmp_path)).preview
    assert (preview.same, preview.new, preview.changed, preview.refused, preview.gone) == (4, 0, 0, 0, 0)


def test_undone_it_leaves_the_tables_as_they_were(tuxtla: Territory, tmp_path: Path) -> None:
    take("institutions", tuxtla, written(tmp_path, DIRECTORY[:2]))
    before = dump(Institution)
    rows: Rows = [
        *DIRECTORY[1:],
        {"Dependencia": "Secretaría del Trabajo", "Web": "https://b.mx", "Sector": "gobierno"},
    ]
    receipt = take("institutions", tuxtla, written(tmp_path, rows))
    assert (receipt.new, receipt.changed) == (2, 1)
    undo_import(receipt=receipt, by=somebody_at(tuxtla))
    assert dump(Institution) == before


def test_removed_because_a_person_asked_it_comes_back(tuxtla: Territory, tmp_path: Path) -> None:
    take("institutions", tuxtla, written(tmp_path, DIRECTORY))
    before = dump(Institution)
    receipt = take("institutions", tuxtla, written(tmp_path, DIRECTORY[:3]), removes_gone=True)
    assert receipt.removed == 1
    undo_import(receipt=receipt, by=somebody_at(tuxtla))
    assert dump(Institution) == before


def test_what_rests_on_an_institution_keeps_it(tuxtla: Territory, school: Factor, tmp_path: Path) -> None:
    receipt = take("institutions", tuxtla, written(tmp_path, DIRECTORY[2:3]))
    made, person = Institution.objects.get(), somebody_at(tuxtla)
    power = Competence.objects.create(
        territory=tuxtla, institution=made, factor=school, nature="execute", document="Ley"
    )
    with pytest.raises(CannotUndoError, match="DIF municipal"):
        undo_import(receipt=receipt, by=person)
    power.delete()
    made.acronym = "DIF"
    save_record(made, by=person, expected_version=made.version)
    with pytest.raises(CannotUndoError, match="DIF"):
        undo_import(receipt=receipt, by=person)
    assert Institution.objects.exists()


def test_what_another_municipality_imported_over_it_is_not_lost(
    tuxtla: Territory, tapachula: Territory, tmp_path: Path
) -> None:
    """Both write the institution of their state; neither lies above the other."""
    row = {"Dependencia": "Secretaría del Campo", "Nivel": "estatal", "Siglas": "SC"}
    first = take("institutions", tuxtla, written(tmp_path, [row]))
    second = take("institutions", tapachula, written(tmp_path, [{**row, "Siglas": "SECAM"}]))
    assert (first.new, second.changed) == (1, 1)
    with pytest.raises(CannotUndoError, match="SECAM"):
        undo_import(receipt=first, by=somebody_at(tuxtla))
    assert Institution.objects.get().acronym == "SECAM"
    undo_import(receipt=second, by=somebody())
    undo_import(receipt=first, by=somebody())
    assert not Institution.objects.exists()


def somebody_at(territory: Territory) -> User:
    person = somebody()
    give_membership(person, Role.COORDINATOR, Territory.objects.get(path="MX"))
    return person


def test_a_directory_with_heads_of_offices_is_read_without_them(tuxtla: Territory, tmp_path: Path) -> None:
    people = ("Ana López", "Luis Pérez Gómez", "María García", "José Hernández", "Rosa Martínez", "Juan Díaz")
    rows: Rows = [
        {
            "Dependencia": f"Dirección {number}",
            "Siglas": f"D{number}",
            "Nivel": "municipal",
            "Titular": people[number % 6],
            "Correo electrónico": f"d{number}@example.org",
            "Teléfono": f"961 123 45{number:02d}",
        }
        for number in range(30)
    ]
    found = look("institutions", tuxtla, written(tmp_path, rows))
    assert found.matches.unused == ("Titular", "Correo electrónico", "Teléfono")
    assert "titular" not in {str(name).lower() for name in found.preview.shown_fields}


def test_the_directory_of_establishments_is_understood(tuxtla: Territory, tmp_path: Path) -> None:
    establishment = {"clee": "0710162111", "nom_estab": "Clínica Uno", "entidad": "CHIAPAS"}
    rows = [{**establishment, "municipio": place} for place in ("Tuxtla Gutiérrez", "Reforma")]
    Territory.objects.create(
        path="MX.07.074", code="07074", name="Reforma", level=tuxtla.level, parent=tuxtla.parent
    )
    found = look("institutions", tuxtla, written(tmp_path, rows))
    assert found.matches.mapping == {"nom_estab": "name", "entidad": "place_1", "municipio": "place_2"}
    elsewhere = [problem for problem in found.preview.errors if problem.column == "municipio"]
    assert [problem.row for problem in elsewhere] == [3]
    assert "Reforma (07074)" in str(elsewhere[0].message)


def test_an_edit_that_is_not_stored_is_named_and_nothing_else(tuxtla: Territory, tmp_path: Path) -> None:
    person = make_user("Enlace3")
    give_post(person, Role.LIAISON, tuxtla)
    take("institutions", tuxtla, written(tmp_path, DIRECTORY))
    assert (
        look("institutions", tuxtla, exported("institutions", tuxtla, tmp_path), by=person).preview.same == 4
    )
    edited = [{**DIRECTORY[0], "Siglas": "STPS2"}, DIRECTORY[1]]
    found = look("institutions", tuxtla, written(tmp_path, edited), by=person).preview
    (warning,) = found.warnings
    assert (warning.row, warning.column) == (2, "Siglas")
    assert "«STPS2» is not stored: it stays «STPS»" in str(warning.message)
    assert not look("institutions", tuxtla, written(tmp_path, DIRECTORY[:2]), by=person).preview.warnings
