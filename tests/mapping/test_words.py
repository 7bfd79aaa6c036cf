"""What the mapping says in Spanish: eligibility in words, and that no type of gap is without reasons."""

import pytest
from django.utils import translation

from clrisk_site.figures.estimate import Estimate, Story, Unit
from clrisk_site.figures.kleene import Known
from mapping.eligibility import Admission, OfferFacts, judge
from mapping.gap_words import CellFacts, fact_of, why_of
from mapping.gaps import GapType, Presence
from mapping.presenters.eligibility import eligibility_words
from mapping.presenters.saying import alternatives, joined, said
from mapping.supply import Supply

OPEN = OfferFacts(
    operating=Known.YES, funding_established=Known.YES, admits=Admission.YES, redirects=Known.YES
)


@pytest.fixture(autouse=True)
def _spanish() -> object:
    with translation.override("es"):
        yield


def test_eligible_because() -> None:
    words = eligibility_words(judge(OPEN))
    assert (words.label, words.questions) == ("Elegible", [])
    assert words.sentence == (
        "Es elegible porque opera, su recurso está asignado y admite nuevas niñas y niños."
    )


def test_would_be_if() -> None:
    closed = OfferFacts(
        operating=Known.YES,
        funding_established=Known.NO,
        cost_very_low=Known.NO,
        admits=Admission.YES,
    )
    words = eligibility_words(judge(closed))
    assert words.label == "No elegible"
    assert words.sentence == (
        "No es elegible porque no tiene recurso asignado y sumar a una persona más no es barato. "
        "Sería elegible si tuviera recurso asignado."
    )


def test_unknown_asks() -> None:
    words = eligibility_words(judge(OfferFacts(operating=Known.YES, funding_established=Known.YES)))
    assert words.label == "Aún no se sabe"
    assert words.questions == [
        "¿Puede admitir nuevas niñas y niños, y en qué condiciones?",
        "¿Puede redirigir lugares a las zonas prioritarias?",
        "¿Pueden cambiar sus criterios de inclusión, y quién lo decide?",
    ]


@pytest.mark.parametrize("kind", list(GapType))
def test_every_type_has_a_fact_and_reasons(kind: GapType) -> None:
    presence = {
        GapType.DOES_NOT_REACH: Presence.ELSEWHERE,
        GapType.RULE_PREVENTS: Presence.BARRED,
        GapType.NO_PROGRAMME: Presence.NOT_RUNNING,
    }.get(kind, Presence.SERVES)
    supply = Supply(
        programme_id=1,
        programme_name="Becas al 100 %",
        institution_name="DIF",
        level="municipal",
        strength="direct",
        presence=presence,
        eligibility=judge(OPEN),
        offer_id=1,
        year=2025,
        places=1410,
        rule="exige 100 % de asistencia",
    )
    facts = CellFacts(
        kind=kind,
        need=Estimate(1980, Unit.PERSONS, Story()),
        known_places=1410,
        covering_alone=2,
        supplies=(supply,),
        powers=(),
        competent=Known.UNKNOWN,
        unlinked=1,
        programmes=3,
    )
    assert said(fact_of(facts))
    sentences = [said(sentence) for sentence in why_of(facts)]
    assert len(sentences) >= 2
    assert "Becas al 100 %" in sentences[1]
    assert all(sentence.endswith(".") for sentence in sentences)
    if kind is GapType.PLACES_INSUFFICIENT:
        assert said(fact_of(facts)) == "1,410 lugares para 1,980"


def test_enumerations() -> None:
    assert [joined(clauses) for clauses in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a y b",
        "a, b y c",
    ]
    assert alternatives(["a", "b", "c"]) == "a, b o c"
