"""Children concerned per factor and zone: recorded, changed, taken back; never zero for "not known"."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from diagnosis.models import Factor, FactorWeight, Need, Zone
from tests.cast import ClientOf
from tests.diagnosis.places import draw_zone, make_factor

PATH = "MX.07.101"
TYPED = {
    "children": "120",
    "lower": "90",
    "upper": "150",
    "basis": "estimated",
    "year": "2020",
    "source": "Censo",
}


@pytest.fixture
def factor(tuxtla: Territory) -> Factor:
    factor = make_factor("school")
    FactorWeight.objects.create(territory=tuxtla, factor=factor, direction="raises")
    return factor


@pytest.fixture
def zone(tuxtla: Territory) -> Zone:
    return draw_zone(tuxtla, "A", [])


@pytest.fixture
def editor(liaison: User, client_of: ClientOf) -> Client:
    return client_of(liaison)


@pytest.fixture
def address(factor: Factor, zone: Zone) -> str:
    return reverse("need-edit", args=[PATH, factor.pk, "A"])


def test_a_number_is_saved_shown_and_audited(editor: Client, address: str, zone: Zone) -> None:
    assert "Sin datos" in editor.get(reverse("needs", args=[PATH])).content.decode()
    assert editor.post(address, TYPED).status_code == 302
    need = Need.objects.get()
    assert (need.zone, need.children, need.lower) == (zone, 120, 90)
    assert AuditEntry.objects.get().action == "need.create"
    page = editor.get(reverse("needs", args=[PATH])).content.decode()
    assert "120" in page
    assert "entre 90 y 150" in page
    assert "Hay un número para cada factor en cada zona." in page


def test_the_whole_municipality_has_a_number_of_its_own(editor: Client, factor: Factor, zone: Zone) -> None:
    assert editor.post(reverse("need-edit", args=[PATH, factor.pk, "whole"]), TYPED).status_code == 302
    assert Need.objects.get().zone is None


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("children", "", ""),
        ("children", "-5", ""),
        ("children", "500", "dentro de su intervalo"),
        ("upper", "", "Un intervalo tiene dos extremos"),
        ("source", "", ""),
        ("basis", "guess", ""),
    ],
)
def test_bad_input_leaves_nothing(editor: Client, address: str, field: str, value: str, words: str) -> None:
    answer = editor.post(address, {**TYPED, field: value})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Need.objects.exists()
    assert not AuditEntry.objects.exists()


def test_removing_makes_it_unknown_again(editor: Client, address: str) -> None:
    editor.post(address, TYPED)
    need = Need.objects.get()
    remove = reverse("need-remove", args=[PATH, need.pk])
    assert editor.post(remove, {"version": 9}, follow=True).status_code == 200
    assert Need.objects.exists()
    assert editor.post(remove, {"version": 1}).status_code == 302
    assert not Need.objects.exists()
    assert AuditEntry.objects.filter(action="need.delete").exists()


def test_foreign_wrong_and_missing(
    address: str, factor: Factor, stranger: User, member: User, editor: Client, client_of: ClientOf
) -> None:
    assert client_of(stranger).post(address, TYPED).status_code == 404
    assert client_of(member).post(address, TYPED).status_code == 403
    assert editor.post(reverse("need-edit", args=[PATH, factor.pk, "Z"]), TYPED).status_code == 404
    assert editor.post(reverse("need-edit", args=[PATH, 999_999, "A"]), TYPED).status_code == 404
    assert editor.put(address).status_code == 405
    editor.post(address, TYPED)
    remove = reverse("need-remove", args=[PATH, Need.objects.get().pk])
    assert client_of(stranger).post(remove, {"version": 1}).status_code == 404
    assert client_of(member).post(remove, {"version": 1}).status_code == 403
    assert editor.get(remove).status_code == 405
    assert editor.post(reverse("need-remove", args=[PATH, 999_999]), {"version": 1}).status_code == 404
    assert Need.objects.exists()


def test_small_counted_numbers_are_hidden_from_the_commission(
    editor: Client, address: str, factor: Factor, member: User, client_of: ClientOf
) -> None:
    editor.post(address, {"children": "7", "basis": "measured", "year": "2020", "source": "Padrón"})
    page = reverse("needs", args=[PATH])
    assert "No se muestra" in client_of(member).get(page).content.decode()
    assert "No se muestra" not in editor.get(page).content.decode()


def test_page_costs_the_same_for_one_and_for_fifty(
    editor: Client,
    tuxtla: Territory,
    factor: Factor,
    zone: Zone,
    django_assert_max_num_queries: Callable[..., CaptureQueriesContext],
) -> None:
    address = reverse("needs", args=[PATH])
    editor.get(address)
    with django_assert_max_num_queries(25) as one:
        editor.get(address)
    for i in range(50):
        more = draw_zone(tuxtla, f"Z{i}", [])
        Need.objects.create(
            territory=tuxtla, factor=factor, zone=more, children=100, basis="estimated", year=2020, source="X"
        )
    with django_assert_max_num_queries(25) as fifty:
        editor.get(address)
    assert len(one) == len(fifty)
