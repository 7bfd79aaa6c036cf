"""The ranking's page and the form of one factor."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from diagnosis.models import Factor, FactorWeight
from tests.cast import ClientOf
from tests.diagnosis.places import make_factor

PATH = "MX.07.101"
TYPED = {
    "is_priority": "on",
    "direction": "raises",
    "effect_points": "12.4",
    "effect_lower": "7.9",
    "effect_upper": "16.9",
    "source": "INEGI",
    "year": "2015",
}


@pytest.fixture
def factor(tuxtla: Territory) -> Factor:
    return make_factor("school")


@pytest.fixture
def editor(liaison: User, client_of: ClientOf) -> Client:
    return client_of(liaison)


def test_a_first_record_is_saved_and_audited(editor: Client, factor: Factor, tuxtla: Territory) -> None:
    assert editor.post(reverse("factor-edit", args=[PATH, factor.pk]), TYPED).status_code == 302
    weight = FactorWeight.objects.get()
    assert (weight.territory, weight.effect_points, weight.weight) == (tuxtla, 12.4, None)
    assert AuditEntry.objects.get().action == "factorweight.create"
    page = editor.get(reverse("factors", args=[PATH])).content.decode()
    assert "+12.4" in page
    assert "peso no publicado" in page
    history = reverse("record-history", args=[PATH, "diagnosis.factorweight", weight.pk])
    assert f'href="{history}"' in page


def test_a_second_save_changes_the_same_record(editor: Client, factor: Factor) -> None:
    address = reverse("factor-edit", args=[PATH, factor.pk])
    editor.post(address, TYPED)
    assert editor.post(address, {**TYPED, "effect_points": "10", "version": 1}).status_code == 302
    assert FactorWeight.objects.get().effect_points == 10


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("source", "", "Escriba quién publicó el número"),
        ("year", "", "Escriba el año de los datos"),
        ("effect_upper", "", "Un intervalo tiene dos extremos"),
        ("effect_points", "20", "dentro de su intervalo"),
        ("direction", "lowers", "se contradicen"),
        ("weight", "-1", ""),
        ("effect_points", "doce", ""),
    ],
)
def test_bad_input_says_how_to_mend_it_and_leaves_nothing(
    editor: Client, factor: Factor, field: str, value: str, words: str
) -> None:
    answer = editor.post(reverse("factor-edit", args=[PATH, factor.pk]), {**TYPED, field: value})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not FactorWeight.objects.exists()
    assert not AuditEntry.objects.exists()


def test_a_record_without_numbers_needs_no_source(editor: Client, factor: Factor) -> None:
    values = {"is_priority": "on", "direction": "unclear"}
    assert editor.post(reverse("factor-edit", args=[PATH, factor.pk]), values).status_code == 302


def test_foreign_wrong_and_missing(
    factor: Factor, stranger: User, member: User, editor: Client, client_of: ClientOf
) -> None:
    address = reverse("factor-edit", args=[PATH, factor.pk])
    assert client_of(stranger).post(address, TYPED).status_code == 404
    assert client_of(member).post(address, TYPED).status_code == 403
    assert editor.post(reverse("factor-edit", args=[PATH, 999_999]), TYPED).status_code == 404
    assert editor.put(address).status_code == 405
    assert not FactorWeight.objects.exists()


def test_member_sees_the_ranking_without_links_to_edit(
    factor: Factor, member: User, client_of: ClientOf
) -> None:
    page = client_of(member).get(reverse("factors", args=[PATH])).content.decode()
    assert "/edit/" not in page


def test_page_costs_the_same_for_one_and_for_fifty(
    editor: Client,
    tuxtla: Territory,
    factor: Factor,
    django_assert_max_num_queries: Callable[..., CaptureQueriesContext],
) -> None:
    FactorWeight.objects.create(territory=tuxtla, factor=factor, direction="raises")
    address = reverse("factors", args=[PATH])
    editor.get(address)
    with django_assert_max_num_queries(25) as one:
        editor.get(address)
    for i in range(50):
        FactorWeight.objects.create(territory=tuxtla, factor=make_factor(f"f{i}"), direction="raises")
    with django_assert_max_num_queries(25) as fifty:
        editor.get(address)
    assert len(one) == len(fifty)
