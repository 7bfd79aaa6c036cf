"""The mapping as files: workbook, HXL table and directory out, and what comes in, looked at before it is saved."""

import csv
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from clrisk_site.files.models import Upload
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from diagnosis.models import Factor, Zone
from mapping.models import (
    Competence,
    CoordinationSpace,
    Institution,
    LocalOffer,
    Office,
    OfferCoverage,
    Official,
    PastIntervention,
    Programme,
    ProgrammeFactor,
    SpaceMember,
)
from tests.cast import ClientOf
from tests.mapping.conftest import MakeOffer, MakeProgramme
from tests.mapping.directories import INVENTED, archive_of

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


def send(client: Client, territory: Territory, content: bytes, name: str = "m.xlsx", **more: str) -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("exchange-send", args=[territory.path]), {**more, "file": file})


def confirm(client: Client, address: str, **more: str) -> HttpResponse:
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
    content = download(client, tuxtla, "workbook")
    book = load_workbook(io.BytesIO(content))
    assert b"Canario" not in content
    assert "Canario" not in str([[cell.value for cell in row] for page in book for row in page.iter_rows()])
    assert [page.max_row for page in book.worksheets[1:-1]] == [2, 2, 1, 2, 2, 2, 2, 2, 2, 2]
    assert any(page.data_validations.dataValidation for page in book.worksheets)
    answer = send(client, tuxtla, content)
    assert answer.status_code == 302, answer.content.decode()
    page = client.get(answer.headers["Location"]).content.decode()
    assert "No hay nada que guardar" in page or "There is nothing to save" in page
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
        row = [None] * len(headers)
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
