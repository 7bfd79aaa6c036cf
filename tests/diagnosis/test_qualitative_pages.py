"""Qualitative work: exercises, who took part, findings; no person is named, and few are not told."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from diagnosis.models import Finding, ParticipantGroup, QualitativeInstrument
from tests.cast import ClientOf
from tests.diagnosis.evidence_rows import make_finding, make_instrument
from tests.diagnosis.places import draw_zone, make_factor

PATH = "MX.07.101"
TYPED = {
    "method": "group",
    "title": "Grupo de maestras",
    "held_on": "07/04/2026",
    "consent": "spoken",
    "role_1": "maestras",
    "sex_1": "girls",
    "band_1": "18_plus",
    "persons_1": "7",
}
SECOND = {"role_2": "adolescentes", "sex_2": "all", "band_2": "15_17", "persons_2": "30"}


@pytest.fixture
def editor(liaison: User, client_of: ClientOf) -> Client:
    return client_of(liaison)


def test_an_exercise_keeps_groups_and_refuses_names(
    editor: Client, tuxtla: Territory, member: User, client_of: ClientOf
) -> None:
    new = reverse("instrument-create", args=[PATH])
    assert (
        "Aún no se registra ninguna entrevista"
        in editor.get(reverse("qualitative", args=[PATH])).content.decode()
    )
    for wrong, words in (
        ({"title": "Entrevista con María López"}, "«María López» parece el nombre de una persona"),
        ({"role_1": "Juan Pérez"}, "parece el nombre"),
        ({"note": "CURP GOMC100203MCSMRR09"}, "Quite el número"),
        ({"persons_1": ""}, "Complete esta fila"),
        ({"persons_1": "0"}, ""),
        ({"role_1": "", "persons_1": "4"}, "Complete esta fila"),
        ({**SECOND, "role_2": "Maestras", "sex_2": "girls", "band_2": "18_plus"}, "aparece dos veces"),
        ({"consent": "not_needed"}, "Participaron personas"),
        ({"held_on": "07/04/2126"}, "Esta fecha aún no llega"),
    ):
        answer = editor.post(new, {**TYPED, **wrong})
        assert answer.status_code == 422, wrong
        assert words in answer.content.decode(), wrong
    assert not QualitativeInstrument.objects.exists()
    assert not AuditEntry.objects.exists()
    named = {**TYPED, "title": "Grupo en la colonia Ana María Gómez"}
    refused = editor.post(new, named).content.decode()
    assert "nobody_named" in refused
    assert editor.post(new, {**named, **SECOND, "nobody_named": "on"}).status_code == 302

    instrument = QualitativeInstrument.objects.get()
    assert ParticipantGroup.objects.count() == 2
    told = AuditEntry.objects.get(action="qualitativeinstrument.participants")
    assert "7" not in str(told.changes["participants"]).replace("15_17", "")
    assert "Grupo en la colonia" in editor.get(reverse("history", args=[PATH])).content.decode()
    address = reverse("instrument", args=[PATH, instrument.pk])
    page = editor.get(address).content.decode()
    assert "37" in page
    assert "no consta su consentimiento" not in page
    outside = client_of(member).get(address).content.decode()
    assert "No se muestra" in outside
    assert ">7<" not in outside
    edit = reverse("instrument-edit", args=[PATH, instrument.pk])
    assert 'value="maestras"' in editor.get(edit).content.decode()
    less = {**TYPED, **SECOND, "role_1": "", "sex_1": "", "band_1": "", "persons_1": "", "version": 1}
    assert editor.post(edit, {**less, "consent": "unknown"}).status_code == 302
    assert ParticipantGroup.objects.get().role == "adolescentes"
    assert "no consta su consentimiento" in editor.get(address).content.decode()
    assert editor.post(edit, {**less, "title": "Otro"}).status_code == 409


def test_findings_are_tied_to_factor_and_zone(editor: Client, tuxtla: Territory) -> None:
    school, zone = make_factor("school"), draw_zone(tuxtla, "A", [])
    instrument = make_instrument(zone)
    new = reverse("finding-create", args=[PATH, instrument.pk])
    typed = {
        "factor": school.pk,
        "strength": "raises",
        "zone": zone.pk,
        "text": "Faltan para cuidar hermanos.",
    }
    for wrong, words in (
        ({"factor": ""}, "Elija el factor"),
        ({"text": "Lo dijo Rosa de la Cruz."}, "parece el nombre"),
        ({"text": ""}, ""),
        ({"strength": "causes"}, ""),
    ):
        answer = editor.post(new, {**typed, **wrong})
        assert answer.status_code == 422, wrong
        assert words in answer.content.decode()
    assert not Finding.objects.exists()
    assert editor.post(new, typed).status_code == 302
    finding = Finding.objects.get()
    assert (finding.instrument, finding.zone) == (instrument, zone)
    assert AuditEntry.objects.get().action == "finding.create"
    listed = editor.get(reverse("qualitative", args=[PATH])).content.decode()
    assert "Se realizó 1 ejercicio. 1 hallazgo habla de 1 de los factores." in listed
    narrowed = editor.get(reverse("qualitative", args=[PATH]) + "?strength=lowers").content.decode()
    assert "Ningún hallazgo corresponde" in narrowed
    assert "cuidar hermanos" in editor.get(reverse("factor", args=[PATH, school.pk])).content.decode()
    sheet = editor.get(reverse("findings-export", args=[PATH, "csv"])).content.decode("utf-8-sig")
    assert "cuidar hermanos" in sheet
    edit = reverse("finding-edit", args=[PATH, finding.pk])
    assert editor.post(edit, {**typed, "strength": "unclear", "version": 1}).status_code == 302
    assert editor.post(edit, {**typed, "version": 1}).status_code == 409
    keep = reverse("instrument-remove", args=[PATH, instrument.pk])
    assert "Este ejercicio tiene hallazgos" in editor.post(keep, {"version": 1}, follow=True).content.decode()
    assert QualitativeInstrument.objects.exists()
    assert editor.post(reverse("finding-remove", args=[PATH, finding.pk]), {"version": 2}).status_code == 302
    assert editor.post(keep, {"version": 1}).status_code == 302
    assert not QualitativeInstrument.objects.exists()


def test_pages_cost_the_same_for_one_and_for_fifty(
    editor: Client,
    tuxtla: Territory,
    django_assert_max_num_queries: Callable[..., CaptureQueriesContext],
) -> None:
    school, zone = make_factor("school"), draw_zone(tuxtla, "A", [])
    instrument = make_instrument(zone)
    make_finding(instrument, school, zone)
    addresses = [
        reverse("qualitative", args=[PATH]),
        reverse("instrument", args=[PATH, instrument.pk]),
        reverse("factor", args=[PATH, school.pk]),
    ]
    ones = []
    for address in addresses:
        editor.get(address)
        with django_assert_max_num_queries(25) as one:
            editor.get(address)
        ones.append(len(one))
    for _ in range(49):
        make_finding(make_instrument(zone), school, zone)
        make_finding(instrument, school, zone)
    for address, cost in zip(addresses, ones, strict=True):
        with django_assert_max_num_queries(25) as fifty:
            editor.get(address)
        assert len(fifty) == cost, address
