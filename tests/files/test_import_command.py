"""`manage.py import`: its JSON, its exit status, and that nothing is saved while something is open."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from clrisk_site.catalogue.wording import render
from clrisk_site.figures.message import Message, says
from clrisk_site.files.models import ImportReceipt
from clrisk_site.people.models import AuditEntry
from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import Column, Kind
from clrisk_site.tables.values.texts import padding_question
from diagnosis.models import Factor, PopulationCount, RiskRelease, RiskResult
from tests.tables.builders import feature, geojson, square, text_file

KEYS = {
    "rows", "file_rows", "new", "changed", "same", "refused", "warnings", "errors", "questions", "committed",
}  # fmt: skip
BASE = ("--territory", "07101", "--year", "2015", "--source", "STPS")


def run(kind: str, file: Path, *options: str) -> tuple[int, dict[str, Any]]:
    """Return the exit status and the JSON answer."""
    printed, status = io.StringIO(), 0
    try:
        call_command("import", kind, str(file), "--format", "json", *options, stdout=printed)
    except SystemExit as end:
        status = int(str(end.code))
    return status, json.loads(printed.getvalue())


@pytest.fixture
def classes(tmp_path: Path) -> Path:
    return text_file(tmp_path / "clases.csv", "clave,clase\n0710100010458,alto\n0710100010462,bajo\n")


def test_all_taken_is_0(areas: list[Territory], classes: Path) -> None:
    status, answer = run("risk-results", classes, *BASE, "--set", "name=Fase I")
    assert (status, set(answer)) == (0, KEYS)
    assert (answer["rows"], answer["new"], answer["refused"], answer["committed"]) == (2, 2, 0, True)
    assert answer["errors"] == answer["questions"] == []
    release = RiskRelease.objects.get()
    assert (release.name, release.year, release.measure_type) == ("Fase I", 2015, "class_only")
    receipt = ImportReceipt.objects.get()
    assert (receipt.created_by, receipt.territory) == (None, Territory.objects.get(path="MX.07.101"))
    assert AuditEntry.objects.get(action="import.save").by is None


def test_what_was_found_about_a_file_can_be_said_otherwise(areas: list[Territory], tmp_path: Path) -> None:
    rows = "0710100010458;alto\n0710100010462;bajo\nclave;de,coma\nclave;clase\n"
    lines = f"nombre;Gutiérrez\nclave;clase\nde;INEGI\n{rows}".encode("mac_roman")
    (tmp_path / "a.csv").write_bytes(lines)
    options = ("--header-row", "2", "--header-rows", "1", "--last-row", "5", "--separator", "semicolon")
    _status, answer = run("risk-results", tmp_path / "a.csv", *BASE, *options, "--encoding", "mac_roman")
    assert (answer["rows"], answer["new"], answer["refused"]) == (3, 2, 1)
    assert answer["errors"][0]["row"] == 3
    with pytest.raises(CommandError):
        call_command("import", "risk-results", str(tmp_path / "a.csv"), *BASE, "--encoding", "rot13")


def test_text_saved_twice_is_repaired_when_asked(areas: list[Territory], tmp_path: Path) -> None:
    file = text_file(tmp_path / "a.csv", "clave,clase,regiÃ³n\n0710100010458,alto,GutiÃ©rrez\n")
    warnings = {
        option: [
            warning["message"]
            for warning in run("risk-results", file, *BASE, *option, "--dry-run")[1]["warnings"]
        ]
        for option in ((), ("--repair",))
    }
    assert any("Puede repararse" in message for message in warnings[()])
    assert any("se reparó" in message for message in warnings[("--repair",)])


def test_a_dry_run_writes_nothing(areas: list[Territory], classes: Path) -> None:
    status, answer = run("risk-results", classes, *BASE, "--dry-run")
    assert (status, answer["new"], answer["committed"]) == (0, 2, False)
    assert not RiskResult.objects.exists()
    assert not ImportReceipt.objects.exists()


def test_the_same_file_again_is_0_and_saves_nothing(areas: list[Territory], classes: Path) -> None:
    run("risk-results", classes, *BASE)
    status, answer = run("risk-results", classes, *BASE)
    assert (status, answer["same"], answer["committed"]) == (0, 2, False)
    assert ImportReceipt.objects.count() == 1


def test_a_refused_row_is_1_and_the_others_are_saved(areas: list[Territory], tmp_path: Path) -> None:
    file = text_file(
        tmp_path / "a.csv", "clave,clase\n0710100010458,alto\n0799999999999,alto\n0710100010462,tal\n"
    )
    status, answer = run("risk-results", file, *BASE)
    assert (status, answer["new"], answer["refused"], answer["committed"]) == (1, 1, 2, True)
    first, second = answer["errors"]
    assert set(first) == {"row", "column", "message"}
    assert (first["row"], first["column"]) == (3, "clave")
    assert "0799999999999" in first["message"]
    assert (second["row"], second["column"]) == (4, "clase")
    assert RiskResult.objects.count() == 1


def test_an_open_question_is_1_and_saves_nothing(areas: list[Territory], tmp_path: Path) -> None:
    file = text_file(tmp_path / "a.csv", "clave,valor\n0710100010458,12.5\n0710100010462,80\n")
    status, answer = run("risk-results", file, *BASE)
    assert (status, answer["committed"]) == (1, False)
    (question,) = answer["questions"]
    assert (question["code"], question["recommended"]) == ("measure_type", "index_100")
    assert not RiskResult.objects.exists()
    status, answer = run("risk-results", file, *BASE, "--answer", "measure_type=index_100")
    assert (status, answer["new"]) == (0, 2)
    assert RiskRelease.objects.get().measure_type == "index_100"


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"PK\x03\x04 broken"]
)
def test_an_unreadable_file_is_2(areas: list[Territory], tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "datos.xlsx"
    file.write_bytes(content)
    status, answer = run("risk-results", file, *BASE)
    assert (status, set(answer), answer["committed"]) == (2, KEYS, False)
    assert "datos.xlsx" in answer["errors"][0]["message"]


def test_a_file_that_is_not_there_is_2(areas: list[Territory], tmp_path: Path) -> None:
    status, answer = run("risk-results", tmp_path / "falta.csv", *BASE)
    assert status == 2
    assert "falta.csv" in answer["errors"][0]["message"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--territory", "99999"), "99999"),
        (("--set", "nombre=X"), "nombre"),
        (("--set", "nature=invented"), "phase_i"),
        (("--map", "sin igual"), "NOMBRE=VALOR"),
    ],
)
def test_a_wrong_option_is_explained(
    areas: list[Territory], classes: Path, options: tuple[str, str], said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("import", "risk-results", str(classes), *BASE, *options)
    assert not RiskResult.objects.exists()


def test_the_country_is_found_when_only_one_has_territories(areas: list[Territory], classes: Path) -> None:
    status, _answer = run("risk-results", classes, "--year", "2015", "--source", "STPS")
    assert status == 0


def test_columns_and_header_may_be_named(areas: list[Territory], attending: Factor, tmp_path: Path) -> None:
    text = "Resultados\nsin más\nA,B,C\n0710100010458,Muy alto,7.5\n"
    file = text_file(tmp_path / "a.csv", text)
    mapping = ("--map", "A=territory", "--map", "B=official_class", "--map", "C=factor:not_attending")
    status, answer = run("risk-results", file, *BASE, "--header-row", "3", *mapping, "--set", "nature=proxy")
    assert (status, answer["errors"]) == (0, [])
    result = RiskResult.objects.select_related("release").get()
    assert (result.official_class, result.factor_values) == ("very_high", {"not_attending": 7.5})
    assert (result.release.class_scheme, result.release.nature) == ("five", "proxy")


def test_the_text_answer_says_row_column_and_cure(
    areas: list[Territory], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = text_file(tmp_path / "a.csv", "clave,clase\n0799999999999,alto\n0710100010458,alto\n")
    with pytest.raises(SystemExit):
        call_command("import", "risk-results", str(file), *BASE)
    said = capsys.readouterr().out
    assert "fila 2, clave:" in said
    assert "Guardado." in said
    with pytest.raises(SystemExit):
        call_command("import", "risk-results", str(file), *BASE, "--language", "en")
    assert "row 2, clave:" in capsys.readouterr().out


def test_population_says_whether_it_was_measured(areas: list[Territory], tmp_path: Path) -> None:
    file = text_file(
        tmp_path / "a.csv", "clave,clase,pob_5_17\n0710100010458,alto,412\n0710100010462,bajo,\n"
    )
    estimated = ("--set", "population_basis=estimated")
    status, answer = run("risk-results", file, *BASE, *estimated)
    assert (status, answer["committed"]) == (1, False)
    assert not PopulationCount.objects.exists()
    status, _answer = run("risk-results", file, *BASE, *estimated, "--set", "population_note=cuota")
    assert status == 0
    count = PopulationCount.objects.get()
    assert (count.persons, count.basis, count.note, count.year) == (
        412,
        "estimated",
        "cuota",
        2015,
    )


def test_territories_with_boundaries(chiapas: Territory, tmp_path: Path) -> None:
    file = geojson(
        tmp_path / "m.geojson",
        [
            feature(square(), cvegeo="07101", nom_ent="Chiapas", nom_mun="Tuxtla Gutiérrez"),
            feature(square(west=-92.9), cvegeo="07089", nom_ent="Chiapas", nom_mun="Tapachula"),
        ],
    )
    status, answer = run("territories", file, "--territory", "MX", "--year", "2020", "--source", "INEGI")
    assert (status, answer["new"]) == (0, 2)
    tuxtla = Territory.objects.get(path="MX.07.101")
    assert (tuxtla.code, tuxtla.name, tuxtla.parent) == ("07101", "Tuxtla Gutiérrez", chiapas)
    outline = tuxtla.boundaries.get()
    assert outline.valid_from is not None
    assert outline.valid_from.year == 2020
    assert 115 < (outline.area_km2 or 0) < 120
    assert (
        run("territories", file, "--territory", "MX", "--year", "2020", "--source", "INEGI")[1]["same"] == 2
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--territory", "99999"), "99999"),
        (("--set", "nature=invented"), "phase_i"),
        (("--map", "GM_2020"), "NOMBRE=VALOR"),
    ],
)
def test_a_wrong_option_is_json_too(
    areas: list[Territory], classes: Path, options: tuple[str, str], said: str
) -> None:
    status, answer = run("risk-results", classes, *BASE, *options)
    assert (status, set(answer), answer["committed"]) == (2, KEYS, False)
    assert said in answer["errors"][0]["message"]


def test_a_place_nobody_named_is_json_too(
    areas: list[Territory], tapachula: Territory, classes: Path
) -> None:
    Territory.objects.create(path="PE", code="", name="Perú", level=areas[0].level)
    Territory.objects.create(
        path="PE.01",
        code="01",
        name="Amazonas",
        level=areas[0].level,
        parent=Territory.objects.get(path="PE"),
    )
    status, answer = run("risk-results", classes, "--year", "2015", "--source", "STPS")
    assert status == 2
    assert "--territory" in answer["errors"][0]["message"]


def test_a_list_that_is_cut_says_so(areas: list[Territory], tmp_path: Path) -> None:
    rows = "".join(f"07999{number:08},alto\n" for number in range(1_003))
    status, answer = run("risk-results", text_file(tmp_path / "a.csv", "clave,clase\n" + rows), *BASE)
    assert (status, answer["refused"], len(answer["errors"])) == (1, 1_003, 1_000)
    assert any(warning["message"].startswith("3 problemas más") for warning in answer["warnings"])


def test_numbers_in_sentences_have_separators_and_plurals(areas: list[Territory], tmp_path: Path) -> None:
    lost = text_file(tmp_path / "b.csv", "clave,clase\n710100010458,alto\n")
    with override("es"):
        explained = (
            padding_question(Column("c", says("Code"), Kind.CODE), "7101", "07101", 1).options[0].explanation
        )
        assert explained is not None
        assert render(explained) == "7101 pasa a ser 07101 en 1 fila"
    assert len(run("risk-results", lost, *BASE)[1]["questions"]) == 1
    long = text_file(tmp_path / "c.csv", "clave,clase\n0710100010458," + "a" * 33_000 + "\n")
    assert "32,767" in run("risk-results", long, *BASE)[1]["errors"][0]["message"]


def test_a_year_and_a_row_have_no_separator() -> None:
    with override("es"):
        assert render(Message("%(year)s %(row)s %(rows)s", {"year": 2015, "row": 1500, "rows": 1500})) == (
            "2015 1500 1,500"
        )


def test_a_nature_that_nobody_said_is_remarked(areas: list[Territory], classes: Path) -> None:
    _status, answer = run("risk-results", classes, *BASE, "--dry-run")
    assert any("--set nature=proxy" in warning["message"] for warning in answer["warnings"])
    _status, answer = run("risk-results", classes, *BASE, "--set", "nature=phase_i")
    assert not answer["warnings"]
    assert RiskRelease.objects.get().nature == "phase_i"
