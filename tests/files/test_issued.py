"""The print log: numbers count within a territory, and a holder of a paper finds its row."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, connections
from django.urls import reverse

from clrisk_site.figures.message import says
from clrisk_site.files.actions.issue_document import issue_document
from clrisk_site.files.models import DocumentFormat, IssuedDocument, Job
from clrisk_site.files.queries.find_issued import find_issued, issued_in
from clrisk_site.files.registry import DocumentKind, DocumentNotPossible, Order, Produced, documents
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from tests.cast import ClientOf

PATH = "MX.07.101"
DIGEST = "eca70303" + "b" * 56


def build(order: Order) -> Produced:
    content = f"document {order.number}".encode()
    return Produced(content, "plan.pdf", "application/pdf", "Plan de prueba", "versión 3", DIGEST)


@pytest.fixture
def kind() -> Iterator[DocumentKind]:
    known = DocumentKind(
        "test-plan",
        "Plan de prueba",
        "Para la prueba.",
        Permission.VIEW_SUBMITTED,
        build,
        formats=(DocumentFormat.PDF, DocumentFormat.DOCX),
    )
    documents.register(known)
    yield known
    del documents._kinds["test-plan"]


def test_each_document_gets_the_next_number_of_its_place(
    kind: DocumentKind, tuxtla: Territory, tapachula: Territory, liaison: User
) -> None:
    for territory in (tuxtla, tuxtla, tapachula, tuxtla):
        issue_document(kind, Order(territory, "es", DocumentFormat.PDF, liaison))
    numbers = [(row.territory_id, row.number) for row in IssuedDocument.objects.order_by("id")]
    assert numbers == [(tuxtla.pk, 1), (tuxtla.pk, 2), (tapachula.pk, 1), (tuxtla.pk, 3)]


def test_the_number_is_printed_and_the_file_is_known_by_its_hash(
    kind: DocumentKind, tuxtla: Territory, liaison: User
) -> None:
    import hashlib

    produced = issue_document(kind, Order(tuxtla, "en", DocumentFormat.DOCX, liaison))
    row = IssuedDocument.objects.get()
    assert produced.content == b"document 1"
    assert row.sha256 == hashlib.sha256(produced.content).hexdigest()
    assert (row.format, row.language, row.version, row.size_bytes) == ("docx", "en", "versión 3", 10)
    entry = AuditEntry.objects.get(action="document.issue")
    assert (entry.by, entry.territory, entry.changes["number"]) == (liaison, tuxtla, 1)


def test_what_could_not_be_made_leaves_no_row_and_its_number_is_used_again(
    kind: DocumentKind, tuxtla: Territory, liaison: User
) -> None:
    def impossible(_order: Order) -> Produced:
        raise DocumentNotPossible(says("No rows."))

    broken = DocumentKind(kind.code, kind.label, kind.explanation, kind.permission, impossible)
    with pytest.raises(DocumentNotPossible):
        issue_document(broken, Order(tuxtla, "es", by=liaison))
    assert not IssuedDocument.objects.exists()
    assert not AuditEntry.objects.filter(action="document.issue").exists()
    issue_document(kind, Order(tuxtla, "es", by=liaison))
    assert IssuedDocument.objects.get().number == 1


def test_a_document_whose_worker_died_is_not_listed(tuxtla: Territory, liaison: User) -> None:
    IssuedDocument.objects.create(
        territory=tuxtla, number=7, kind="x", format="pdf", language="es", issued_by=liaison, size_bytes=0
    )
    assert not issued_in(tuxtla).exists()
    assert not find_issued(tuxtla, "7").exists()


@pytest.mark.parametrize(
    "asked",
    [
        "2",
        " 2 ",
        "# 2",
        "documento 2",
        "Document 2",
        "Número: 2",
        "eca7 0303",
        "huella eca7 0303",
        "Fingerprint ECA7-0303",
        "ECA7 0303",
        "eca7",
        DIGEST,
    ],
)
def test_a_holder_finds_the_document(
    asked: str, kind: DocumentKind, tuxtla: Territory, liaison: User
) -> None:
    for _again in range(2):
        issue_document(kind, Order(tuxtla, "es", by=liaison))
    assert 2 in [row.number for row in find_issued(tuxtla, asked)]


@pytest.mark.parametrize(
    "asked",
    [
        "99",
        "-1",
        "documento",
        "documento -1",
        "ffff",
        "' OR 1=1 --",
        "9" * 40,
        "%",
        "eca",
        "\x00",
        "¡2!",
        "٢٢",
        "²",
    ],
)
def test_what_is_on_no_paper_finds_nothing(
    asked: str, kind: DocumentKind, tuxtla: Territory, liaison: User, client_of: ClientOf
) -> None:
    issue_document(kind, Order(tuxtla, "es", by=liaison))
    answer: Any = client_of(liaison).get(reverse("issued-documents", args=[PATH]), {"q": asked})
    assert answer.status_code == 200
    assert not answer.context["rows"].object_list
    assert "Ningún documento hecho aquí lo lleva" in answer.content.decode()


def test_the_page_lists_and_answers(
    kind: DocumentKind, tuxtla: Territory, liaison: User, client_of: ClientOf
) -> None:
    client: Any = client_of(liaison)
    address = reverse("issued-documents", args=[PATH])
    assert "Aquí no se ha hecho ningún documento" in client.get(address).content.decode()
    issue_document(kind, Order(tuxtla, "es", by=liaison))
    page = client.get(address, {"q": "eca7 0303"}).content.decode()
    for said in ("Plan de prueba", "eca7 0303", "Liaison", "versión 3", "1 documento hecho aquí lo lleva"):
        assert said in page


def test_lists_stand_apart_from_papers(
    kind: DocumentKind, tuxtla: Territory, liaison: User, client_of: ClientOf
) -> None:
    client: Any = client_of(liaison)
    issue_document(kind, Order(tuxtla, "es", by=liaison))
    for _again in range(3):
        assert client.get(reverse("programmes-export", args=[PATH, "csv"])).status_code == 200
    address = reverse("issued-documents", args=[PATH])
    numbers = [
        [row.number for row in client.get(address, asked).context["rows"].object_list]
        for asked in ({}, {"show": "lists"}, {"q": "3"}, {"q": "1", "show": "lists"})
    ]
    assert numbers == [[1], [4, 3, 2], [3], [1]]
    assert "3 listas" in client.get(address, {"show": "lists"}).content.decode()


def test_a_page_printed_from_the_browser_is_found_too(
    tuxtla: Territory, liaison: User, client_of: ClientOf
) -> None:
    import re

    client: Any = client_of(liaison)
    shown = re.search(r"huella ([0-9a-f]{4} [0-9a-f]{4})", client.get(f"/t/{PATH}/plan/").content.decode())
    assert shown
    address = reverse("issued-documents", args=[PATH])
    page = client.get(address, {"q": shown[1]}).content.decode()
    assert "se abrió para imprimir" in page
    assert "Liaison" in page
    assert "se abrió para imprimir" not in client.get(address, {"q": "0000 ffff"}).content.decode()


def test_who_may_not_read_the_log(
    kind: DocumentKind, tuxtla: Territory, liaison: User, stranger: User, member: User, client_of: ClientOf
) -> None:
    issue_document(kind, Order(tuxtla, "es", by=liaison))
    address = reverse("issued-documents", args=[PATH])
    assert client_of(stranger).get(address).status_code == 404
    assert client_of(member).get(address).status_code == 403
    assert client_of(liaison).post(address).status_code == 405


def test_asked_for_in_a_format_and_a_language(kind: DocumentKind, liaison: User, client_of: ClientOf) -> None:
    client = client_of(liaison)
    address = reverse("document-prepare", args=[PATH, kind.code, "docx"])
    assert client.post(address, {"language": "en"}).status_code == 302
    row = IssuedDocument.objects.get()
    assert (row.format, row.language, row.issued_by) == ("docx", "en", liaison)
    assert Job.objects.get().language == "en"


@pytest.mark.parametrize("language", ["xx", "../es", "es; DROP", "fr"])
def test_a_language_that_is_not_offered_is_refused(
    language: str, kind: DocumentKind, liaison: User, client_of: ClientOf
) -> None:
    address = reverse("document-prepare", args=[PATH, kind.code, "pdf"])
    assert client_of(liaison).post(address, {"language": language}).status_code == 422
    assert not Job.objects.exists()


@pytest.mark.parametrize("form", ["xlsx", "csv", "exe"])
def test_a_format_that_the_document_has_not_is_not_there(
    form: str, kind: DocumentKind, liaison: User, client_of: ClientOf
) -> None:
    address = reverse("document-prepare", args=[PATH, kind.code, form])
    assert client_of(liaison).post(address).status_code == 404


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")
def test_twenty_at_once_get_twenty_numbers(kind: DocumentKind, tuxtla: Territory, liaison: User) -> None:
    start, faults = threading.Barrier(20), []

    def make() -> None:
        try:
            start.wait()
            for _again in range(3):
                issue_document(kind, Order(tuxtla, "es", by=liaison))
        except Exception as fault:  # noqa: BLE001 - told below
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=make) for _one in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert sorted(issued_in(tuxtla).values_list("number", flat=True)) == list(range(1, 61))
