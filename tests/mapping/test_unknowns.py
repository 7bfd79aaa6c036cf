"""What remains unknown: which questions, of whom, on the page and in files; the report and the gap sheets."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from clrisk_site.figures.kleene import Known
from clrisk_site.files.documents.content import Table
from clrisk_site.files.models import DocumentFormat
from clrisk_site.files.registry import DocumentNotPossible, Order
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from diagnosis.models import Factor, PopulationBasis, Zone
from mapping.documents.report import document, gap_sheets
from mapping.documents.report.written import html_of
from mapping.eligibility import Admission, OfferFacts, judge
from mapping.models import (
    Competence,
    Handling,
    Institution,
    Interview,
    InterviewNote,
    Official,
    Programme,
)
from mapping.queries.unknowns import unknowns_of
from mapping.unknowns import OfferKnown, questions_on, questions_on_definition
from tests.cast import ClientOf
from tests.mapping.conftest import MakeNeed, MakeOffer, MakeProgramme, make_zone

_ELIGIBLE = OfferFacts(Known.YES, Known.YES, Known.UNKNOWN, Admission.YES, Known.YES, Known.YES)


def _offer(**values: object) -> OfferKnown:
    known = dict.fromkeys(
        ("has_places", "has_free_places", "says_who_decides", "says_register", "is_confirmed"), True
    )
    return OfferKnown(**{**known, **values})  # type: ignore[arg-type]  # named values of a test


def test_only_what_could_still_decide_is_asked() -> None:
    eligible = judge(_ELIGIBLE)
    assert questions_on(eligible, _offer(), has_requirements=True) == ()
    asked = questions_on(eligible, _offer(is_confirmed=False, zones_open=2), has_requirements=False)
    assert [str(one) for one in asked] == [
        "Which zones does it reach? Of 2 it is not known.",
        "Which document confirms that an action line may rest on it?",
        "What must a family bring and fulfil to be admitted?",
    ]
    stopped = judge(OfferFacts(operating=Known.NO))
    assert questions_on(stopped, _offer(has_places=False), has_requirements=False) == ()
    unknown = judge(OfferFacts(has_offer=False))
    assert str(questions_on(unknown, None, has_requirements=True)[0]).startswith("Is the programme offered")
    assert len(questions_on_definition(runs=Known.UNKNOWN, has_requirements=False)) == 2
    assert questions_on_definition(runs=Known.NO, has_requirements=False) == ()


@pytest.fixture
def mapped(
    make_programme: MakeProgramme,
    make_offer: MakeOffer,
    make_need: MakeNeed,
    school: Factor,
    state_education: Institution,
    zone_a: Zone,
    zone_b: Zone,
) -> None:
    make_need(school, zone_a, 1000)
    few = make_need(school, zone_b, 7)
    few.basis = PopulationBasis.MEASURED
    few.save()
    make_offer(
        make_programme("Becas", school, requirements="CURP"),
        {zone_a: 400},
        places_per_year=400,
        places_used=3,
        places_available=397,
        decided_by="Junta",
        register_shareable="no",
        funding_established="yes",
        admits_new="yes",
    )
    make_programme("Inventario", institution=state_education)


def test_the_agenda_is_by_institution_and_programme(
    mapped: None, liaison: User, tuxtla: Territory, dif: Institution, client_of: ClientOf
) -> None:
    client: Client = client_of(liaison)
    Interview.objects.create(territory=tuxtla, institution=dif)
    answer = client.get(reverse("unknowns", args=[tuxtla.path]))
    first, second = answer.context["groups"]
    assert first["name"] == "Secretaría de Educación"
    assert first["programmes"][0]["questions"][0] == "¿El programa se ofrece en este municipio?"
    assert first["plan_url"].endswith(f"?institution={Institution.objects.get(name=first['name']).pk}")
    assert second["programmes"][0]["questions"] == ["¿A qué zonas llega? De 1 no se sabe."]
    assert second["asked"] == ["¿Qué norma le da facultades sobre el trabajo infantil o sobre los factores?"]
    assert second["interview_url"]
    assert not second["plan_url"]
    assert "Secretaría de Educación puede resolver la mayor parte." in answer.context["lead"]
    assert answer.context["reading"] == [
        "1 programa no se ha ligado a factores: Inventario.",
        "No se ha leído ninguna norma sobre: No asiste a la escuela.",
    ]
    only = client.get(reverse("unknowns", args=[tuxtla.path]), {"level": "municipal", "institution": "x"})
    assert [group["name"] for group in only.context["groups"]] == ["DIF · Sistema DIF municipal"]
    rows = client.get(reverse("unknowns-export", args=[tuxtla.path, "csv"])).content.decode("utf-8-sig")
    assert rows.count("Inventario") == len(first["programmes"][0]["questions"])
    above = client_of(liaison).get(reverse("unknowns", args=["MX.07"]))
    assert above.status_code in (403, 404)


def test_before_anything_is_recorded_the_page_says_what_it_is_for(
    liaison: User, tuxtla: Territory, client_of: ClientOf
) -> None:
    answer = client_of(liaison).get(reverse("unknowns", args=[tuxtla.path]))
    assert "Ninguna pregunta abierta" in answer.content.decode()
    assert "aún no se registra" in answer.context["lead"].lower()


def test_as_many_queries_for_fifty_programmes_as_for_one(
    mapped: None,
    liaison: User,
    tuxtla: Territory,
    school: Factor,
    zone_a: Zone,
    make_programme: MakeProgramme,
    make_offer: MakeOffer,
    client_of: ClientOf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client, address = client_of(liaison), reverse("unknowns", args=[tuxtla.path])
    client.get(address)  # what is read once per process is read before the count
    with django_assert_max_num_queries(25) as few:
        client.get(address)
    for number in range(50):
        make_offer(make_programme(f"P{number}", school), {zone_a: number})
    with django_assert_max_num_queries(25) as many:
        client.get(address)
    assert len(many) == len(few)
    agenda = unknowns_of(tuxtla)
    assert (agenda.programmes, agenda.open_programmes) == (52, 52)


def test_the_report_tells_all_parts_and_no_person_note_or_small_number(
    mapped: None, liaison: User, tuxtla: Territory, dif: Institution, client_of: ClientOf
) -> None:
    interview = Interview.objects.create(
        territory=tuxtla, institution=dif, interviewee_name="Canaria Nombre", incentives="canario incentivo"
    )
    for handling in Handling.values:
        InterviewNote.objects.create(
            territory=tuxtla, interview=interview, handling=handling, text=f"canario {handling}"
        )
    Official.objects.create(
        territory=tuxtla,
        institution=dif,
        name="Canaria Persona",
        post="Directora",
        email="canaria@example.org",
    )
    text = html_of(document.write_report(Order(tuxtla, "es", by=liaison)))
    for title in ("Resumen", "Instituciones y actores", "Programas por factor", "Espacios de coordinación"):
        assert title in text
    for title in ("Intervenciones pasadas", "Oferta y brechas", "Lo que aún no se sabe", "no dice"):
        assert title in text
    assert "¿El programa se ofrece en este municipio?" in text
    assert "canari" not in text.lower()
    assert "397" not in text  # free places would tell that three are in use
    page = client_of(liaison).get(reverse("mapping-report", args=[tuxtla.path]))
    assert page.status_code == 200
    assert "canari" not in page.content.decode().lower()
    made = document.build(Order(tuxtla, "en", by=liaison, format=DocumentFormat.DOCX))
    assert made.title == "Mapping of the supply in Tuxtla Gutiérrez"


def test_a_gap_sheet_is_of_one_zone_and_hides_small_needs(
    mapped: None, liaison: User, tuxtla: Territory, chiapas: Territory, client_of: ClientOf
) -> None:
    client: Client = client_of(liaison)
    sheet = client.get(reverse("gap-sheet", args=[tuxtla.path, "B"])).content.decode()
    assert "Zona B, Copoya" in sheet
    assert "Terán" not in sheet
    assert "No se muestra" in sheet
    assert "Terán" in client.get(reverse("gap-sheets", args=[tuxtla.path])).content.decode()
    assert client.get(reverse("gap-sheet", args=[tuxtla.path, "Q"])).status_code == 404
    assert client.get(reverse("gap-sheet-file", args=[tuxtla.path, "B", "exe"])).status_code == 404
    taken = client.get(reverse("gap-sheet-file", args=[tuxtla.path, "B", "docx"]))
    assert taken.status_code == 200
    assert taken.content[:2] == b"PK"
    with pytest.raises(DocumentNotPossible):
        gap_sheets.write_sheets(Order(chiapas, "es", by=liaison))


def test_files_say_at_least_not_known_and_without_quota_as_the_pages_do(
    liaison: User,
    tuxtla: Territory,
    dif: Institution,
    make_programme: MakeProgramme,
    make_offer: MakeOffer,
    make_need: MakeNeed,
    school: Factor,
    chores: Factor,
    zone_a: Zone,
    zone_b: Zone,
) -> None:
    for factor in (school, chores):
        for zone in (zone_a, zone_b):
            make_need(factor, zone, 1500)
    becas = make_programme("Becas", school)
    make_offer(becas, {zone_a: 60, zone_b: "unknown"})
    open_to_all = make_programme("Abierto", school, institution=dif)
    make_programme("Sin ligar")
    before = _cells_of_report(tuxtla, liaison)
    assert before["No asiste a la escuela"] == ["unos 3,000", "al menos 60", "al menos 2\N{NO-BREAK SPACE}%"]
    assert before["Quehaceres largos"][1:] == ["no se sabe", "no se sabe"]
    make_offer(open_to_all, {zone_a: "yes", zone_b: "yes"}, without_quota=True)
    make_offer(make_programme("Vacío", school), {zone_a: 0, zone_b: 0})
    becas.factor_links.all().delete()
    assert _cells_of_report(tuxtla, liaison)["No asiste a la escuela"][1:] == [
        "sin cupo",
        "atendido sin cupo",
    ]


def _cells_of_report(place: Territory, by: User) -> dict[str, list[str]]:
    known = document.write_report(Order(place, "es", by=by))
    (table,) = [
        one
        for one in known.blocks
        if getattr(one, "title", "") == "Lugares frente a niñas y niños de que se trata"
    ]
    assert isinstance(table, Table)
    assert "intervalo" not in table.holds  # no need here has one
    return {row[0].text: [cell.text for cell in row[1:]] for row in table.rows}


def test_a_record_without_a_level_breaks_no_document(
    mapped: None, liaison: User, tuxtla: Territory, dif: Institution, client_of: ClientOf
) -> None:
    Competence.objects.create(territory=tuxtla, institution=dif, document="Ley", nature="execute")
    Programme.objects.update(level="")
    Institution.objects.update(level="")
    client: Client = client_of(liaison)
    for name in ("mapping-report", "gap-sheets", "attributions", "attributions-print", "unknowns", "gaps"):
        assert client.get(reverse(name, args=[tuxtla.path])).status_code == 200, name
    assert "sin dato" in client.get(reverse("mapping-report", args=[tuxtla.path])).content.decode()


def test_without_zones_the_page_of_sheets_says_so(
    liaison: User, tuxtla: Territory, client_of: ClientOf
) -> None:
    answer = client_of(liaison).get(reverse("gap-sheets", args=[tuxtla.path]))
    assert "Aún no se traza ninguna zona prioritaria" in answer.context["lead"]
    make_zone(tuxtla, "A", "Norte")
    assert client_of(liaison).get(reverse("gap-sheets", args=[tuxtla.path])).status_code == 200
