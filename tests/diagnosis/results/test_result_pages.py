"""Results: computed from microdata in the background, shown as quality and counts allow, computed again."""

import hashlib
import json
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core import serializers
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clrisk_site.figures.audience import Audience
from clrisk_site.figures.message import counts
from clrisk_site.files.models import Job, JobState, Upload
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from diagnosis import recomputing
from diagnosis.models import (
    AnalysisResult,
    DefinitionSheet,
    Factor,
    FactorEffect,
    LocalVariable,
    Outcome,
    Recode,
    Technique,
)
from diagnosis.presenters.result_map import maps_of
from diagnosis.presenters.result_numbers import effects_of
from diagnosis.recomputing import hash_of_inputs
from tests.cast import ClientOf
from tests.diagnosis.results.microdata import MARK, records
from tests.diagnosis.results.stored import COUNTS, make_result

pytestmark = pytest.mark.one_database

PATH = "MX.07.101"
CHOICES = {
    "step": "plan",
    "title": "Módulo 2024",
    "source": "INEGI, MTI",
    "year": "2024",
    "technique": "difference",
    "w1_column": "5",
    "w1_yes": "1",
    "h1_column": "6",
    "h1_yes": "21+",
    "joined": "any",
    "skipped": "",
    "sex": "4",
    "girls": "2",
    "boys": "1",
    "age": "3",
    "youngest": "5",
    "oldest": "17",
    "weight": "2",
    "unit": "1",
    "stratum": "",
    "v1_column": "7",
    "v1_factor": "attendance",
    "v1_lines": "1 = Asiste\n2 = No asiste",
    "preset": "eclac",
}


def address(name: str, *args: object) -> str:
    return reverse(name, args=[PATH, *args])


def sent(content: bytes, name: str = "encuesta.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/csv")


def signed_of(client: Client, content: bytes) -> str:
    answer = client.post(address("analysis-new"), {"step": "header", "file": sent(content)})
    text = answer.content.decode()
    assert answer.status_code == 200, text
    return text.split('name="header" value="')[1].split('"')[0]


def asked(client: Client, content: bytes, **choices: str) -> tuple[int, str]:
    """Send both steps; return the status, and the page or where it leads."""
    data = {**CHOICES, **choices, "header": signed_of(client, content), "file": sent(content)}
    answer = client.post(address("analysis-new"), data)
    return answer.status_code, answer.get("Location") or answer.content.decode()


@pytest.mark.usefixtures("attendance")
def test_an_analysis_runs_is_shown_and_leaves_nothing_of_the_file(
    editor: Client, definition: DefinitionSheet, tmp_path: Path
) -> None:
    content = records()
    status, there = asked(editor, content)
    assert status == 302, there
    job = Job.objects.get(kind="analysis")
    assert (job.state, job.error) == (JobState.DONE, "")
    assert editor.get(there)["Location"] == address("result", AnalysisResult.objects.get(outcome="work").pk)
    work, chores = AnalysisResult.objects.order_by("pk")
    assert (work.outcome, chores.outcome) == (Outcome.WORK, Outcome.CHORES)
    assert work.definition == definition
    assert work.inputs["rows"] == 1200
    # A row of the ranking for each of all, girls and boys.
    effects = FactorEffect.objects.filter(result=work)
    assert sorted(effects.values_list("sex", flat=True)) == ["all", "boys", "girls"]
    whole = effects.get(sex="all")
    assert (whole.category, whole.reference, whole.n) == ("No asiste", "Asiste", 240)
    assert whole.points == pytest.approx(22, abs=5)
    page = editor.get(address("result", work.pk)).content.decode()
    assert "Se estima que" in page
    assert "No asiste" in page
    assert "encuesta.csv" in page
    assert AuditEntry.objects.filter(action="analysisresult.create").count() == 2
    # The same analysis of the same file is stored once.
    assert asked(editor, content)[0] == 302
    assert AnalysisResult.objects.count() == 2
    # No record is left: not in the spool, nor in any row.
    assert not Upload.objects.exists()
    stored = "".join(
        serializers.serialize("json", model.objects.all()) for model in (AnalysisResult, Job, AuditEntry)
    )
    assert MARK not in stored
    for folder in (Path(settings.SPOOL_DIR), Path(settings.MEDIA_ROOT)):
        for file in folder.rglob("*"):
            assert not file.is_file() or MARK.encode() not in file.read_bytes(), file
    file = tmp_path / "otra.csv"
    file.write_bytes(content)
    assert rerun(f"R-{work.pk}", file) == (0, True)
    answer = editor.post(address("result-rerun-file", work.pk), {"file": sent(content)})
    assert Job.objects.get(pk=answer["Location"].rstrip("/").split("/")[-1]).state == JobState.DONE
    assert AuditEntry.objects.filter(action="analysisresult.rerun").count() == 2
    assert "todas las cifras coincidieron" in editor.get(address("result", work.pk)).content.decode()
    file.write_bytes(records(number=1190))
    assert rerun(str(work.pk), file) == (3, False)
    assert rerun(str(work.pk), None) == (2, False)
    assert rerun("X-1", None) == (2, False)
    AnalysisResult.objects.filter(pk=work.pk).update(result={"shares": [], "parts": []})
    file.write_bytes(content)
    assert rerun(str(work.pk), file) == (1, False)


def rerun(code: str, file: Path | None) -> tuple[int, bool]:
    """Return how the command ended, and whether it said that all digits agree."""
    out, status = StringIO(), 0
    options = {"file": file} if file else {}
    try:
        call_command("rerun", code, format="json", stdout=out, **options)
    except SystemExit as ended:
        status = int(str(ended.code))
    return status, bool(json.loads(out.getvalue())["same"])


@pytest.mark.usefixtures("attendance", "definition")
@pytest.mark.parametrize("technique", ["logit", "correspondence"])
def test_models_and_maps_have_their_page(editor: Client, technique: str) -> None:
    status, there = asked(
        editor, records(), technique=technique, v2_column="8", v2_lines="3=Alta\n2=Media\n1=Baja"
    )
    assert status == 302, there
    result = AnalysisResult.objects.get(outcome="work")
    assert result.technique == technique
    page = editor.get(address("result", result.pk)).content.decode()
    assert "<svg" in page
    assert ("Razones de momios" in page) == (technique == "logit")
    if technique == "logit":
        assert FactorEffect.objects.filter(result=result, odds_ratio__gt=1).count() == 3
        assert FactorEffect.objects.filter(result=result, cases_reference__gt=0).count() == 3
        # Three cases in a category would follow from its odds ratio: nothing of it is told.
        shown = {(one.sex, one.category): one for one in effects_of(result, Audience.PUBLIC)}
        assert shown["all", "No asiste"].odds is not None
        for effect, cases in zip(result.result["parts"][2]["data"]["ame"], (3, None, 3), strict=False):
            effect["cases_category"] = cases
        for one in effects_of(result, Audience.PUBLIC):
            assert one.sex == "all" or (one.odds, one.p, one.points and one.points.value) == (None,) * 3
    else:
        # A ratio tells the share of its category: none where quality hides that.
        whole = result.result["parts"][0]
        assert "×" in str(maps_of(result, Audience.PUBLIC)[0]["table"])
        for side in whole["sides"]:
            side["verdict"] = "suppress"
        bare = maps_of(result, Audience.PUBLIC)[0]
        assert "×" not in str(bare["table"])
        assert "casos suficientes" in bare["words"]
        whole["sides"] = []
        assert "No asiste" not in str(maps_of(result, Audience.PUBLIC)[0]["table"])
    assert editor.get(address("result-export", result.pk, "csv")).status_code == 200


FAULTS = [
    ({"w1_column": "", "w1_yes": "", "h1_column": "", "h1_yes": ""}, "columna que dice quién trabaja"),
    ({"v1_column": ""}, "al menos una variable"),
    ({"v1_lines": "1 = Asiste"}, "al menos dos categorías"),
    ({"v1_lines": "1 = Sí\n2 = N/D"}, "significa «sin respuesta»"),
    ({"v1_column": "5"}, "dice quién es un caso"),
    ({"v1_column": "4"}, "ya se distinguen niñas y niños"),
    ({"v2_column": "7", "v2_title": "Otra", "v2_lines": "1 = A\n2 = B"}, "podrían revelar a pocos niños"),
    ({"girls": ""}, "códigos de esta columna para niñas y para niños"),
    ({"w1_yes": "9-1"}, "menor"),
    ({"w1_yes": "77"}, "código 77 en la columna TRABAJA"),
    ({"girls": "1"}, "El código 1 está en dos lugares"),
    ({"girls": "3"}, "código 3 en la columna SEXO"),
    ({"w1_blank": "01"}, "El código 1 está en dos lugares"),
    ({"h1_blank": "99", "w1_yes": "1, 9", "w1_blank": "8-9"}, "El código 9 está en dos lugares"),
    ({"v1_lines": "1-3 = Asiste\n02 = No asiste"}, "El código 2 está en dos lugares"),
    ({"v1_lines": "1 = Asiste\n2 = No asiste\n8 = Otra"}, "código 8 en la columna ASISTE"),
    ({"v1_lines": f"{'1, ' * 80}1 = Asiste\n2 = No asiste"}, "demasiado largos"),
]


@pytest.mark.usefixtures("definition", "attendance")
def test_choices_with_a_fault_change_nothing(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clrisk_site.files.passing.is_one_too_many", lambda *_args, **_more: False)
    content = records(number=60)
    header = signed_of(editor, content)
    for choices, said in FAULTS:
        data = {**CHOICES, **choices, "header": header, "file": sent(content)}
        answer = editor.post(address("analysis-new"), data)
        assert answer.status_code == 422, choices
        assert said in answer.content.decode(), choices
    assert not Job.objects.exists()
    assert not Upload.objects.exists()


@pytest.mark.usefixtures("attendance")
def test_what_cannot_be_computed_says_why_and_leaves_nothing(
    editor: Client, definition: DefinitionSheet, tuxtla: Territory
) -> None:
    # All but one attend, so that there is nothing to compare.
    content = records(number=60).replace(b",2,", b",1,")
    lines = [
        line.rsplit(b",", 2)[0] + (b",2,1" if place == 1 else b",1,1") if place else line
        for place, line in enumerate(content.splitlines())
    ]
    status, there = asked(
        editor,
        b"\n".join(lines),
        weight="",
        unit="",
        h1_column="",
        h1_yes="",
        w1_yes="1, 2",
        sex="",
        girls="",
        boys="",
    )
    assert status == 302, there
    job = Job.objects.get()
    assert job.state == JobState.FAILED
    assert job.error
    assert not Upload.objects.exists()
    assert not list(Path(settings.SPOOL_DIR).iterdir())
    assert not AnalysisResult.objects.exists()
    assert address("analysis-new") in editor.get(there).content.decode()
    # The same file under another year is refused.
    make_result(tuxtla, definition, year=2020, sha256=hashlib.sha256(records()).hexdigest())
    status, page = asked(editor, records())
    assert status == 422
    assert "2020" in page


def test_no_analysis_without_a_definition(editor: Client, tuxtla: Territory) -> None:
    assert address("definition") in editor.get(address("analysis-new")).content.decode()
    assert address("definition") in editor.get(address("results")).content.decode()


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
