"""Service directories in and out: what keeps to the standard, what comes back, what never leaves."""

import csv
import io
import json
from pathlib import Path

import pytest

from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from clrisk_site.tables.limits import TYPED
from clrisk_site.tables.several_asking import columns_left
from clrisk_site.tables.spec import Refusal
from diagnosis.models import Factor
from mapping.actions.take_directory import take_directory
from mapping.exchange.hsds.checking import faults_of
from mapping.exchange.hsds.comparing import Plan, State, plan_directory
from mapping.exchange.hsds.leaving import directory_of, write_archive
from mapping.exchange.hsds.mending import mend
from mapping.exchange.hsds.ohana import parts_of
from mapping.exchange.hsds.parts import take_apart
from mapping.exchange.hsds.reading import given_tables, read_directory
from mapping.exchange.hsds.schema import TABLES, Tables
from mapping.models import Institution, Office, Programme, ProgrammeFactor, Sector, ServiceDirectory
from tests.mapping.conftest import MakeProgramme
from tests.mapping.directories import DATAPACKAGE, INVENTED, OHANA, archive_of, rows_in

PERSONS = ("Canario", "susana.canario", "ana@example.org")


def read(content: bytes, folder: Path) -> Tables:
    path = folder / "directory.zip"
    path.write_bytes(content)
    answer = read_directory(path, "directory.zip")
    assert isinstance(answer, bytes), answer
    assert not any(name.encode() in answer for name in PERSONS)
    return given_tables(answer)


def take(territory: Territory, name: str, given: Tables, by: User) -> Plan:
    directory = take_apart(mend(name, given).tables)
    stored = ServiceDirectory.objects.filter(territory=territory, name=name).first()
    plan = plan_directory(territory, name, directory, stored=stored)
    take_directory(
        territory=territory,
        name=name,
        sha256="0" * 64,
        directory=directory,
        plan=plan,
        sector=Sector.CIVIL_SOCIETY,
        by=by,
    )
    return plan


def test_an_older_directory_comes_in_and_goes_out_whole(
    liaison: User, tuxtla: Territory, tmp_path: Path
) -> None:
    given = read(archive_of(INVENTED), tmp_path)
    take(tuxtla, "Prueba", given, liaison)
    library = Institution.objects.get(name="Biblioteca Popular")
    assert (library.acronym, library.email, library.sector) == ("BP", "info@example.org", "civil_society")
    circle = Programme.objects.get()
    assert (circle.status, circle.how_to_apply, circle.requirements) == (
        "operating",
        "Walk in",
        "Ages 5 to 12",
    )
    assert circle.documents_requested == "CURP; Acta"
    assert Office.objects.get().address == "Calle Central 1, Tuxtla, Chiapas, 29000"
    assert {"institution.create", "programme.create", "office.create", "servicedirectory.create"} <= set(
        AuditEntry.objects.values_list("action", flat=True)
    )

    out = directory_of(tuxtla)
    assert faults_of(out) == []
    expected = mend("Prueba", given).tables
    for name, rows in expected.items():
        sent = {row["id"]: row for row in out[name]}
        for row in rows:
            if name == "phones" and row.get("contact_id"):
                assert row["id"] not in sent  # it reaches a person
                continue
            assert row.items() <= sent[row["id"]].items(), name

    again = take(tuxtla, "Prueba", given, liaison)
    assert {step.state for step in again.steps} == {State.SAME}
    assert not again.does_something
    # What goes out comes in again as the same, also under its own keys.
    back = take(tuxtla, "Prueba", read(write_archive(out), tmp_path), liaison)
    assert {step.state for step in back.institutions + back.offices} == {State.SAME}
    assert Institution.objects.count() == 2


def test_what_a_person_wrote_here_stays_and_goes_out(
    liaison: User, tuxtla: Territory, tmp_path: Path
) -> None:
    given = read(archive_of(INVENTED), tmp_path)
    take(tuxtla, "Prueba", given, liaison)
    Programme.objects.update(how_to_apply="Por teléfono", status="unknown")
    Office.objects.update(address="Avenida 2, 29010")
    Institution.objects.filter(name="Comedor Sur").update(phone="961 222 2222")
    assert not take(tuxtla, "Prueba", given, liaison).does_something
    assert Programme.objects.get().how_to_apply == "Por teléfono"
    out = directory_of(tuxtla)
    assert faults_of(out) == []
    (service,) = out["services"]
    assert (service["application_process"], service["status"]) == ("Por teléfono", "inactive")
    assert service["alert"]
    assert "Avenida 2, 29010" in {row["address_1"] for row in out["addresses"]}
    assert "961 222 2222" in {row["number"] for row in out["phones"]}


def test_a_mapping_goes_out_by_the_standard(
    tuxtla: Territory, make_programme: MakeProgramme, dif: Institution, school: Factor
) -> None:
    programme = make_programme("Becas")
    ProgrammeFactor.objects.create(programme=programme, factor=school)
    Office.objects.create(territory=tuxtla, institution=dif, name="Módulo", address="Sin código")
    out = directory_of(tuxtla)
    assert faults_of(out) == []
    assert [row["name"] for row in out["services"]] == ["Becas"]
    assert out["taxonomy_terms"][0]["code"].startswith("factor:")
    assert out["locations"][0]["description"] == "Sin código"
    first, second = write_archive(out), write_archive(directory_of(tuxtla))
    assert first == second  # keys stay the same from one export to the next
    programme.name = "Becas 2"
    programme.save()
    assert directory_of(tuxtla)["services"][0]["id"] == out["services"][0]["id"]


def test_our_own_export_comes_back_as_the_same(
    liaison: User,
    tuxtla: Territory,
    make_programme: MakeProgramme,
    dif: Institution,
    state_education: Institution,
    school: Factor,
    tmp_path: Path,
) -> None:
    ProgrammeFactor.objects.create(programme=make_programme("Becas"), factor=school)
    Programme.objects.create(
        territory=state_education.territory, institution=state_education, name="Estatal", level="state"
    )
    Office.objects.create(territory=tuxtla, institution=dif, name="Módulo", address="Calle 1, 29000")
    out = directory_of(tuxtla)
    plan = take(tuxtla, "Nuestra", read(write_archive(out), tmp_path), liaison)
    assert {step.state for step in plan.steps} == {State.SAME}
    assert not plan.does_something
    for row in (*out["organizations"], *out["services"]):
        row["name"] += " 2"
    plan = take(tuxtla, "Nuestra", read(write_archive(out), tmp_path), liaison)
    assert [step.name for step in plan.steps if step.reason is not None] == [
        f"{state_education.name} 2",
        "Estatal 2",
    ]
    assert sorted(Institution.objects.values_list("name", flat=True)) == sorted(
        [f"{dif.name} 2", state_education.name]
    )
    assert sorted(Programme.objects.values_list("name", flat=True)) == ["Becas 2", "Estatal"]
    dif.refresh_from_db()
    assert not dif.description  # the sector that stands in its place is ours, not theirs


def test_wrong_cells_and_rows_are_left_out_and_said() -> None:
    given: Tables = {
        "organizations": [
            {"id": "1", "name": "Una", "email": "no es correo"},
            {"id": "1", "name": "Otra con la misma clave"},
            {"id": "3"},
        ],
        "services": [
            {"id": "1", "organization_id": "1", "name": "Sí", "status": "active", "minimum_age": "cinco"},
            {"id": "2", "organization_id": "9", "name": "De nadie", "status": "active"},
        ],
        "phones": [{"id": "1", "service_id": "2", "number": "1"}],
    }
    mended = mend("x", given)
    assert faults_of(mended.tables) == []
    assert [row["name"] for row in mended.tables["services"]] == ["Sí"]
    assert len(mended.remarks) == 6
    assert faults_of({"services": [{"id": "no"}]})


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"letters.csv": "a,b\n1,2\n"}, "tables_missing"),
        ({"organizations.csv": "id,name\n1,A\n", "x/organizations.csv": "id,name\n1,B\n"}, "table_twice"),
        ({"../organizations.csv": "id,name\n1,A\n"}, "zip_unsafe"),
        ({"organizations.csv": "id,name\n" + "1,A\n" * 400_000}, "zip_ratio"),
        ({"readme.txt": "hola"}, "not_a_table"),
        ({"organizations.csv": "id,name\n" + "".join(f"{n},A{n}\n" for n in range(20_001))}, "too_many_rows"),
        (
            {
                "organizations.csv": "id,name,description\n"
                + "".join(f"{n},María Hernández López,CURP HELM050{n}\n" for n in range(10, 40))
            },
            "",
        ),
    ],
)
def test_hostile_archives_are_refused(files: dict[str, str], code: str, tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(archive_of(files))
    answer = read_directory(path, "x.zip")
    if code:
        assert isinstance(answer, Refusal)
        assert answer.code == code
    else:
        assert isinstance(answer, bytes | Refusal)


def test_no_column_about_a_person_leaves_the_process(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(archive_of(INVENTED))
    answer = read_directory(path, "x.zip")
    assert isinstance(answer, bytes)
    assert columns_left(answer) == {"contacts": ["name", "email"], "locations": ["admin_emails"]}
    assert TYPED.rows == 20_000


@pytest.mark.skipif(not OHANA.exists(), reason="the real files are not here")
def test_the_ohana_sample_loses_nothing_that_the_standard_can_say(
    liaison: User, tuxtla: Territory, tmp_path: Path
) -> None:
    files = {path.name: path.read_bytes() for path in OHANA.glob("*.csv")}
    plan = take(tuxtla, "Ohana", read(archive_of(files), tmp_path), liaison)
    assert (len(plan.institutions), len(plan.programmes), len(plan.offices)) == (8, 23, 22)
    content = write_archive(directory_of(tuxtla))
    out = rows_in(content)
    package = json.loads(DATAPACKAGE.read_text())
    for resource in package["resources"]:
        columns = [field["name"] for field in resource["schema"]["fields"]]
        for row in out.get(resource["path"].removesuffix(".csv"), []):
            assert list(row) == columns
    assert not any(row["contact_id"] for row in out["phones"])
    said = {cell for rows in out.values() for row in rows for cell in row.values()}
    untold = {"id", "parent_name", "weekday", "opens_at", "closes_at", "start_date", "end_date", "virtual"}
    for path in sorted(OHANA.glob("*.csv")):
        for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))):
            if path.stem == "phones" and row["contact_id"]:  # reaches a person
                continue
            for column, cell in row.items():
                personal = (path.stem, column) in {("contacts", "name"), ("contacts", "email")}
                if (
                    not cell
                    or column in untold
                    or column.endswith("_id")
                    or personal
                    or column == "admin_emails"
                ):
                    continue
                found = cell.strip() in said or all(part in said for part in parts_of(cell))
                assert found or column == "taxonomy_ids", (path.stem, column, cell)


@pytest.mark.skipif(not DATAPACKAGE.exists(), reason="the real files are not here")
def test_our_tables_are_those_of_the_standard() -> None:
    package = json.loads(DATAPACKAGE.read_text())
    named = {resource["name"]: resource["path"].removesuffix(".csv") for resource in package["resources"]}
    assert set(named.values()) == set(TABLES)
    for resource in package["resources"]:
        table, schema = TABLES[named[resource["name"]]], resource["schema"]
        refers = {
            key["fields"]: named[key["reference"]["resource"]] for key in schema.get("foreignKeys") or ()
        }
        assert table.entity == resource["name"]
        for ours, theirs in zip(table.fields, schema["fields"], strict=True):
            held = theirs["constraints"]
            kind = theirs.get("format") or theirs["type"]
            assert ours.name == theirs["name"]
            assert (ours.required, ours.unique) == (held["required"], held["unique"])
            assert list(ours.answers) == held.get("enum", [])
            assert ours.refers == refers.get(ours.name, "")
            assert ours.kind == {"string": "text"}.get(kind, kind), (table.name, ours.name)
