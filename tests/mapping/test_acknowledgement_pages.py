"""Acknowledgements of the definition: who did, who may note it, and when it is possible."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from diagnosis.models import DefinitionSheet
from mapping.models import DefinitionAcknowledgement, Institution
from mapping.queries.acknowledgements import acknowledged_by
from tests.cast import ClientOf


@pytest.fixture
def sheet(tuxtla: Territory, liaison: User) -> DefinitionSheet:
    return DefinitionSheet.objects.create(
        territory=tuxtla,
        legal="Ley",
        operational="INEGI",
        working="5 a 17 años",
        frozen_at=timezone.now() - dt.timedelta(days=10),
        frozen_by=liaison,
    )


def day(ago: int) -> str:
    return (timezone.localdate() - dt.timedelta(days=ago)).strftime("%d/%m/%Y")


def test_liaison_notes_that_an_institution_acknowledged(
    liaison: User, tuxtla: Territory, dif: Institution, sheet: DefinitionSheet, client_of: ClientOf
) -> None:
    client = client_of(liaison)
    data = {"institution": dif.pk, "acknowledged_on": day(3)}
    assert client.post(reverse("acknowledgement-create", args=[tuxtla.path]), data).status_code == 302
    assert acknowledged_by(sheet) == {dif.pk}
    page = client.get(reverse("acknowledgements", args=[tuxtla.path]))
    assert page.context["lead"] == "1 de 1 instituciones acusaron de recibida la definición en vigor."
    assert "1 de 1" in client.get(reverse("mapping", args=[tuxtla.path])).content.decode()


@pytest.mark.parametrize(
    ("ago", "sentence"),
    [(-2, "está en el futuro"), (30, "entró en vigor después"), (None, "Escriba la fecha")],
)
def test_a_date_that_cannot_be_is_refused(
    liaison: User,
    tuxtla: Territory,
    dif: Institution,
    sheet: DefinitionSheet,
    client_of: ClientOf,
    ago: int | None,
    sentence: str,
) -> None:
    data = {"institution": dif.pk, "acknowledged_on": "" if ago is None else day(ago)}
    answer = client_of(liaison).post(reverse("acknowledgement-create", args=[tuxtla.path]), data)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not DefinitionAcknowledgement.objects.exists()


def test_an_institution_acknowledges_once(
    liaison: User, tuxtla: Territory, dif: Institution, sheet: DefinitionSheet, client_of: ClientOf
) -> None:
    client, address = client_of(liaison), reverse("acknowledgement-create", args=[tuxtla.path])
    data = {"institution": dif.pk, "acknowledged_on": day(3)}
    client.post(address, data)
    assert client.post(address, data).status_code == 422
    assert DefinitionAcknowledgement.objects.count() == 1


def test_without_a_definition_in_force_nobody_can_acknowledge(
    liaison: User, tuxtla: Territory, dif: Institution, client_of: ClientOf
) -> None:
    answer = client_of(liaison).get(reverse("acknowledgement-create", args=[tuxtla.path]), follow=True)
    assert "Aún no hay definición en vigor" in answer.content.decode()


def test_other_municipality_wrong_role_wrong_method(
    stranger: User, member: User, tuxtla: Territory, sheet: DefinitionSheet, client_of: ClientOf
) -> None:
    address = reverse("acknowledgement-create", args=[tuxtla.path])
    assert client_of(stranger).get(address).status_code == 404
    assert client_of(member).get(address).status_code == 403
    assert client_of(member).get(reverse("acknowledgements", args=[tuxtla.path])).status_code == 200
    assert client_of(member).post(reverse("acknowledgements", args=[tuxtla.path])).status_code == 405


def test_an_acknowledgement_of_an_earlier_sheet_no_longer_counts_and_says_so(
    liaison: User, tuxtla: Territory, dif: Institution, sheet: DefinitionSheet, client_of: ClientOf
) -> None:
    client, address = client_of(liaison), reverse("acknowledgements", args=[tuxtla.path])
    seen = DefinitionAcknowledgement.objects.create(
        territory=tuxtla, sheet=sheet, institution=dif, acknowledged_on=timezone.localdate()
    )
    assert client.get(address).context["acknowledged"][0].found == seen
    newer = DefinitionSheet.objects.create(
        territory=tuxtla,
        legal="Ley",
        operational="INEGI",
        working="12 a 17 años",
        frozen_at=timezone.now(),
        frozen_by=liaison,
    )
    page = client.get(address)
    html = page.content.decode()
    assert page.context["lead"].startswith("0 de 1")
    assert "1 más acusó recibo de una anterior" in html
    assert f"Acusó recibo de D-{sheet.pk}" in html
    noting = f"{reverse('acknowledgement-create', args=[tuxtla.path])}?institution={dif.pk}"
    assert noting in html
    form = client.get(noting)
    assert f'value="{dif.pk}" selected' in form.content.decode()
    assert f"D-{newer.pk}" in form.content.decode()


def test_an_acknowledgement_noted_by_mistake_is_removed_at_its_version(
    liaison: User, tuxtla: Territory, dif: Institution, sheet: DefinitionSheet, client_of: ClientOf
) -> None:
    seen = DefinitionAcknowledgement.objects.create(
        territory=tuxtla, sheet=sheet, institution=dif, acknowledged_on=timezone.localdate()
    )
    client, address = client_of(liaison), reverse("acknowledgement-remove", args=[tuxtla.path, seen.pk])
    client.post(address, {"version": "7"})
    assert DefinitionAcknowledgement.objects.exists()
    client.post(address, {"version": "1"})
    assert not DefinitionAcknowledgement.objects.exists()
