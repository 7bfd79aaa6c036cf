"""Results as they are kept: small cells hidden, the log, stale marks, computed again, who may do what."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clrisk_site.figures.message import counts
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from diagnosis import recomputing
from diagnosis.models import (
    AnalysisResult,
    DefinitionSheet,
    Factor,
    LocalVariable,
    Outcome,
    Recode,
    Technique,
)
from diagnosis.recomputing import hash_of_inputs
from tests.cast import ClientOf
from tests.diagnosis.results.microdata import MARK, records
from tests.diagnosis.results.pages import address, rerun, sent
from tests.diagnosis.results.stored import COUNTS, make_result

pytestmark = pytest.mark.one_database


def test_small_cells_are_hidden_and_lead_to_other_ways(
    editor: Client, member: User, client_of: ClientOf, tuxtla: Territory, definition: DefinitionSheet
) -> None:
    few = {**COUNTS, "girls": ((100, 3), (400, 57))}
    result = make_result(tuxtla, definition, counts=few)
    page = editor.get(address("result", result.pk)).content.decode()
    table = page.split("<caption>")[2]
    assert "3.0" not in table
    # Boys of both categories are hidden too, since all less boys would tell the girls.
    assert table.count("No se muestra") >= 8
    outside = client_of(member).get(address("result", result.pk)).content.decode()
    assert "No se muestra" in outside
    tiny = make_result(tuxtla, definition, counts=dict.fromkeys(COUNTS, ((6, 2), (5, 1))), sha256="b" * 64)
    assert address("small-survey") in editor.get(address("result", tiny.pk)).content.decode()
    text = editor.get(address("result-export", result.pk, "csv")).content.decode("utf-8-sig")
    assert "Niñas" in text
    # Four without a category would follow from the total, or from a remark that counts them.
    rest = make_result(tuxtla, definition, sha256="c" * 64)
    for share in rest.result["shares"]:
        share["data"]["n"] += 4
        share["data"]["cases"] += 2
    said = (
        "%(count)s record has no group and stands in none of them.",
        "%(count)s records have no group and stand in none of them.",
    )
    for part, count in zip(rest.result["parts"], (4, 40, 4), strict=True):
        part["warnings"] = [counts(*said, count).to_json()]
    rest.save()
    page = editor.get(address("result", rest.pk)).content.decode()
    assert page.split("<caption>")[2].count("No se muestra") >= 6
    assert "Niñas: 40 registros no tienen grupo" in page
    assert "4 registros no tienen grupo" not in page


def test_the_log_tells_all_marks_what_is_stale_and_costs_the_same(
    editor: Client, tuxtla: Territory, liaison: User, definition: DefinitionSheet
) -> None:
    assert address("analysis-new") in editor.get(address("results")).content.decode()
    first = make_result(tuxtla, definition)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert editor.get(address("results")).status_code == 200
        return len(found)

    one = queries()
    for number in range(30):
        make_result(tuxtla, definition, sha256=f"{number:064d}", technique=Technique.LOGIT)
    assert queries() == one
    assert one <= 25
    page = editor.get(address("results"), {"technique": "difference"}).content.decode()
    assert page.count("R-") < 6
    assert f"R-{first.pk}" in page
    assert "Desactualizado:" not in page
    DefinitionSheet.objects.create(
        territory=tuxtla,
        legal="LFT",
        operational="INEGI",
        working="De 12 a 17",
        frozen_at=timezone.now(),
        frozen_by=liaison,
    )
    assert "Desactualizado:" in editor.get(address("results")).content.decode()
    assert "Desactualizado:" in editor.get(address("result", first.pk)).content.decode()
    text = editor.get(address("results-export", "csv")).content.decode("utf-8-sig")
    assert first.sha256 in text
    assert "INEGI, MTI" in text


def test_a_result_from_stored_data_is_computed_again_and_taken_back(
    editor: Client,
    tuxtla: Territory,
    definition: DefinitionSheet,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stored = {"numbers": [1, 2]}
    again = recomputing.Recomputation(lambda *_: stored, lambda *_: {"shown": shown})
    monkeypatch.setitem(recomputing._stored, "index", again)
    shown = {
        "columns": [{"label": "Área", "number": False}, {"label": "Índice", "number": True}],
        "rows": [["0001", 12.5]],
    }
    result = make_result(
        tuxtla,
        definition,
        technique=Technique.INDEX,
        outcome=Outcome.NONE,
        parameters={},
        inputs={},
        sha256=hash_of_inputs(stored),
        result={"shown": shown},
    )
    page = editor.get(address("result", result.pk)).content.decode()
    assert "12.5" in page
    assert "Desactualizado:" not in page
    there = address("result-rerun", result.pk)
    assert "multipart" not in editor.get(there).content.decode()
    assert "coinciden" in editor.post(there, follow=True).content.decode()
    assert rerun(str(result.pk), None) == (0, True)
    stored["numbers"] = [1]
    assert "Desactualizado:" in editor.get(address("result", result.pk)).content.decode()
    assert rerun(str(result.pk), None) == (3, False)
    remove = address("result-remove", result.pk)
    editor.post(remove, {"version": "9"})
    assert AnalysisResult.objects.exists()
    assert editor.post(remove, {"version": "1"}).status_code == 302
    assert not AnalysisResult.objects.exists()
    assert AuditEntry.objects.get(action="analysisresult.delete").subject_id == str(result.pk)


def test_who_may_do_what(
    member: User, stranger: User, client_of: ClientOf, tuxtla: Territory, definition: DefinitionSheet
) -> None:
    result = make_result(tuxtla, definition)
    reader, other = client_of(member), client_of(stranger)
    assert reader.get(address("result", result.pk)).status_code == 200
    for name in ("result-rerun", "result-rerun-file", "result-remove"):
        assert reader.post(address(name, result.pk)).status_code == 403
        assert other.get(address(name, result.pk)).status_code == 404
    assert (
        reader.post(address("analysis-new"), {"step": "header", "file": sent(records())}).status_code == 403
    )


def test_the_codebook_fills_in_what_it_knows(
    editor: Client, tuxtla: Territory, definition: DefinitionSheet, attendance: Factor
) -> None:
    LocalVariable.objects.create(
        territory=tuxtla,
        name="asiste",
        title="Asistencia escolar",
        column="municipal",
        categories=[
            {"code": "1", "text": "Va a la escuela"},
            {"code": "2", "text": "No va"},
        ],
        factor=attendance,
        reason="Lo pide el comité",
    )
    Recode.objects.create(
        territory=tuxtla,
        source="MTI",
        year=2024,
        variable="municipal_asiste",
        column="asiste",
        mapping={"1": "1", "2": "2", "9": ""},
    )
    LocalVariable.objects.create(
        territory=tuxtla,
        name="sex",
        title="Sexo",
        column="municipal",
        categories=[{"code": "1", "text": "Hombre"}, {"code": "2", "text": "Mujer"}],
        reason="Prueba",
    )
    Recode.objects.create(
        territory=tuxtla,
        source="MTI",
        year=2024,
        variable="municipal_sex",
        column="SEXO",
        mapping={"1": "2", "6": "1"},
    )
    answer = editor.post(address("analysis-new"), {"step": "header", "file": sent(records(number=40))})
    assert "2 = No va" in answer.content.decode()
    form = answer.context["form"]
    assert (form["sex"].value(), form["girls"].value(), form["boys"].value()) == ("4", "1", "6")
    assert form["v2_column"].value() == ""
    assert MARK not in answer.content.decode()
