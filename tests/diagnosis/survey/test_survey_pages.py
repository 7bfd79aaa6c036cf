"""Surveys: read in two steps without staying, shown as quality allows, taken back."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core import serializers
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clrisk_site.figures.estimate import Verdict
from clrisk_site.figures.suppression import Audience
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from diagnosis.models import DefinitionSheet, Survey, SurveyShare
from diagnosis.presenters.survey_page import failed_words
from diagnosis.presenters.survey_shares import shown_shares
from tests.cast import ClientOf
from tests.diagnosis.surveys import (
    CHOICES,
    MARK,
    NEW,
    PATH,
    add_share,
    address,
    compute,
    make_survey,
    records,
    sent,
    signed_of,
)

pytestmark = pytest.mark.one_database


# --- reading ------------------------------------------------------------------------------------------------


def test_a_survey_is_read_stored_shown_and_audited(editor: Client, definition: DefinitionSheet) -> None:
    page = editor.get(compute(editor, records())).content.decode()
    survey = Survey.objects.get()
    assert (survey.rows, survey.definition, survey.plan["counted"]["blank"]) == (600, definition, 0)
    everyone, girls, boys = survey.shares.all()
    assert (everyone.n, everyone.cases, everyone.df, everyone.verdict) == (600, 135, 39, Verdict.PUBLISH)
    assert (girls.category, girls.cases, boys.category, boys.cases) == ("Niñas", 45, "Niños", 90)
    assert "22,5" in page or "22.5" in page
    assert "se estima que" in page
    assert AuditEntry.objects.filter(action="survey.create").count() == 1


def test_the_same_reading_sent_twice_is_stored_once(editor: Client, definition: DefinitionSheet) -> None:
    assert compute(editor, records()) == compute(editor, records())
    assert Survey.objects.count() == 1


@pytest.mark.usefixtures("definition")
def test_no_record_of_the_file_is_left_anywhere(editor: Client, tmp_path: Path) -> None:
    compute(editor, records())
    stored = "".join(
        serializers.serialize("json", model.objects.all()) for model in (Survey, SurveyShare, AuditEntry)
    )
    assert MARK not in stored
    for folder in (Path(settings.SPOOL_DIR), Path(settings.MEDIA_ROOT), tmp_path.parent):
        for file in folder.rglob("*"):
            assert not file.is_file() or MARK.encode() not in file.read_bytes(), file


def test_without_a_definition_in_force_the_page_leads_to_it(editor: Client, tuxtla: Territory) -> None:
    page = editor.get(address(NEW)).content.decode()
    assert reverse("definition", args=[PATH]) in page
    answer = editor.post(address(NEW), {"step": "header", "file": sent(records())})
    assert 'name="header"' not in answer.content.decode()


@pytest.mark.usefixtures("definition")
def test_the_header_is_shown_and_no_cell(editor: Client) -> None:
    answer = editor.post(address(NEW), {"step": "header", "file": sent(records())})
    page = answer.content.decode()
    assert "TRABAJA" in page
    assert MARK not in page


@pytest.mark.usefixtures("definition")
@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({"c1_yes": ""}, "Escriba los códigos de esta columna"),
        ({"c1_column": ""}, "columna"),
        ({"c1_yes": "9-1"}, "menor"),
        ({"g1_title": ""}, "Escriba cómo se llama este grupo"),
        ({"g1_lines": "Niñas"}, "Niñas"),
        ({"youngest": "17", "oldest": "5"}, "menor que la edad mínima"),
        ({"year": "3000"}, "año"),
        ({"c1_column": "99"}, "99"),
        ({"c1_blank": "01"}, "El código 1 está en dos lugares"),
        ({"g1_lines": "1-2 = Niñas\n1 = Niños"}, "El código 1 está en dos lugares"),
        ({"c1_yes": "777"}, "código 777 en la columna TRABAJA"),
        ({"g2_column": "4", "g2_title": "Otra", "g2_lines": "1 = Uno"}, "Esta columna ya forma grupos"),
    ],
)
def test_a_plan_with_a_fault_is_shown_again(editor: Client, choices: dict[str, str], said: str) -> None:
    content = records(girls=20, boys=20, girls_work=3, boys_work=5)
    data = {**CHOICES, **choices, "header": signed_of(editor, content), "file": sent(content)}
    answer = editor.post(address(NEW), data)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Survey.objects.exists()


@pytest.mark.usefixtures("definition")
def test_another_file_in_the_second_step_is_refused(editor: Client) -> None:
    header = signed_of(editor, records())
    data = {**CHOICES, "header": header, "file": sent(records(girls_work=46))}
    answer = editor.post(address(NEW), data)
    assert answer.status_code == 422
    assert "No es el archivo" in answer.content.decode()
    assert not Survey.objects.exists()


@pytest.mark.usefixtures("definition")
def test_an_altered_header_is_not_believed(editor: Client) -> None:
    answer = editor.post(address(NEW), {**CHOICES, "header": "x:y", "file": sent(records())})
    assert answer.status_code == 422
    assert not Survey.objects.exists()


@pytest.mark.usefixtures("definition")
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<stata_dta><header>", "Stata"),
        (b"$FL2@(#) SPSS DATA FILE", "SPSS"),
        (b"", "vac"),
    ],
)
def test_a_file_that_is_no_table_says_what_to_do(editor: Client, content: bytes, said: str) -> None:
    answer = editor.post(address(NEW), {"step": "header", "file": sent(content, "x.dta")})
    assert answer.status_code == 422
    assert said in answer.content.decode()


@pytest.mark.usefixtures("definition")
def test_a_missing_weight_is_named_by_its_row_and_changes_nothing(editor: Client) -> None:
    lines = records().decode().splitlines()
    lines[3] = "2,2,,7,2,1,2"
    content = "\n".join(lines).encode()
    data = {**CHOICES, "header": signed_of(editor, content), "file": sent(content)}
    answer = editor.post(address(NEW), data)
    assert answer.status_code == 422
    assert "fila 4" in answer.content.decode()
    assert not Survey.objects.exists()


@pytest.mark.usefixtures("definition")
def test_a_list_of_names_is_refused(editor: Client) -> None:
    names = ("Juan Pérez López", "María García Ruiz", "José Hernández Cruz", "Ana Gómez Díaz")
    lines = ["NOMBRE,EDAD,TRABAJA"] + [f"{names[i % 4]},{6 + i % 10},{1 + i % 2}" for i in range(40)]
    content = "\n".join(lines).encode()
    choices = {
        "c1_column": "2",
        "age": "1",
        "weight": "",
        "unit": "",
        "g1_column": "",
        "g1_title": "",
        "g1_lines": "",
    }
    data = {**CHOICES, **choices, "header": signed_of(editor, content), "file": sent(content)}
    answer = editor.post(address(NEW), data)
    assert answer.status_code == 422
    assert "lista de personas" in answer.content.decode()


# --- showing ------------------------------------------------------------------------------------------------


def test_what_quality_hides_shows_no_number_and_points_to_the_census(editor: Client, survey: Survey) -> None:
    survey.shares.update(verdict=Verdict.SUPPRESS.value, cases=29, share=0.0725, lower=0.05, upper=0.1)
    page = editor.get(address("survey", survey.pk)).content.decode()
    assert "7.3" not in page
    assert "7,3" not in page
    assert reverse("small-survey", args=[PATH]) in page


def test_a_small_group_takes_another_with_it(survey: Survey) -> None:
    add_share(survey, 1, variable="Sexo", category="Niñas", cases=3, n=180, verdict=Verdict.SUPPRESS)
    add_share(survey, 2, variable="Sexo", category="Niños", cases=77, n=220)
    everyone, girls, boys = shown_shares(survey, audience=Audience.TEAM)
    assert everyone.share.is_available
    assert not girls.share.is_available
    # 80 less 77 would tell the three.
    assert not boys.share.is_available
    assert not boys.cases.is_available


def test_a_group_hidden_for_its_uncertainty_alone_takes_none(survey: Survey) -> None:
    add_share(survey, 1, variable="Sexo", category="Niñas", cases=20, n=180, verdict=Verdict.SUPPRESS)
    add_share(survey, 2, variable="Sexo", category="Niños", cases=60, n=220)
    _, girls, boys = shown_shares(survey, audience=Audience.TEAM)
    assert not girls.share.is_available
    assert boys.share.is_available


def test_two_readings_that_differ_by_a_few_children_are_not_subtracted(
    liaison: User, member: User, client_of: ClientOf, tuxtla: Territory, definition: DefinitionSheet
) -> None:
    alike = [make_survey(tuxtla, definition, cases=cases, n=n) for cases, n in ((81, 403), (79, 402))]
    there = [address("survey", one.pk) for one in alike]
    inside, outside = ([client_of(user).get(page).context for page in there] for user in (liaison, member))
    numbers = [[cell["text"] for cell in page["table"]["rows"][0]["cells"][2:4]] for page in outside]
    assert numbers == [["405", "80"], ["400", "80"]]
    assert "403" not in outside[0]["lead"]
    assert "se redondean a 5" in outside[0]["table"]["holds"]
    assert [cell["text"] for cell in inside[0]["table"]["rows"][0]["cells"][2:4]] == ["403", "81"]
    told = "Otra lectura de este archivo"
    assert [fact["url"] for fact in inside[0]["facts"] if fact["label"] == told] == [there[1]]
    assert told not in {fact["label"] for fact in outside[0]["facts"]}
    file = client_of(liaison).get(address("survey-export", alike[0].pk, "csv")).content.decode("utf-8-sig")
    assert "403" not in file
    assert "se redondean a 5" in file


def test_what_is_left_over_and_what_has_no_interval_get_no_share(survey: Survey) -> None:
    add_share(survey, 1, variable="Sexo", category="Niñas", cases=40, n=200)
    add_share(survey, 2, variable="Sexo", category="", cases=40, n=200)
    whole = add_share(survey, 3, variable="Zona", category="Norte", cases=40, n=200)
    add_share(survey, 4, variable="Zona", category="Sur", cases=40, n=200)
    SurveyShare.objects.filter(pk=whole.pk).update(lower=None, upper=None)
    shown = shown_shares(Survey.objects.get(), audience=Audience.TEAM)
    assert [one.share.is_available for one in shown] == [True, True, False, False, True]
    assert shown[2].n.value == 200
    assert "sobra" in failed_words(shown[2])[0]
    assert "intervalo" in failed_words(shown[3])[0]


def test_without_a_sampling_unit_nothing_is_publishable(editor: Client, definition: DefinitionSheet) -> None:
    page = editor.get(compute(editor, records(), unit="", g1_column="5", g1_lines="")).content.decode()
    everyone = Survey.objects.get().shares.all()[0]
    assert everyone.verdict == Verdict.REVIEW
    assert "Se desconoce el diseño de la muestra" in page
    assert "«Sexo»: esta columna define quién trabaja" in page


def test_a_column_of_two_values_is_doubted_as_a_weight(
    editor: Client, member: User, client_of: ClientOf, definition: DefinitionSheet
) -> None:
    there = compute(editor, records(), weight="4")
    inside, outside = (client.get(there).content.decode() for client in (editor, client_of(member)))
    assert "solo dos o tres valores distintos" in inside
    assert "Suma de los pesos de la base" in inside
    assert "Suma de los pesos de la base" not in outside
    assert "solo dos o tres valores distintos" not in editor.get(compute(editor, records())).content.decode()


def test_the_working_rule_holds_inside_only(survey: Survey) -> None:
    survey.plan["chosen"]["preset"] = "working"
    survey.save()
    survey.shares.update(
        n=60, cases=20, share=1 / 3, se=0.05, lower=0.2, upper=0.5, verdict=Verdict.REVIEW.value
    )
    inside = shown_shares(survey, audience=Audience.TEAM)[0]
    survey = Survey.objects.get()
    outside = shown_shares(survey, audience=Audience.COMMISSION)[0]
    assert inside.share.is_available
    assert (outside.share.is_available, outside.verdict) == (False, Verdict.SUPPRESS)


def test_caveats_are_said_when_they_are_true(editor: Client, survey: Survey) -> None:
    page = editor.get(address("survey", survey.pk)).content.decode()
    assert "Diseño desconocido" not in page
    survey.plan["chosen"] |= {"unit": None, "youngest": 12}
    survey.plan["counted"]["blank"] = 3
    survey.save()
    page = editor.get(address("survey", survey.pk)).content.decode()
    assert "Diseño desconocido" in page
    assert "5 a 11" in page
    assert "Menos de 5 registros" in page


def test_the_file_of_the_table_hides_what_the_page_hides(editor: Client, survey: Survey) -> None:
    add_share(survey, 1, variable="Sexo", category="Niñas", cases=7, n=180, verdict=Verdict.SUPPRESS)
    answer = editor.get(address("survey-export", survey.pk, "csv"))
    text = answer.content.decode("utf-8-sig")
    assert "Niñas" in text
    assert "3.9" not in text
    assert "20.0" in text or "20,0" in text


def test_a_survey_of_another_definition_says_so_wherever_it_stands(
    editor: Client, liaison: User, tuxtla: Territory, survey: Survey
) -> None:
    pages = [address("surveys"), address("survey", survey.pk), address("survey-export", survey.pk, "csv")]
    assert not any("Desactualizado" in editor.get(one).content.decode() for one in pages)
    sheet = DefinitionSheet.objects.create(
        territory=tuxtla,
        working="De 12 a 17",
        age_from=12,
        age_to=17,
        frozen_at=timezone.now(),
        frozen_by=liaison,
    )
    assert all("Desactualizado" in editor.get(one).content.decode() for one in pages)
    Survey.objects.update(definition=sheet)
    page = editor.get(address("survey", survey.pk)).content.decode()
    assert "Desactualizado" not in page
    assert "12 a 17" in page
    assert "difieren de las de la definición" in page


def test_the_list_costs_the_same_for_one_and_for_many(
    editor: Client, tuxtla: Territory, definition: DefinitionSheet, survey: Survey
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert editor.get(address("surveys")).status_code == 200
        return len(found)

    one = queries()
    for number in range(4):
        make_survey(tuxtla, definition, sha256=f"{number}" * 64)
    assert queries() == one
    assert one <= 25


# --- taking back ---------------------------------------------------------------------------


def test_a_survey_is_taken_back_after_a_question(editor: Client, survey: Survey) -> None:
    there = address("survey-remove", survey.pk)
    assert editor.get(there).status_code == 200
    assert Survey.objects.exists()
    assert editor.post(there, {"version": str(survey.version)}).status_code == 302
    assert not Survey.objects.exists()
    assert not SurveyShare.objects.exists()
    assert AuditEntry.objects.get(action="survey.delete").subject_id == str(survey.pk)


def test_a_survey_changed_meanwhile_stays(editor: Client, survey: Survey) -> None:
    editor.post(address("survey-remove", survey.pk), {"version": "99"})
    assert Survey.objects.exists()


def test_a_committee_reads_and_does_not_write(member: User, client_of: ClientOf, survey: Survey) -> None:
    client = client_of(member)
    assert client.get(address("survey", survey.pk)).status_code == 200
    for name in ("survey-rerun", "survey-remove"):
        assert client.post(address(name, survey.pk)).status_code == 403
    assert client.post(address(NEW), {"step": "header", "file": sent(records())}).status_code == 403


def test_another_municipality_finds_nothing(stranger: User, client_of: ClientOf, survey: Survey) -> None:
    client = client_of(stranger)
    for name in ("survey", "survey-rerun", "survey-remove"):
        assert client.get(address(name, survey.pk)).status_code == 404
    assert client.get(address("survey", survey.pk + 99)).status_code == 404
