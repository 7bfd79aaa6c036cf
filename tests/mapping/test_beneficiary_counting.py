"""Counting a list of beneficiaries: who may, what is kept, what a wrong choice says; nobody in it stays."""

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from clrisk_site.files.passing import Passing, sign_header
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Level, Neighbourhood, Territory
from clrisk_site.tables.header import Header
from mapping.models import BeneficiaryCount, BeneficiaryCounting, Programme
from tests.cast import ClientOf
from tests.files.test_corpus_persons import all_files, as_workbook, whole_database
from tests.files.test_corpus_persons import temporary as temporary  # noqa: PLC0414 - a fixture
from tests.mapping.conftest import MakeProgramme
from tests.tables.corpus.persons import as_csv, children

FACTS = {
    "title": "Becas del semestre",
    "source": "Educación municipal",
    "year": "2026",
    "counted_on": "20/11/2026",
}
HEAD = ("Nombre completo", "CURP", "Teléfono", "Colonia", "Sexo", "Fecha de nacimiento", "Programa")
CHOSEN = {"area": "3", "sex": "4", "age": "5", "programme": "6"}


@pytest.fixture
def area(tuxtla: Territory, levels: dict[str, Level]) -> Territory:
    found = Territory.objects.create(
        path="MX.07.101.0001", code="071010001", name="Centro", level=levels["locality"], parent=tuxtla
    )
    Neighbourhood.objects.create(territory=found, name="Patria Nueva")
    return found


@pytest.fixture
def grants(area: Territory, make_programme: MakeProgramme) -> Programme:
    return make_programme("Becas")


@pytest.fixture
def client(liaison: User, client_of: ClientOf) -> Client:
    cache.clear()  # of the files sent within a minute
    return client_of(liaison)


def rows() -> list[tuple[str, ...]]:
    """Twenty planted children, of whom two live where nobody here knows."""
    return [
        HEAD,
        *(
            (
                one.name,
                one.curp,
                one.phone,
                "Otra" if i < 2 else "patria nueva",
                "HM"[i % 2],
                one.born,
                "BECAS",
            )
            for i, one in enumerate(children())
        ),
    ]


CANARIES = [canary for one in children() for canary in (one.name, one.curp, one.phone)]


def address(territory: Territory) -> str:
    return reverse("beneficiaries-count", args=[territory.path])


def attached(content: bytes | str, name: str = "lista.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def second_step(client: Client, territory: Territory, content: bytes | str, **choices: str) -> dict[str, str]:
    """Send the file once; return the hidden fields of the page that asks about its columns."""
    page = client.post(address(territory), {"step": "header", "file": attached(content), **choices})
    assert page.status_code == 200, text_of(page)
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text_of(page)))
    return {name: hidden[name] for name in ("step", "header", "submission")}


def count(client: Client, territory: Territory, content: bytes | str, **chosen: str) -> Any:
    """Take the second step as if the first had been taken: its page carries a signed header."""
    body = content.encode() if isinstance(content, str) else content
    line = "" if isinstance(content, bytes) else content.split("\n")[0]
    columns = tuple(line.replace(";", ",").split(",")) if line else HEAD
    header = Header(columns, sha256=hashlib.sha256(body).hexdigest())
    form = {"step": "count", "header": sign_header(header, territory), **FACTS, **(chosen or CHOSEN)}
    return client.post(address(territory), {**form, "file": attached(body)})


def test_a_list_becomes_counts_and_an_entry_without_its_values(
    client: Client, tuxtla: Territory, area: Territory, grants: Programme, liaison: User
) -> None:
    content = as_csv(rows())
    form = second_step(client, tuxtla, content) | FACTS | CHOSEN
    answer = client.post(address(tuxtla), {**form, "file": attached(content)})
    counting = BeneficiaryCounting.objects.get()
    assert answer["Location"] == reverse("beneficiary-counting", args=[tuxtla.path, counting.pk])
    assert (counting.rows, counting.without_area, counting.without_age) == (20, 2, 0)
    assert counting.columns["area"] == "Colonia"
    cells = BeneficiaryCount.objects.all()
    assert sum(cell.persons for cell in cells) == 18
    assert {(cell.area, cell.programme, cell.sex) for cell in cells} == {
        (area, grants, "boys"),
        (area, grants, "girls"),
    }
    assert {(cell.age_from, cell.age_to) for cell in cells} <= {(5, 11), (12, 14), (15, 17)}
    entry = AuditEntry.objects.get(action="beneficiarycounting.create")
    assert entry.by == liaison
    assert set(entry.changes) == {
        "territory", "title", "source", "year", "counted_on", "illustrative",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "column"), [("csv", "0"), ("csv", "1"), ("csv", "2"), ("csv", "5"), ("xlsx", "0")]
)
def test_a_wrong_column_says_so_with_numbers_and_nobody_is_found_anywhere(
    client: Client,
    tuxtla: Territory,
    grants: Programme,
    temporary: Path,
    caplog: pytest.LogCaptureFixture,
    kind: str,
    column: str,
) -> None:
    content = as_csv(rows()) if kind == "csv" else as_workbook(Hoja1=rows())
    chosen = {"area": column, "sex": "2" if column != "2" else "0", "age": "1" if column != "1" else "3"}
    answer = count(client, tuxtla, content, **chosen, programme="6")
    page = text_of(answer)
    assert answer.status_code == 422
    assert "0 de 20 filas dicen algo conocido aquí" in page
    assert 'value="Becas del semestre"' in page
    assert f'<option value="{column}" selected' in page
    assert not BeneficiaryCounting.objects.exists()
    told = "\n".join([page, whole_database(), caplog.text, str(dict(client.session))])
    left = all_files(temporary)
    assert not [canary for canary in CANARIES if canary in told or canary.encode() in left]


def test_saved_or_not_no_canary_is_in_the_database(
    client: Client, tuxtla: Territory, grants: Programme, temporary: Path
) -> None:
    answer = count(client, tuxtla, as_workbook(Hoja1=rows()))
    page = client.get(answer["Location"])
    assert page.status_code == 200
    told = f"{whole_database()}\n{text_of(page)}"
    assert not [canary for canary in CANARIES if canary in told]
    assert not [canary for canary in CANARIES if canary.encode() in all_files(temporary)]


def test_a_letter_that_may_mean_either_is_asked_with_its_rows_and_the_answer_counts(
    client: Client, tuxtla: Territory, area: Territory
) -> None:
    content = "Colonia,Sexo,Nació\n" + "Patria Nueva,M,03/04/2014\n" * 12
    asked = count(client, tuxtla, content, area="0", sex="1", age="2")
    page = text_of(asked)
    assert asked.status_code == 422
    assert "¿Qué significa «M» en la columna del sexo?" in page
    assert "Filas que lo dicen: 12." in page
    assert "¿Qué va primero en las fechas" in page
    assert not BeneficiaryCounting.objects.exists()
    told = {"area": "0", "sex": "1", "age": "2", "means_m": "boys", "dates": "month"}
    assert count(client, tuxtla, content, **told).status_code == 302
    cell = BeneficiaryCount.objects.get()
    assert (cell.sex, cell.persons, cell.age_from) == ("boys", 12, 12)


def test_the_same_form_sent_twice_is_counted_once(
    client: Client, tuxtla: Territory, area: Territory, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, ask, transactions = len(connection.savepoint_ids), Passing.ask, []

    def watched(passing: Passing, *args: Any, **choices: Any) -> Any:
        transactions.append(len(connection.savepoint_ids) - before)
        return ask(passing, *args, **choices)

    monkeypatch.setattr(Passing, "ask", watched)
    content = "Colonia\n" + "Patria Nueva\n" * 9
    form = second_step(client, tuxtla, content) | FACTS | {"area": "0"}
    answers = [client.post(address(tuxtla), {**form, "file": attached(content)}) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer["Location"] for answer in answers}) == 1
    assert BeneficiaryCounting.objects.count() == 1
    assert transactions == [0, 0], "nobody else could write while a list is read"


def test_the_same_list_is_not_counted_in_two_ways(client: Client, tuxtla: Territory, area: Territory) -> None:
    content = "Colonia,Sexo\n" + "Patria Nueva,Mujer\n" * 9
    assert count(client, tuxtla, content, area="0").status_code == 302
    again = count(client, tuxtla, content, area="0", sex="1")
    assert again.status_code == 422
    assert "ya se contó como «Becas del semestre»" in text_of(again)
    assert BeneficiaryCounting.objects.count() == 1
    assert hashlib.sha256(content.encode()).hexdigest() not in whole_database()


def test_a_list_counted_in_the_state_or_below_is_not_counted_here(
    client: Client, chiapas: Territory, tuxtla: Territory, area: Territory
) -> None:
    content = "Colonia\n" + "Patria Nueva\n" * 9
    assert count(client, tuxtla, content, area="0").status_code == 302
    for other in (chiapas, area):
        BeneficiaryCounting.objects.update(territory=other, title="Lista de otro lugar")
        again = count(client, tuxtla, content, area="0")
        assert again.status_code == 422
        assert f"ya se contó en {other.name}." in text_of(again)
        assert "Lista de otro lugar" not in text_of(again)
    assert BeneficiaryCounting.objects.count() == 1


def test_a_column_without_a_known_name_is_kept_by_its_letter(
    client: Client, tuxtla: Territory, area: Territory
) -> None:
    content = "Edad,Beto\n" + "9,Patria Nueva\n" * 9
    assert count(client, tuxtla, content, age="0", area="1").status_code == 302
    assert "Beto" not in whole_database()
    columns = BeneficiaryCounting.objects.get().columns
    assert (columns["age"], columns["area"]) == ("Edad", "(B)")


def test_the_same_list_in_another_format_or_with_a_gap_is_not_counted_again(
    client: Client, tuxtla: Territory, grants: Programme
) -> None:
    assert count(client, tuxtla, as_csv(rows())).status_code == 302
    for other in (as_workbook(Hoja1=rows()), as_csv([*rows(), ("",) * len(HEAD)])):
        again = count(client, tuxtla, other)
        assert again.status_code == 422
        assert "ya se contó como «Becas del semestre»" in text_of(again)
    assert BeneficiaryCounting.objects.count() == 1


def test_one_file_too_many_within_a_minute_keeps_what_was_chosen(
    client: Client, tuxtla: Territory, grants: Programme, settings: LazySettings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"passing_upload": "1/m/user"}
    assert count(client, tuxtla, as_csv(rows()), area="0").status_code == 422
    wait = count(client, tuxtla, as_csv(rows()))
    page = text_of(wait)
    assert wait.status_code == 429
    assert "Espere un minuto y elija de nuevo el mismo archivo" in page
    assert '<option value="3" selected' in page
    assert 'value="Becas del semestre"' in page
    assert not BeneficiaryCounting.objects.exists()


@pytest.mark.parametrize(("answer", "left"), [("replace", 1), ("keep", 2)])
def test_a_second_list_of_a_programme_asks_what_happens_to_the_first(
    client: Client, tuxtla: Territory, grants: Programme, answer: str, left: int
) -> None:
    assert count(client, tuxtla, as_csv(rows())).status_code == 302
    first = BeneficiaryCounting.objects.get()
    fewer = as_csv(rows()[:-1])
    asked = count(client, tuxtla, fewer)
    page = text_of(asked)
    assert asked.status_code == 422
    assert "¿Qué pasa con el conteo anterior de este programa?" in page
    assert "Becas del semestre (2026)" in page
    assert 'value="Becas del semestre"' in page
    assert re.search(r'value="replace"[^>]*checked', page)
    assert BeneficiaryCounting.objects.get() == first
    assert count(client, tuxtla, fewer, **CHOSEN, earlier=answer).status_code == 302
    assert BeneficiaryCounting.objects.count() == left
    assert BeneficiaryCounting.objects.filter(pk=first.pk).exists() == (answer == "keep")
    why = AuditEntry.objects.filter(action="beneficiarycounting.reason")
    assert [one.subject_id for one in why] == ([str(first.pk)] if answer == "replace" else [])


def test_another_file_or_an_altered_header_is_not_counted(
    client: Client, tuxtla: Territory, tapachula: Territory, area: Territory
) -> None:
    content = "Colonia\nPatria Nueva\n"
    form = second_step(client, tuxtla, content) | FACTS | {"area": "0"}
    other = client.post(address(tuxtla), {**form, "file": attached("Colonia\nCentro\n")})
    assert "Este no es el archivo" in text_of(other)
    without = client.post(address(tuxtla), form)
    assert "Elija un archivo." in text_of(without)
    forged = client.post(address(tuxtla), {**form, "header": "x" + form["header"], "file": attached(content)})
    assert "más de una hora" in text_of(forged)
    assert {answer.status_code for answer in (other, without, forged)} == {422}
    assert not BeneficiaryCounting.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"area": ""}, "Área"),
        ({"sex": "3"}, "Esta columna ya se eligió para «Área»"),
        ({"counted_on": "20/11/2099"}, "Este día está en el futuro"),
        ({"title": ""}, "Qué es esta lista"),
        ({"area": "99"}, "no se ofrece aquí"),
        ({"one_programme": "1"}, "no ambas cosas"),
    ],
)
def test_a_wrong_form_is_told_and_changes_nothing(
    client: Client, tuxtla: Territory, grants: Programme, wrong: dict[str, str], sentence: str
) -> None:
    wrong = {name: str(grants.pk) if name == "one_programme" else value for name, value in wrong.items()}
    answer = count(client, tuxtla, as_csv(rows()), **(CHOSEN | wrong))
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not BeneficiaryCounting.objects.exists()


def test_a_list_without_a_header_counts_its_first_person_and_names_no_one(
    client: Client, tuxtla: Territory, grants: Programme
) -> None:
    content = as_csv(rows()[1:])
    form = second_step(client, tuxtla, content) | FACTS | CHOSEN
    answer = client.post(address(tuxtla), {**form, "file": attached(content)})
    counting = BeneficiaryCounting.objects.get()
    assert answer.status_code == 302
    assert counting.rows == 20
    assert counting.columns["area"] == "(D)"


def test_a_person_in_the_list_twice_counts_once(client: Client, tuxtla: Territory, area: Territory) -> None:
    content = "Folio;Colonia\n" + "A1;Patria Nueva\na-1;Patria Nueva\n;Patria Nueva\n;Patria Nueva\n"
    assert count(client, tuxtla, content, area="1", person="0").status_code == 302
    assert BeneficiaryCount.objects.get().persons == 3


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7"])
def test_what_is_no_table_is_told_on_the_first_step(
    client: Client, tuxtla: Territory, content: bytes
) -> None:
    answer = client.post(address(tuxtla), {"step": "header", "file": attached(content)})
    assert answer.status_code == 422
    assert "govuk-error-message" in text_of(answer)


def test_other_municipality_wrong_role_wrong_method_and_no_token(
    stranger: User, member: User, liaison: User, tuxtla: Territory, area: Territory, client_of: ClientOf
) -> None:
    form = {"step": "header", "file": attached("Colonia\nCentro\n")}
    assert client_of(stranger).post(address(tuxtla), form).status_code == 404
    assert client_of(member).get(address(tuxtla)).status_code == 403
    assert client_of(member).put(address(tuxtla)).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(liaison)
    assert strict.post(address(tuxtla), form).status_code == 403
    assert not BeneficiaryCounting.objects.exists()
