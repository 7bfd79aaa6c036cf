"""A small mapped municipality: two factors, two zones, one institution; tests add programmes and offers."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from diagnosis.models import Factor, FactorWeight, Need, PopulationBasis, Zone, ZoneStatus
from mapping.models import (
    Evidence,
    GovernmentLevel,
    Institution,
    Interview,
    InterviewTheme,
    LocalOffer,
    OfferCoverage,
    OfferStatus,
    Programme,
    ProgrammeFactor,
)
from tests.cast import ClientOf
from tests.mapping.interview_world import make_interview
from tests.mapping.owner_visit import asked, token_in

type MakeOffer = Callable[..., LocalOffer]
type MakeProgramme = Callable[..., Programme]
type MakeNeed = Callable[[Factor, Zone | None, int], Need]


@pytest.fixture
def school(tuxtla: Territory) -> Factor:
    factor = Factor.objects.create(
        code="not_attending", texts={"es": "No asiste a la escuela", "en": "Not attending school"}, position=1
    )
    FactorWeight.objects.create(territory=tuxtla, factor=factor, effect_points=12.0, source="Modelo")
    return factor


@pytest.fixture
def chores(tuxtla: Territory) -> Factor:
    factor = Factor.objects.create(
        code="long_chores", texts={"es": "Quehaceres largos", "en": "Long chores"}, position=2
    )
    FactorWeight.objects.create(territory=tuxtla, factor=factor, effect_points=9.0, source="Modelo")
    return factor


def make_zone(territory: Territory, letter: str, name: str) -> Zone:
    return Zone.objects.create(
        territory=territory, letter=letter, name=name, status=ZoneStatus.PRIORITISED, reason="x"
    )


@pytest.fixture
def zone_a(tuxtla: Territory) -> Zone:
    return make_zone(tuxtla, "A", "Terán")


@pytest.fixture
def zone_b(tuxtla: Territory) -> Zone:
    return make_zone(tuxtla, "B", "Copoya")


@pytest.fixture
def dif(tuxtla: Territory) -> Institution:
    return Institution.objects.create(
        territory=tuxtla, name="Sistema DIF municipal", acronym="DIF", level=GovernmentLevel.MUNICIPAL
    )


@pytest.fixture
def state_education(chiapas: Territory) -> Institution:
    return Institution.objects.create(
        territory=chiapas, name="Secretaría de Educación", level=GovernmentLevel.STATE
    )


@pytest.fixture
def make_programme(dif: Institution) -> MakeProgramme:
    def make(name: str = "Estancias de día", *factors: Factor, **values: Any) -> Programme:
        institution = values.pop("institution", dif)
        programme = Programme.objects.create(
            **{
                "territory": institution.territory,
                "institution": institution,
                "level": institution.level,
                "name": name,
                "status": OfferStatus.OPERATING,
                **values,
            }
        )
        for factor in factors:
            ProgrammeFactor.objects.create(programme=programme, factor=factor)
        return programme

    return make


@pytest.fixture
def make_offer(tuxtla: Territory) -> MakeOffer:
    """An offer of 2025; `reach` maps a zone to its places, or to a word of what is known."""

    def make(programme: Programme, reach: dict[Zone, int | str] | None = None, **values: Any) -> LocalOffer:
        offer = LocalOffer.objects.create(
            **{
                "territory": tuxtla,
                "programme": programme,
                "year": 2025,
                "evidence": Evidence.CONFIRMED,
                "evidence_document": "Reglas de operación",
                **values,
            }
        )
        for zone, known in (reach or {}).items():
            places = known if isinstance(known, int) else None
            reaches = known if isinstance(known, str) else "yes"
            OfferCoverage.objects.create(offer=offer, zone=zone, reaches=reaches, places=places)
        return offer

    return make


@pytest.fixture
def make_need(tuxtla: Territory) -> MakeNeed:
    def make(factor: Factor, zone: Zone | None, children: int) -> Need:
        return Need.objects.create(
            territory=tuxtla,
            factor=factor,
            zone=zone,
            children=children,
            basis=PopulationBasis.ESTIMATED,
            year=2020,
            source="Censo",
        )

    return make


@pytest.fixture
def offer(tuxtla: Territory, make_programme: MakeProgramme, make_offer: MakeOffer) -> LocalOffer:
    return make_offer(make_programme("Estancias"), {make_zone(tuxtla, "A", "Norte"): 40}, places_per_year=60)


@pytest.fixture
def ask_address(offer: LocalOffer) -> str:
    return reverse("record-link-create", args=[offer.territory.path, "local-offer", offer.pk])


@pytest.fixture
def token(liaison: User, ask_address: str, client_of: ClientOf) -> str:
    return token_in(client_of(liaison).post(ask_address, asked()))


@pytest.fixture
def themes(db: None) -> None:
    codes = ("definition", "desk_review", "registers", "new_beneficiaries", "coordination", "spaces")
    for position, code in enumerate(codes):
        InterviewTheme.objects.create(
            code=code, position=position, texts={"es": f"Tema {code}"}, explanations={"es": f"¿{code}?"}
        )


@pytest.fixture
def interview(offer: LocalOffer) -> Interview:
    return make_interview(offer)
