"""The mapping as files: what goes out, and what comes in, looked at before it is saved."""

import csv
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook
from pytest_django import DjangoAssertNumQueries

from clrisk_site.files.models import Upload
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from diagnosis.models import Factor, Zone
from mapping.models import (
    Competence,
    CoordinationSpace,
    Institution,
    LocalOffer,
    OfferCoverage,
    Office,
    Official,
    PastIntervention,
    Programme,
    ProgrammeFactor,
    SpaceMember,
)
from tests.cast import ClientOf
from tests.mapping.conftest import MakeOffer, MakeProgramme
from tests.mapping.directories import INVENTED, archive_of, rows_in

type Change = Callable[[Workbook], object]


@pytest.fixture
def mapped(
    tuxtla: Territory,
    dif: Institution,
    school: Factor,
    zone_a: Zone,
    make_programme: MakeProgramme,
    make_offer: MakeOffer,
) -> Programme:
    """One row in each sheet."""
    programme = make_programme("Becas =1+1")
    ProgrammeFactor.objects.create(programme=programme, factor=school)
    offer = LocalOffer.objects.filter(programme=programme).first() or make_offer(programme)
    LocalOffer.objects.update(places_per_year=30, unit_cost_mxn="1200.50", obstacles="Uno,\ndos ")
    OfferCoverage.objects.update_or_create(
        offer=offer, zone=zone_a, defaults={"reaches": "yes", "places": 30}
    )
    Office.objects.create(territory=tuxtla, institution=dif, name="Módulo", address="Calle 1\nPiso 2")
    Official.objects.create(territory=tuxtla, institution=dif, post="Directora", name="Susana Canario")
    Competence.objects.create(
        territory=tuxtla, institution=dif, factor=school, nature="execute", document="Ley X"
    )
    space = CoordinationSpace.objects.create(territory=tuxtla, name="Comisión", level="municipal", will=3)
    SpaceMember.objects.create(territory=tuxtla, space=space, institution=dif, constituency="government")
    past = PastIntervention.objects.create(territory=tuxtla, name="Piloto", kind="sectoral", year_from=2015)
    past.institutions.add(dif)
    past.factors.add(school)
    return programme


def download(client: Client, territory: Territory, form: str) -> bytes:
    answer = client.get(reverse("exchange-export", args=[territory.path, form]))
    assert answer.status_code == 200
    return answer.content


def send(client: Client, territory: Territory, content: bytes, file_name: str = "m.xlsx", **more: str) -> Any:
    file = SimpleUploadedFile(file_name, content)
    return client.post(reverse("exchange-send", args=[territory.path]), {**more, "file": file})


def confirm(client: Client, address: str, **more: str) -> Any:
    page = client.get(address).content.decode()
    mark = re.search(r'name="mark" value="([^"]*)"', page)
    assert mark is not None
    return client.post(address, {"mark": mark[1], **more})


def changed(content: bytes, change: Change) -> bytes:
    book = load_workbook(io.BytesIO(content))
    change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def put(sheet: str, row: int, header: str, value: object) -> Change:
    def change(book: Workbook) -> None:
        page: Any = book[sheet]
        headers = [cell.value for cell in page[1]]
        page.cell(row, headers.index(header) + 1).value = value

    return change


def test_the_workbook_comes_back_as_the_same(
    liaison: User, tuxtla: Territory, mapped: Programme, client_of: ClientOf
) -> None:
    client = client_of(liaison)
    asked = client.get(reverse("exchange-export", args=[tuxtla.path, "workbook"]))
    assert "libro-del-mapeo-" in asked.headers["Content-Disposition"]
    content = asked.content
    book = load_workbook(io.BytesIO(content))
    assert b"Canario" not in content
    assert "Canario" not in str([[cell.value for cell in row] for page in book for row in page.iter_rows()])
    assert [page.max_row for page in book.worksheets[1:-1]] == [2, 2, 1, 2, 2, 2, 2, 2, 2, 2]
    assert any(page.data_validations.dataValidation for page in book.worksheets)
    answer = send(client, tuxtla, content)
    assert answer.status_code == 302, answer.content.decode()
    page = client.get(answer.headers["Location"]).content.decode()
    assert "No hay nada que guardar" in page
    assert 'name="mark"' in page
    assert Upload.objects.count() == 1


def test_rows_are_changed_and_added_by_one_confirmation(
    liaison: User, tuxtla: Territory, mapped: Programme, client_of: ClientOf
) -> None:
    client = client_of(liaison)

    def change(book: Workbook) -> None:
        institutions, programmes = book.worksheets[1], book.worksheets[5]
        institutions["B2"] = "DIF nuevo"
        institutions.append([None, "Escuela Uno", "", "Municipal", "Gobierno"])
        programmes["B2"] = "DIF nuevo"
        headers = [cell.value for cell in programmes[1]]
        row: list[str | None] = [None] * len(headers)
        row[1], row[2], row[3] = "Escuela Uno", "Talleres", "Municipal"
        programmes.append(row)
        for place in (2, 4, 6, 7, 9, 10):
            for line in book.worksheets[place].iter_rows(min_row=2):
                for cell in line:
                    cell.value = "DIF nuevo" if cell.value == "DIF" else cell.value

    answer = send(client, tuxtla, changed(download(client, tuxtla, "workbook"), change))
    address = answer.headers["Location"]
    assert Institution.objects.count() == 1  # nothing before the confirmation
    done = confirm(client, address)
    assert done.status_code == 302, done.content.decode()
    assert sorted(Institution.objects.values_list("name", flat=True)) == ["DIF nuevo", "Escuela Uno"]
    assert Programme.objects.get(name="Talleres").institution.name == "Escuela Uno"
    assert Programme.objects.count() == 2
    assert set(mapped.factor_links.values_list("strength", flat=True)) == {"direct"}
    assert AuditEntry.objects.filter(action="mapping.exchange").exists()
    assert client.get(address).status_code == 404


def test_pressed_twice_it_is_saved_once(
    liaison: User, tuxtla: Territory, mapped: Programme, client_of: ClientOf
) -> None:
    client = client_of(liaison)
    content = changed(
        download(client, tuxtla, "workbook"),
        lambda book: book.worksheets[10].append([None, "Otra", "Sectoral"]),
    )
    address = send(client, tuxtla, content).headers["Location"]
    page = client.get(address).content.decode()
    fields = dict(re.findall(r'<input type="hidden" name="(mark|submission)" value="([^"]*)"', page))
    first, second = client.post(address, fields), client.post(address, fields)
    assert first.headers["Location"] == second.headers["Location"]
    assert AuditEntry.objects.filter(action="mapping.exchange").count() == 1


def test_deleted_rows_are_asked_about(
    liaison: User, tuxtla: Territory, mapped: Programme, client_of: ClientOf
) -> None:
    client = client_of(liaison)

    def delete(book: Workbook) -> None:
        book.worksheets[10].delete_rows(2)
        book.worksheets[9].delete_rows(2)
        book.worksheets[1].delete_rows(2)  # offices, seats and programmes rest on it
        del book[book.worksheets[8].title]  # a sheet that is not there says nothing

    content = changed(download(client, tuxtla, "workbook"), delete)
    address = send(client, tuxtla, content).headers["Location"]
    page = client.get(address).content.decode()
    assert "Piloto" in page
    assert 'value="keep" checked' in page
    refused = confirm(client, address, gone="remove")  # something rests on the institution
    assert refused.status_code == 409
    assert PastIntervention.objects.count() == SpaceMember.objects.count() == 1
    kept = confirm(client, address, gone="keep")  # nothing else changes, so there is nothing to do
    assert kept.status_code == 409
    content = changed(download(client, tuxtla, "workbook"), lambda book: book.worksheets[10].delete_rows(2))
    address = send(client, tuxtla, content).headers["Location"]
    assert confirm(client, address, gone="remove").status_code == 302
    assert not PastIntervention.objects.exists()
    assert CoordinationSpace.objects.count() == Institution.objects.count() == 1
    assert AuditEntry.objects.filter(action="pastintervention.delete").exists()


def test_wrong_rows_come_back_annotated_and_change_nothing(
    liaison: User, tuxtla: Territory, mapped: Programme, client_of: ClientOf
) -> None:
    client = client_of(liaison)

    def spoil(book: Workbook) -> None:
        book.worksheets[1].append([None, "Sin nivel", "", "Municipal", "Academia"])
        book.worksheets[5]["B2"] = "Nadie la conoce"
        book.worksheets[10].append(["A999", "Otra", "sectoral"])
        book.worksheets[7].append([None, "DIF", mapped.name, 2024, "Z", "yes", -3])
        book.worksheets[10].append([None, "Con años al revés", "sectoral", "", "", 2015, 2010])

    address = send(client, tuxtla, changed(download(client, tuxtla, "workbook"), spoil)).headers["Location"]
    page = client.get(address).content.decode()
    assert "Nadie la conoce" in page
    answer = client.get(reverse("exchange-to-mend", args=[tuxtla.path, address.rstrip("/").split("/")[-1]]))
    book = load_workbook(io.BytesIO(answer.content))
    said = [row[-1] for sheet in book for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert len(said) == 5
    assert all(str(words).startswith(("Fila", "Renglón", "Row")) for words in said)
    assert confirm(client, address).status_code == 409
    assert Institution.objects.count() == PastIntervention.objects.count() == 1


def test_two_persons_at_once(
    liaison: User, tuxtla: Territory, mapped: Programme, client_of: ClientOf
) -> None:
    client = client_of(liaison)
    content = download(client, tuxtla, "workbook")
    rename = changed(content, put(load_workbook(io.BytesIO(content)).sheetnames[1], 2, "Siglas", "SMDIF"))
    address = send(client, tuxtla, rename).headers["Location"]
    page = client.get(address).content.decode()
    Institution.objects.update(acronym="Otra", version=5)
    mark = re.search(r'name="mark" value="([^"]*)"', page)
    assert mark is not None
    answer = client.post(address, {"mark": mark[1]})
    assert answer.status_code == 409
    assert "Otra" in answer.content.decode()  # what the other person wrote stands beside what the file says
    assert Institution.objects.get().acronym == "Otra"
    assert confirm(client, address).status_code == 302
    assert Institution.objects.get().acronym == "SMDIF"


def test_a_table_with_hashtags_and_p_codes(
    liaison: User, tuxtla: Territory, mapped: Programme, client_of: ClientOf
) -> None:
    text = download(client_of(liaison), tuxtla, "who-does-what-where").decode("utf-8-sig")
    heads, tags, whole, row = csv.reader(io.StringIO(text))
    assert len(heads) == len(tags) == len(row) == len(whole)
    assert heads[tags.index("#adm1 +name")] == "Estado"
    of_all = dict(zip(tags, whole, strict=True))
    assert (of_all["#loc +name"], of_all["#meta +reach"]) == ("", "1 de 1 zonas")
    told = dict(zip(tags, row, strict=True))
    assert (told["#adm2 +code"], told["#adm1 +code"]) == ("MX07101", "MX07")
    assert told["#activity +name"] == mapped.name
    assert told["#loc +name"].startswith("A")
    assert told["#capacity +zone"] == "30"
    # Once for the programme: a sum over its zones would count them again.
    assert (of_all["#capacity +year"], told["#capacity +year"]) == ("30", "")


def test_a_directory_by_its_page(liaison: User, tuxtla: Territory, client_of: ClientOf) -> None:
    client, content = client_of(liaison), archive_of(INVENTED)
    unnamed = send(client, tuxtla, content, "d.zip")
    assert unnamed.status_code == 422
    assert not Upload.objects.exists()
    address = send(client, tuxtla, content, "d.zip", name="Prueba", sector="civil_society").headers[
        "Location"
    ]
    page = client.get(address).content.decode()
    assert "Canario" not in page
    assert confirm(client, address).status_code == 302
    assert "Prueba" in client.get(reverse("mapping-exchange", args=[tuxtla.path])).content.decode()
    assert rows_in(download(client, tuxtla, "directory"))["services"][0]["name"] == "Círculo de lectura"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "vacio.xlsx"),
        (b"PK\x03\x04 no", "roto.zip"),
        (b"nombre,edad\nAna,9\n", "x.csv"),
        (archive_of({"cartas.csv": "a,b\n1,2\n"}), "otro.zip"),
    ],
)
def test_other_files_are_refused(
    liaison: User, tuxtla: Territory, client_of: ClientOf, content: bytes, name: str
) -> None:
    answer = send(client_of(liaison), tuxtla, content, name)
    assert answer.status_code == 422
    assert name in answer.content.decode() or not content
    assert not Upload.objects.exists()


def test_pages_ask_little_and_the_empty_one_teaches(
    liaison: User,
    tuxtla: Territory,
    client_of: ClientOf,
    dif: Institution,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_of(liaison)
    with django_assert_max_num_queries(25):
        assert client.get(reverse("mapping-exchange", args=[tuxtla.path])).status_code == 200
    for number in range(40):
        Programme.objects.create(territory=tuxtla, institution=dif, name=f"P{number}", level="municipal")
    address = send(client, tuxtla, download(client, tuxtla, "workbook")).headers["Location"]
    with django_assert_max_num_queries(45):  # ten sheets are held against what is stored
        assert client.get(address).status_code == 200
