"""A survey computed again from the same file, on its page and by the command."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from clrisk_site.people.models import AuditEntry
from diagnosis.models import DefinitionSheet, Survey, SurveyShare
from tests.diagnosis.surveys import address, compute, records, sent

pytestmark = pytest.mark.one_database


def test_the_same_file_gives_the_same_digits(editor: Client, definition: DefinitionSheet) -> None:
    there = compute(editor, records())
    pk = Survey.objects.get().pk
    answer = editor.post(address("survey-rerun", pk), {"file": sent(records())}, follow=True)
    assert answer.redirect_chain[-1][0] == there
    assert "todas las cifras coinciden" in answer.content.decode()
    assert AuditEntry.objects.filter(action="survey.rerun").count() == 1


def test_a_digit_that_differs_is_told_and_kept(editor: Client, definition: DefinitionSheet) -> None:
    compute(editor, records())
    share = SurveyShare.objects.get(category="Niñas")
    SurveyShare.objects.filter(pk=share.pk).update(se=share.se * 1.0001 if share.se else 0)
    pk = Survey.objects.get().pk
    answer = editor.post(address("survey-rerun", pk), {"file": sent(records())}, follow=True)
    assert "Sexo Niñas" in answer.content.decode()
    assert SurveyShare.objects.get(pk=share.pk).se != share.se


def test_another_file_is_told_and_changes_nothing(editor: Client, survey: Survey) -> None:
    answer = editor.post(address("survey-rerun", survey.pk), {"file": sent(records())})
    assert answer.status_code == 422
    assert "otro archivo" in answer.content.decode()
    assert not AuditEntry.objects.filter(action__startswith="survey.").exists()


def test_the_command_compares_and_says_so_by_its_status(
    editor: Client, definition: DefinitionSheet, tmp_path: Path
) -> None:
    compute(editor, records())
    pk, file = Survey.objects.get().pk, tmp_path / "encuesta.csv"
    file.write_bytes(records())
    assert rerun(pk, file) == (0, True)
    SurveyShare.objects.filter(position=0).update(cases=1)
    assert rerun(pk, file) == (1, False)
    file.write_bytes(records(girls_work=1))
    assert rerun(pk, file) == (3, False)
    assert rerun(pk, tmp_path / "absent.csv") == (2, False)
    assert rerun(pk + 1, file) == (2, False)


def rerun(pk: int, file: Path) -> tuple[int, bool]:
    out, status = StringIO(), 0
    try:
        call_command("rerun_survey", str(pk), "--file", str(file), "--format", "json", stdout=out)
    except SystemExit as ended:
        status = int(ended.code or 0)
    return status, json.loads(out.getvalue())["same"]
