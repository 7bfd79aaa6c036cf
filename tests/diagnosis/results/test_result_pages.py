"""Results from microdata: computed in the background, shown as quality and counts allow."""

import hashlib
from pathlib import Path

import pytest
from django.conf import settings
from django.core import serializers
from django.test import Client

from clrisk_site.figures.audience import Audience
from clrisk_site.files.models import Job, JobState, Upload
from clrisk_site.people.models import AuditEntry
from clrisk_site.places.models import Territory
from diagnosis.models import (
    AnalysisResult,
    DefinitionSheet,
    FactorEffect,
    Outcome,
)
from diagnosis.presenters.result_map import maps_of
from diagnosis.presenters.result_numbers import effects_of
from tests.diagnosis.results.microdata import MARK, records
from tests.diagnosis.results.pages import CHOICES, address, asked, rerun, sent, signed_of
from tests.diagnosis.results.stored import make_result

pytestmark = pytest.mark.one_database


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
