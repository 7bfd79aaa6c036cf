"""The workbook of the mapping coming back: which record a row and a cell mean, what a new row must say."""

import io

from django.urls import reverse
from openpyxl import Workbook, load_workbook

from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from diagnosis.models import Factor, Zone
from mapping.models import (
    CoordinationSpace,
    Institution,
    LocalOffer,
    OfferCoverage,
    Office,
    PastIntervention,
    Programme,
    SpaceMember,
)
from tests.cast import ClientOf
from tests.mapping.conftest import MakeOffer, MakeProgramme
from tests.mapping.test_exchange_pages import changed, confirm, download, send


def test_records_of_one_name_are_told_apart(
    liaison: User, tuxtla: Territory, chiapas: Territory, client_of: ClientOf
) -> None:
    mexico, client = chiapas.parent, client_of(liaison)
    assert mexico is not None
    federal, state = (
        Institution.objects.create(territory=place, name="Salud", level=level, sector="government")
        for place, level in ((mexico, "federal"), (chiapas, "state"))
    )
    space = CoordinationSpace.objects.create(territory=tuxtla, name="Comisión", level="municipal")
    seat = SpaceMember.objects.create(
        territory=tuxtla, space=space, institution=federal, constituency="government"
    )
    content = download(client, tuxtla, "workbook")
    seats = load_workbook(io.BytesIO(content)).worksheets[9]
    assert seats["C2"].value == f"Salud [I{federal.pk}]"
    title = seats.title

    def change(book: Workbook) -> None:
        page = book[title]
        page["E2"] = "secretariat"
        past = book.worksheets[10]
        past.append([None, "Piloto", "sectoral", f"Salud [I{state.pk}]"])
        past.append([None, "Otra", "sectoral", "Salud"])  # which of the two nobody can know

    address = send(client, tuxtla, changed(content, change)).headers["Location"]
    page = client.get(address).content.decode()
    assert f"Salud [I{min(federal.pk, state.pk)}]" in page
    assert confirm(client, address).status_code == 302
    seat.refresh_from_db()
    assert (seat.institution, seat.role) == (federal, "secretariat")
    assert [one.pk for one in PastIntervention.objects.get().institutions.all()] == [state.pk]


def test_rows_keep_what_they_belong_to_when_it_is_renamed(
    liaison: User,
    tuxtla: Territory,
    dif: Institution,
    zone_a: Zone,
    make_programme: MakeProgramme,
    make_offer: MakeOffer,
    client_of: ClientOf,
) -> None:
    client, programme = client_of(liaison), make_programme("Becas")
    offer = LocalOffer.objects.filter(programme=programme).first() or make_offer(programme)
    OfferCoverage.objects.update_or_create(offer=offer, zone=zone_a, defaults={"reaches": "no"})
    Office.objects.create(territory=tuxtla, institution=dif, name="Módulo")

    def change(book: Workbook) -> None:
        book.worksheets[1]["B2"] = "Otro nombre"
        book.worksheets[2]["D2"] = "Calle 5"
        book.worksheets[5]["C2"] = "Otras becas"
        book.worksheets[6]["F2"] = "familias"
        book.worksheets[7]["F2"] = "yes"
        book.worksheets[7]["G2"] = 7
        book.worksheets[7].append([None, dif.name, "Becas", 1999, "A", "yes", 3])

    address = send(client, tuxtla, changed(download(client, tuxtla, "workbook"), change)).headers["Location"]
    assert "1999" in client.get(address).content.decode()  # told before saving, not by refusing to save
    done = confirm(client, address)
    assert done.status_code == 302, done.content.decode()
    assert Institution.objects.get().name == "Otro nombre"
    assert Office.objects.get().address == "Calle 5"
    assert Programme.objects.get().name == "Otras becas"
    assert OfferCoverage.objects.get(zone=zone_a).places == 7


def test_rows_that_nobody_can_place_are_refused(
    liaison: User, tuxtla: Territory, dif: Institution, school: Factor, client_of: ClientOf
) -> None:
    client = client_of(liaison)
    Institution.objects.create(territory=tuxtla, name="Unión", level="none", sector="workers")
    content = download(client, tuxtla, "workbook")

    def change(book: Workbook) -> None:
        page = book.worksheets[1]
        page["A3"] = page["A2"].value  # a copied row
        page.append([None, "Sin _x000B_nada"])
        page.append([None, "Casa Nueva", "", "Municipal", "Gobierno"])
        page.append([None, "casa  NUEVA ", "", "Municipal", "Gobierno"])
        book.worksheets[5].append([None, dif.name, "Sin nivel"])

    address = send(client, tuxtla, changed(content, change)).headers["Location"]
    page = client.get(address).content.decode()
    assert "o nada" not in page  # the button saves the rows that are not refused
    number = address.rstrip("/").split("/")[-1]
    answer = client.get(reverse("exchange-to-mend", args=[tuxtla.path, number]))
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]
    to_mend = load_workbook(io.BytesIO(answer.content))
    assert [sheet.max_row for sheet in to_mend] == [5, 2]
    assert confirm(client, address).status_code == 302
    assert sorted(Institution.objects.values_list("name", flat=True)) == ["Casa Nueva", dif.name, "Unión"]
    assert not Programme.objects.exists()

    def mend(book: Workbook) -> None:
        page = book.worksheets[0]
        page.delete_rows(2, 2)
        page.delete_rows(3)
        page["D2"], page["E2"] = "Municipal", "Gobierno"
        del book[book.worksheets[1].title]

    again = send(client, tuxtla, changed(answer.content, mend)).headers["Location"]
    assert 'name="gone"' not in client.get(again).content.decode()  # the other rows were never missing
    assert confirm(client, again).status_code == 302
    assert Institution.objects.count() == 4


def test_the_report_stands_a_programme_without_level(
    liaison: User, tuxtla: Territory, make_programme: MakeProgramme, client_of: ClientOf
) -> None:
    Programme.objects.filter(pk=make_programme("Antiguo").pk).update(level="")
    answer = client_of(liaison).get(reverse("mapping-report", args=[tuxtla.path]))
    assert answer.status_code == 200
    assert "Antiguo" in answer.content.decode()
