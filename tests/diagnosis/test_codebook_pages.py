"""The codebook on its pages: Table 1, local variables, recodes, topics; what is refused, in which words."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from diagnosis.models import InclusionChoice, LocalVariable, Recode, StatisticalSource
from diagnosis.queries.codebook import codebook_of, recodes_of
from tests.cast import ClientOf
from tests.diagnosis.codebooks import make_variable

PATH = "MX.07.101"
PAGE = f"/t/{PATH}/codebook/"
VARIABLE = {
    "title": "Recibe remesas",
    "name": "Remesas",
    "column": "municipal",
    "listed": "1 = Sí\n2 = No",
    "reason": "Lo pidió la comisión",
}
RECODE = {
    "source": "INEGI, Censo",
    "year": "2020",
    "column": "SEXO",
    "category_0": "1, 01",
    "category_1": "2-3",
    "left_out": "9",
}


@pytest.fixture
def editor(tuxtla: Territory, liaison: User, client_of: ClientOf) -> Client:
    make_variable()
    return client_of(liaison)


def test_a_local_variable_is_added_used_and_protected(editor: Client, tuxtla: Territory) -> None:
    create = reverse("variable-create", args=[PATH])
    assert "Todavía no hay ninguna variable local" in editor.get(PAGE).content.decode()
    for change, words in (
        ({"listed": "1 = Sí"}, "al menos dos categorías"),
        ({"listed": "1 = Sí\n1 = No"}, "están dos veces: 1"),
        ({"listed": "Sí\nNo"}, "no es una categoría"),
        ({"reason": ""}, ""),
        ({"name": "sex"}, "El método ya tiene una variable con este nombre"),
    ):
        answer = editor.post(create, VARIABLE | change)
        assert answer.status_code == 422, change
        assert words in answer.content.decode()
    assert not LocalVariable.objects.exists()
    assert not AuditEntry.objects.exists()
    assert editor.post(create, VARIABLE).status_code == 302
    variable = LocalVariable.objects.get()
    assert variable.name == "remesas"
    assert AuditEntry.objects.get().action == "localvariable.create"
    assert editor.post(create, VARIABLE).status_code == 422
    page = editor.get(PAGE).content.decode()
    assert "Recibe remesas" in page
    assert "Lo pidió la comisión" in page
    own = RECODE | {"category_1": "2"}
    assert editor.post(reverse("recode-create", args=[PATH, "municipal_remesas"]), own).status_code == 302
    edit = reverse("variable-edit", args=[PATH, variable.pk])
    fewer = VARIABLE | {"listed": "1 = Sí\n3 = No", "version": "1"}
    assert "deben quedarse: 2" in editor.post(edit, fewer).content.decode()
    assert editor.post(edit, VARIABLE | {"name": "otro", "version": "1"}).status_code == 422
    remove = reverse("variable-remove", args=[PATH, variable.pk])
    assert "Quítelas primero" in editor.post(remove, {"version": 1}, follow=True).content.decode()
    assert LocalVariable.objects.exists()
    Recode.objects.all().delete()
    assert editor.post(remove, {"version": 1}).status_code == 302
    assert not LocalVariable.objects.exists()


def test_a_recode_says_what_becomes_what(editor: Client, tuxtla: Territory) -> None:
    create = reverse("recode-create", args=[PATH, "municipal_sex"])
    for change, words in (
        ({"category_1": "1"}, "está en dos lugares"),
        ({"category_1": "1.0"}, "El código 1 está en dos lugares"),
        ({"category_0": "1-3", "category_1": "03"}, "El código 3 está en dos lugares"),
        ({"category_1": "8+"}, "El código 9 está en dos lugares"),
        ({"category_1": "9.5-2"}, "no es un intervalo"),
        ({"category_0": "", "category_1": ""}, "al menos una categoría"),
        ({"category_1": "9-2"}, "no es un intervalo"),
        ({"year": "20"}, "cuatro cifras"),
    ):
        answer = editor.post(create, RECODE | change)
        assert answer.status_code == 422, change
        assert words in answer.content.decode(), change
    assert not Recode.objects.exists()
    assert editor.post(create, RECODE).status_code == 302
    [recode] = recodes_of(tuxtla)
    assert recode.mapping == {"1": "1", "01": "1", "2": "2", "3": "2", "9": ""}
    assert recode.left_out == ("9",)
    assert recode.unreached == ()
    assert recode.variable == codebook_of(tuxtla).find("municipal_sex")
    page = editor.get(PAGE).content.decode()
    assert "1, 01 → Hombre; 2, 3 → Mujer" in page
    assert "Quedan fuera: 9." in page
    assert "ya está recodificada" in editor.post(create, RECODE).content.decode()
    edit = reverse("recode-edit", args=[PATH, recode.pk])
    assert editor.post(edit, RECODE | {"left_out": "", "version": "7"}).status_code == 409
    assert editor.post(edit, RECODE | {"left_out": "", "version": "1"}).status_code == 302
    assert recodes_of(tuxtla)[0].left_out == ()
    assert editor.get(reverse("recode-create", args=[PATH, "nothing"])).status_code == 404
    sheet = editor.get(reverse("codebook-export", args=[PATH, "csv"]))
    assert "SEXO: 1, 01" in sheet.content.decode("utf-8-sig")
    assert editor.post(reverse("recode-remove", args=[PATH, recode.pk]), {"version": 2}).status_code == 302
    assert not Recode.objects.exists()


def test_a_topic_is_left_out_only_with_a_reason(editor: Client, tuxtla: Territory) -> None:
    StatisticalSource.objects.create(
        territory=tuxtla, name="Censo", producer="INEGI", level="municipal", by_indigenous="yes"
    )
    page = editor.get(PAGE).content.decode()
    assert "Falta decidir: Condición indígena, Discapacidad, Migración." in page
    assert "Fuentes que la distinguen: Censo." in page
    address = reverse("inclusion-edit", args=[PATH, "migration"])
    assert editor.post(address, {"included": "no", "reason": " "}).status_code == 422
    assert editor.post(address, {"included": "", "reason": "x"}).status_code == 422
    assert not InclusionChoice.objects.exists()
    assert editor.post(address, {"included": "no", "reason": "Ninguna fuente"}).status_code == 302
    assert InclusionChoice.objects.get().included is False
    assert AuditEntry.objects.get().action == "inclusionchoice.create"
    assert "Se deja fuera, con una razón" in editor.get(PAGE).content.decode()
    assert editor.get(reverse("inclusion-edit", args=[PATH, "other"])).status_code == 404


def test_page_costs_the_same_for_one_and_for_fifty(
    editor: Client, tuxtla: Territory, django_assert_max_num_queries: Callable[..., CaptureQueriesContext]
) -> None:
    editor.get(PAGE)
    with django_assert_max_num_queries(25) as one:
        editor.get(PAGE)
    for i in range(50):
        LocalVariable.objects.create(
            territory=tuxtla, name=f"v{i}", title="X", column="state", reason="X",
            categories=[{"code": "1", "text": "Sí"}, {"code": "2", "text": "No"}],
        )  # fmt: skip
        Recode.objects.create(
            territory=tuxtla,
            source="X",
            year=1950 + i,
            variable="municipal_sex",
            column="S",
            mapping={"1": "1"},
        )
    with django_assert_max_num_queries(25) as fifty:
        editor.get(PAGE)
    assert len(one) == len(fifty)
