"""The search over the mapping: every kind of record, and of each what the reader may read and no more."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from diagnosis.models import Factor
from mapping.models import (
    Competence,
    CompetenceNature,
    CoordinationSpace,
    GovernmentLevel,
    Handling,
    Institution,
    Interview,
    InterviewNote,
    Norm,
    NormKind,
    Office,
    Official,
    PastIntervention,
)
from mapping.models.past_intervention import InterventionKind
from mapping.quoting import quote
from tests.cast import ClientOf
from tests.mapping.conftest import MakeOffer, MakeProgramme

WORD = "guardería"


@pytest.fixture
def everywhere(
    tuxtla: Territory,
    dif: Institution,
    school: Factor,
    space: CoordinationSpace,
    make_programme: MakeProgramme,
    make_offer: MakeOffer,
) -> Interview:
    """One record of every kind that holds the word."""
    make_offer(make_programme("Guardería de día", school, purpose="Cuidado"), obstacles="Sin guarderías")
    Institution.objects.create(territory=tuxtla, name="Red de Guarderías", level=GovernmentLevel.NONE)
    Office.objects.create(territory=tuxtla, institution=dif, name="Guardería central")
    Official.objects.create(
        territory=tuxtla, institution=dif, post="Encargada de guardería", name="Zoraida Nombrada"
    )
    norm = {"kind": NormKind.REGULATION, "level": GovernmentLevel.MUNICIPAL}
    Norm.objects.create(territory=tuxtla, name="Reglamento de guarderías", **norm)
    Competence.objects.create(
        territory=tuxtla,
        institution=dif,
        factor=school,
        nature=CompetenceNature.EXECUTE,
        document="Reglamento",
        summary="Opera guarderías",
    )
    CoordinationSpace.objects.create(
        territory=tuxtla, name="Mesa de guarderías", level=GovernmentLevel.MUNICIPAL
    )
    PastIntervention.objects.create(
        territory=tuxtla,
        name="Guardería en el mercado",
        kind=InterventionKind.SECTORAL,
        lessons="Hace falta un puesto fijo",
    )
    return Interview.objects.create(
        territory=tuxtla,
        institution=dif,
        day=dt.date(2026, 10, 1),
        place="Guardería del centro",
        interviewee_name="Zoraida Nombrada",
    )


@pytest.fixture
def note(everywhere: Interview, liaison: User) -> InterviewNote:
    return InterviewNote.objects.create(
        territory=everywhere.territory, interview=everywhere, text="La canaria cantó aquí", created_by=liaison
    )


def found(client: Client, place: Territory, **query: str) -> dict[str, int]:
    answer = client.get(reverse("find", args=[place.path]), query)
    assert answer.status_code == 200
    return {group.label: len(group.rows) for group in answer.context["groups"]}


def test_every_kind_is_looked_through_without_accents(
    tuxtla: Territory, everywhere: Interview, liaison: User, client_of: ClientOf
) -> None:
    client = client_of(liaison)
    kinds = {
        "Programas": 1,
        "Ofertas locales": 1,
        "Instituciones": 1,
        "Oficinas y puestos": 2,
        "Normas": 1,
        "Atribuciones por norma": 1,
        "Espacios de coordinación": 1,
        "Entrevistas": 1,
        "Intervenciones pasadas": 1,
    }
    assert found(client, tuxtla, text="GUARDERIA") == kinds
    assert found(client, tuxtla, text="guarderia dia") == {"Programas": 1}
    assert found(client, tuxtla, text="dif guarderia", kind="programmes") == {"Programas": 1}
    assert found(client, tuxtla, text=WORD, factor="not_attending") == {
        "Programas": 1,
        "Ofertas locales": 1,
        "Atribuciones por norma": 1,
    }
    assert set(found(client, tuxtla, text=WORD, level="none")) == {"Instituciones"}
    page = client.get(reverse("find", args=[tuxtla.path]), {"text": WORD, "level": "none"}).content.decode()
    assert "No se buscó en lo que no tiene ese filtro: oficinas y puestos, intervenciones pasadas." in page
    quoted = client.get(reverse("find", args=[tuxtla.path]), {"text": "puesto fijo"}).content.decode()
    assert "<mark>puesto</mark> <mark>fijo</mark>" in quoted


def test_a_name_of_a_person_is_never_found(
    tuxtla: Territory, everywhere: Interview, liaison: User, client_of: ClientOf
) -> None:
    assert found(client_of(liaison), tuxtla, text="Zoraida") == {}


@pytest.mark.parametrize(
    ("handling", "liaison_finds", "quotes", "authority_finds", "member_finds"),
    [
        (Handling.OPEN, True, True, True, True),
        (Handling.RESTRICTED, True, False, True, False),
        (Handling.OFF_THE_RECORD, True, False, False, False),
    ],
)
def test_a_note_is_found_by_who_may_read_it(
    note: InterviewNote,
    liaison: User,
    authority: User,
    member: User,
    client_of: ClientOf,
    handling: Handling,
    liaison_finds: bool,
    quotes: bool,
    authority_finds: bool,
    member_finds: bool,
) -> None:
    InterviewNote.objects.update(handling=handling)
    place = note.territory
    finds = {liaison: liaison_finds, authority: authority_finds, member: member_finds}
    for reader, expected in finds.items():
        assert bool(found(client_of(reader), place, text="canaria")) is expected, reader
        file = client_of(reader).get(reverse("find-export", args=[place.path, "csv"]), {"text": "canaria"})
        assert ("canaria" in file.content.decode()) is (handling == Handling.OPEN)
    text = client_of(liaison).get(reverse("find", args=[place.path]), {"text": "canaria"}).content.decode()
    assert ("<mark>canaria</mark> cantó" in text) is quotes


def test_nothing_of_another_place_and_no_error_for_nonsense(
    everywhere: Interview, tapachula: Territory, stranger: User, client_of: ClientOf
) -> None:
    client = client_of(stranger)
    assert found(client, tapachula, text=WORD) == {}
    assert found(client, tapachula) == {}
    assert found(client, tapachula, text="%_ ¿?") == {}
    for query in ({"text": "\x00"}, {"text": "a" * 201}, {"kind": "children"}, {"factor": "x"}):
        assert client.get(reverse("find", args=[tapachula.path]), query).status_code == 422
    assert "Escriba una palabra" in client.get(reverse("find", args=[tapachula.path])).content.decode()
    nothing = client.get(reverse("find", args=[tapachula.path]), {"text": "zzz"}).content.decode()
    assert "No se encontró nada" in nothing


def test_print_of_what_was_found_says_what_narrowed_it(
    everywhere: Interview, liaison: User, client_of: ClientOf
) -> None:
    there = reverse("find-export", args=[everywhere.territory.path, "print"])
    text = client_of(liaison).get(there, {"text": WORD, "level": "municipal"}).content.decode()
    assert "Filtros: Palabras «guardería»; Nivel «Municipal»." in text
    assert "Reglamento de guarderías" in text


def test_as_many_queries_for_fifty_records_as_for_one(
    everywhere: Interview,
    note: InterviewNote,
    liaison: User,
    client_of: ClientOf,
    make_programme: MakeProgramme,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client, place = client_of(liaison), everywhere.territory
    with django_assert_max_num_queries(25) as few:
        assert found(client, place, text="a")
    for number in range(30):
        make_programme(f"Guardería {number}")
        Institution.objects.create(territory=place, name=f"Casa {number}", level=GovernmentLevel.NONE)
        Interview.objects.create(territory=place, institution=note.interview.institution, place="Casa")
    with django_assert_max_num_queries(25) as many:
        groups = client.get(reverse("find", args=[place.path]), {"text": "a"}).context["groups"]
    assert len(many) <= len(few) + 1, "counting what is not shown"
    programmes = next(group for group in groups if group.label == "Programas")
    assert (len(programmes.rows), programmes.total) == (10, "31")
    assert client.get(programmes.all_url).context["rows"].paginator.count == 31


@pytest.mark.parametrize(
    ("texts", "words", "said"),
    [
        (["nada", "uno dos tres"], ["dos"], "uno [dos] tres"),
        ([" ".join("abcdefghijklmn") + " fin " + "z " * 30], ["fin"], None),
        (["nada"], ["otra"], ""),
        ([], ["a"], ""),
        (["Niñas y NIÑOS."], ["ninos"], "Niñas y [NIÑOS.]"),
    ],
)
def test_quotes(texts: list[str], words: list[str], said: str | None) -> None:
    pieces = quote(texts, words)
    shown = " ".join(f"[{piece.text}]" if piece.is_found else piece.text for piece in pieces)
    if said is None:
        assert shown.startswith("… ") and shown.endswith(" …") and "[fin]" in shown  # noqa: PT018 - one claim
    else:
        assert shown == said
