"""A crosswalk from its form to the risks it leads to: refused in words, applied as a job, computed again."""

import math
from collections.abc import Callable

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clrisk_site.files.actions.run_job import run_job
from clrisk_site.files.models import Job, JobState
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Level, Territory
from diagnosis.actions.freeze_definition import freeze_definition
from diagnosis.models import (
    AnalysisResult,
    Crosswalk,
    DefinitionSheet,
    Indicator,
    IndicatorValue,
    ProfileCell,
)
from diagnosis.queries.crosswalks import results_by_crosswalk
from diagnosis.recomputing import Rerun, recompute
from diagnosis.transfer_job import apply_crosswalk, parameters_of
from tests.cast import ClientOf
from tests.diagnosis.codebooks import SOURCE, YEAR, make_cells, make_crosswalk, make_model
from tests.diagnosis.surveys import make_survey

PATH = "MX.07.101"
CHOICE = {"cells": f"{YEAR}:{SOURCE}", "column-0": "sexo", "column-1": "asis"}
PLACED = {"c0_0": "girl", "c0_1": "boy", "c1_0": "0", "c1_1": "1", "same_definition": "on"}
COUNTS = {
    "0001": {("niña", "1"): 80, ("niña", "2"): 10, ("niño", "1"): 70, ("niño", "2"): 20},
    "0002": {("niña", "1"): 90, ("niña", "2"): 1, ("niño", "1"): 90, ("niño", "2"): 2},
    "0003": {("niña", "1"): 30, ("niña", "2"): 40, ("niño", "1"): 20, ("niño", "2"): 60},
    "0004": {("niña", "1"): 5, ("niña", "2"): 5, ("niño", "1"): 5, ("niño", "2"): 5},
}


@pytest.fixture
def areas(tuxtla: Territory, levels: dict[str, Level]) -> list[Territory]:
    made = [
        Territory.objects.create(
            path=f"{PATH}.{code}",
            code=f"07101{code}",
            name=f"Área {code}",
            level=levels["ageb"],
            parent=tuxtla,
        )
        for code in COUNTS
    ]
    for area, counts in zip(made, COUNTS.values(), strict=True):
        make_cells(area, counts)
    return made


@pytest.fixture
def editor(areas: list[Territory], liaison: User, client_of: ClientOf) -> Client:
    return client_of(liaison)


def _put_into_force(tuxtla: Territory, by: User, working: str = "5 a 17", **ages: int) -> None:
    sheet = DefinitionSheet.objects.create(
        territory=tuxtla, legal="Ley", operational="INEGI", working=working, **ages
    )
    freeze_definition(sheet, by=by, expected_version=1)


def _run(client: Client, crosswalk: Crosswalk) -> Job:
    answer = client.post(reverse("crosswalk-apply", args=[PATH, crosswalk.pk]), {})
    assert answer.status_code == 302
    job = Job.objects.latest("created_at")
    run_job(str(job.pk))
    job.refresh_from_db()
    return job


def test_what_does_not_fit_is_refused_and_changes_nothing(editor: Client) -> None:
    assert "No hay ningún modelo de riesgo" in editor.get(reverse("crosswalks", args=[PATH])).content.decode()
    model = make_model()
    create = reverse("crosswalk-create", args=[PATH])
    assert editor.get(create).status_code == 200
    assert editor.get(create, {"model": "x", "cells": "y"}).status_code == 422
    page = editor.get(create, CHOICE | {"model": model.pk}).content.decode()
    assert "Ocupación no permitida" in page
    query = "&".join(f"{name}={value}" for name, value in (CHOICE | {"model": model.pk}).items())
    for change, words in (
        ({"c1_1": ""}, "una categoría de más en «absent»: 2"),
        ({"c1_1": "0"}, "no tienen categoría para estas de «absent»: 1"),
        ({"same_definition": ""}, "Nadie confirmó"),
    ):
        answer = editor.post(f"{create}?{query}", PLACED | change)
        assert answer.status_code == 422
        assert words in answer.content.decode(), change
    answer = editor.post(f"{create}?{query}&column-0=", PLACED)
    assert "no tienen nada para «sex»" in answer.content.decode()
    ProfileCell.objects.update(age_from=12)
    assert "de 12 a 17 años" in editor.post(f"{create}?{query}", PLACED).content.decode()
    assert not Crosswalk.objects.exists()
    assert not AuditEntry.objects.exists()


def test_it_is_saved_applied_and_computed_again(
    editor: Client, tuxtla: Territory, liaison: User, member: User, client_of: ClientOf
) -> None:
    model = make_model()
    query = "&".join(f"{name}={value}" for name, value in (CHOICE | {"model": model.pk}).items())
    assert editor.post(f"{reverse('crosswalk-create', args=[PATH])}?{query}", PLACED).status_code == 302
    crosswalk = Crosswalk.objects.get()
    assert crosswalk.mapping["absent"]["categories"] == {"0": ["1"], "1": ["2"]}
    assert AuditEntry.objects.get().action == "crosswalk.create"
    again = editor.get(reverse("crosswalk-create", args=[PATH]), CHOICE | {"model": model.pk})
    assert again.headers["Location"] == reverse("crosswalk-edit", args=[PATH, crosswalk.pk])
    edit = reverse("crosswalk-edit", args=[PATH, crosswalk.pk])
    assert editor.post(edit, PLACED | {"version": "9", "note": "x"}).status_code == 409

    assert _run(editor, crosswalk).state == JobState.FAILED
    assert not AnalysisResult.objects.exists()
    _put_into_force(tuxtla, liaison)
    # Nobody has read this definition beside that of the model.
    assert _run(editor, crosswalk).state == JobState.FAILED
    assert "checked" not in editor.get(edit).content.decode().split("same_definition")[1].split(">")[0]
    assert editor.post(edit, PLACED | {"version": "1"}).status_code == 302
    assert _run(editor, crosswalk).state == JobState.DONE
    result = AnalysisResult.objects.get()
    found = {one["path"].rpartition(".")[2]: one for one in result.result["areas"]}
    for code, counts in COUNTS.items():
        cells = [
            (persons, 1 / (1 + math.exp(2.5 - 0.6 * (sex == "niño") - 1.2 * (asis == "2"))))
            for (sex, asis), persons in counts.items()
        ]
        expected = sum(persons * risk for persons, risk in cells)
        assert found[code]["expected"] == pytest.approx(expected, rel=1e-9)
        assert found[code]["lower"] < found[code]["risk"] < found[code]["upper"]
    assert recompute(result).outcome is Rerun.SAME

    page = reverse("crosswalk", args=[PATH, crosswalk.pk])
    text = editor.get(page).content.decode()
    assert "Área 0003" in text
    assert "Área 0004" in text
    file = editor.get(reverse("crosswalk-export", args=[PATH, crosswalk.pk, "csv"])).content.decode(
        "utf-8-sig"
    )
    assert "Área 0003" in file
    assert "Área 0004" not in file, "it has fewer than 50 children"
    assert client_of(member).get(edit).status_code == 403

    # The same computation is stored once; who asks for it again is shown it, be another one newer.
    survey = make_survey(tuxtla, result.definition)
    share = survey.shares.get(variable="")
    with_benchmark = parameters_of(crosswalk, level=result.parameters["level"], share=share.pk)
    crosswalk.refresh_from_db()
    newer = apply_crosswalk(crosswalk, with_benchmark, by=liaison)
    assert results_by_crosswalk(tuxtla)[crosswalk.pk] == newer
    assert _run(editor, crosswalk).state == JobState.DONE
    assert results_by_crosswalk(tuxtla)[crosswalk.pk] == result
    newer.delete()
    # Another place of a category makes its numbers stale, wherever they are shown.
    swapped = PLACED | {"c0_0": "boy", "c0_1": "girl", "version": "2"}
    assert editor.post(edit, swapped).status_code == 302
    for place in (page, reverse("crosswalks", args=[PATH]), reverse("results", args=[PATH])):
        assert "la tabla de correspondencia se editó" in editor.get(place).content.decode(), place
    export = reverse("crosswalk-export", args=[PATH, crosswalk.pk, "csv"])
    assert "se editó" in editor.get(export).content.decode("utf-8-sig")
    export = reverse("result-export", args=[PATH, result.pk, "csv"])
    assert "se editó" in editor.get(export).content.decode("utf-8-sig")
    assert editor.post(edit, PLACED | {"version": "3"}).status_code == 302
    assert "se editó" not in editor.get(page).content.decode()

    apply = reverse("crosswalk-apply", args=[PATH, crosswalk.pk])
    assert "Elija de nuevo" in editor.post(apply, {"level": "77"}, follow=True).content.decode()
    ProfileCell.objects.filter(profile__asis="2").first().delete()  # type: ignore[union-attr]  # made above
    assert recompute(result).outcome is Rerun.OTHER_INPUTS
    assert "Desactualizad" in editor.get(page).content.decode()
    make_cells(Territory.objects.get(path=f"{PATH}.0001"), {("niña", "9"): 3})
    assert "una categoría de más" in editor.get(page).content.decode()
    assert _run_refused(editor, crosswalk)
    remove = reverse("crosswalk-remove", args=[PATH, crosswalk.pk])
    _put_into_force(tuxtla, liaison, "12 a 17", age_from=12, age_to=17)
    text = editor.get(page).content.decode()
    assert "la definición vigente de 12 a 17 años" in text
    assert "Nadie confirmó" in text
    assert editor.post(remove, {"version": 4}).status_code == 302
    assert AnalysisResult.objects.count() == 1


def _run_refused(client: Client, crosswalk: Crosswalk) -> bool:
    job = _run(client, crosswalk)
    return job.state == JobState.FAILED and AnalysisResult.objects.count() == 1


def test_codes_left_out_and_a_distribution_are_said_beside_the_result(
    editor: Client, tuxtla: Territory, liaison: User
) -> None:
    model = make_model()
    _put_into_force(tuxtla, liaison)
    choice = CHOICE | {"model": model.pk, "column-0": "*"}
    query = "&".join(f"{name}={value}" for name, value in choice.items())
    create = f"{reverse('crosswalk-create', args=[PATH])}?{query}"
    make_cells(Territory.objects.get(path=f"{PATH}.0001"), {("niña", "9"): 12})
    placed = {"c1_0": "0", "c1_1": "1", "c1_2": "~", "s0_0": "48", "s0_1": "50", "f0": "Estado, 2020"}
    placed["same_definition"] = "on"
    assert "juntas suman 100" in editor.post(create, placed).content.decode()
    assert editor.post(create, placed | {"s0_1": "52"}).status_code == 302
    crosswalk = Crosswalk.objects.get()
    assert crosswalk.mapping["absent"]["left_out"] == ["9"]
    assert _run(editor, crosswalk).state == JobState.DONE
    assert AnalysisResult.objects.get().result["left_out"] == 12
    text = editor.get(reverse("crosswalk", args=[PATH, crosswalk.pk])).content.decode()
    assert "asis: 9" in text
    assert "Estado, 2020" in text


def test_a_model_is_held_against_a_direct_measure(
    editor: Client, tuxtla: Territory, areas: list[Territory], liaison: User
) -> None:
    page = reverse("validation", args=[PATH])
    assert "Abrir las tablas de correspondencia" in editor.get(page).content.decode()
    _put_into_force(tuxtla, liaison)
    crosswalk = make_crosswalk(tuxtla, make_model())
    _run(editor, crosswalk)
    result = AnalysisResult.objects.get()
    indicator = Indicator.objects.create(country="MX", code="TRABAJA", name="Trabajan", unit="%")
    for area, value in zip(areas, (12.0, 9.0, 60.0, 20.0), strict=True):
        IndicatorValue.objects.create(
            territory=area, indicator=indicator, year=2020, source="Censo", value=value
        )
    asked = {"modelled": f"result:{result.pk}", "direct": f"indicator:{indicator.pk}:2020:Censo"}
    text = editor.get(page, asked).content.decode()
    assert "4 de 4 áreas en el mismo tercio" in text
    assert "Con menos de 10 áreas" in text
    assert "Área 0003" in text
    held = "Valor directo dentro del intervalo del modelo"
    assert held not in text, "nobody said that both measure the same"
    assert held in editor.get(page, asked | {"same": "on"}).content.decode()
    survey = make_survey(tuxtla, result.definition)
    whole = {"modelled": asked["modelled"], "direct": f"survey:{survey.pk}", "same": "on"}
    assert "Todas las áreas juntas" in editor.get(page, whole).content.decode()
    file = editor.get(reverse("validation-export", args=[PATH, "csv"]), asked).content.decode("utf-8-sig")
    assert "Área 0004" not in file
    assert editor.get(page, asked | {"direct": "indicator:9:2020:X"}).status_code == 422
    assert editor.get(page, asked | {"direct": asked["modelled"]}).status_code == 422
    assert editor.get(reverse("validation-export", args=[PATH, "csv"])).status_code == 302


def test_list_costs_the_same_for_one_and_for_many(
    editor: Client, tuxtla: Territory, django_assert_max_num_queries: Callable[..., CaptureQueriesContext]
) -> None:
    model = make_model()
    make_crosswalk(tuxtla, model)
    address = reverse("crosswalks", args=[PATH])
    editor.get(address)
    with django_assert_max_num_queries(25) as one:
        editor.get(address)
    Crosswalk.objects.bulk_create(
        Crosswalk(territory=tuxtla, model=model, source=f"S{i}", year=2020) for i in range(50)
    )
    with django_assert_max_num_queries(25) as many:
        editor.get(address)
    assert len(one) == len(many)
    with django_assert_max_num_queries(25):
        editor.get(reverse("crosswalk", args=[PATH, Crosswalk.objects.get(source=SOURCE).pk]))
