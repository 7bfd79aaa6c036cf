"""The print view of a list: all rows without pages, the filters in words, noted once, cut with a word."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from clrisk_site.files import list_print
from clrisk_site.files.models import IssuedDocument
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from mapping.models import GovernmentLevel, Institution, Programme
from tests.cast import ClientOf

pytestmark = pytest.mark.one_database


def test_a_list_prints_whole_with_its_filters_and_without_a_number(
    tuxtla: Territory,
    liaison: User,
    member: User,
    stranger: User,
    client_of: ClientOf,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    owner = Institution.objects.create(territory=tuxtla, name="DIF <b>", level=GovernmentLevel.MUNICIPAL)
    for number in range(55):
        Programme.objects.create(
            territory=tuxtla, institution=owner, name=f"Beca {number:02}", level=GovernmentLevel.MUNICIPAL
        )
    client, there = client_of(liaison), reverse("programmes-export", args=[tuxtla.path, "print"])
    query = {"level": "municipal", "text": "beca", "page": "2"}
    assert client.head(there, query).status_code == 200
    assert not AuditEntry.objects.filter(action="print.view").exists()
    with django_assert_max_num_queries(25):
        answer = client.get(there, query)
    text = answer.content.decode()
    assert text.count('<th scope="row">') == 55
    for said in (
        "Programas de Tuxtla Gutiérrez",
        "Filtros: Texto «beca»; Nivel «Municipal».",
        "55 filas.",
        "Liaison",
        "DIF &lt;b&gt;",
        "Uso interno",
    ):
        assert said in text, said
    assert f'href="{reverse("programmes", args=[tuxtla.path])}?level=municipal&amp;text=beca' in text
    client.get(there, query)
    assert AuditEntry.objects.filter(action="print.view").count() == 1
    assert not IssuedDocument.objects.exists()
    monkeypatch.setattr(list_print, "MOST_ROWS", 10)
    cut = client.get(there).content.decode()
    assert cut.count('<th scope="row">') == 10
    assert "55 filas. Solo se imprimen las primeras 10." in cut
    assert "Filtros: " not in cut
    assert client_of(member).get(there).status_code == 200
    assert client_of(stranger).get(there).status_code == 404
