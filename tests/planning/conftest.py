"""A pilot in Tuxtla with one zone, one factor, one offer; tests add lines."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from clrisk_site.places.models import Level, Territory
from diagnosis.models import Factor, FactorWeight, Need, PopulationBasis, PopulationCount, Zone, ZoneStatus
from mapping.models import (
    Evidence,
    GovernmentLevel,
    Institution,
    LocalOffer,
    OfferCoverage,
    OfferStatus,
    Programme,
    ProgrammeFactor,
    Strategy,
)
from planning.models import ActionLine, Indicator, LineActivity, LineStatus, Pilot

type MakeLine = Callable[..., ActionLine]

DAY = dt.date(2026, 7, 1)


@pytest.fixture
def factor(tuxtla: Territory) -> Factor:
    found = Factor.objects.create(
        code="not_attending", texts={"es": "No asiste a la escuela", "en": "Does not attend school"}
    )
    FactorWeight.objects.create(
        territory=tuxtla,
        factor=found,
        effect_points=12.0,
        effect_lower=8.0,
        effect_upper=16.0,
        source="Encuesta estatal",
        year=2019,
    )
    return found


@pytest.fixture
def zone(tuxtla: Territory, levels: dict[str, Level], factor: Factor) -> Zone:
    area = Territory.objects.create(
        path="MX.07.101.0001.0458",
        code="0710100010458",
        name="0458",
        level=levels["ageb"],
        parent=Territory.objects.create(
            path="MX.07.101.0001", code="071010001", name="Tuxtla", level=levels["locality"], parent=tuxtla
        ),
    )
    PopulationCount.objects.create(
        territory=area, persons=820, basis=PopulationBasis.MEASURED, year=2020, source="Censo 2020"
    )
    found = Zone.objects.create(
        territory=tuxtla, letter="A", name="Terán", status=ZoneStatus.PRIORITISED, reason="Prioridad alta"
    )
    found.areas.add(area)
    Need.objects.create(
        territory=tuxtla,
        factor=factor,
        zone=found,
        children=300,
        lower=250,
        upper=350,
        basis=PopulationBasis.ESTIMATED,
        year=2020,
        source="Censo 2020",
    )
    return found


@pytest.fixture
def dif(tuxtla: Territory) -> Institution:
    return Institution.objects.create(territory=tuxtla, name="DIF municipal", level=GovernmentLevel.MUNICIPAL)


@pytest.fixture
def offer(tuxtla: Territory, dif: Institution, factor: Factor, zone: Zone) -> LocalOffer:
    """Places that exist, with funds and room: a line may rest on it."""
    programme = Programme.objects.create(
        territory=tuxtla,
        institution=dif,
        name="Becas de permanencia",
        level=GovernmentLevel.MUNICIPAL,
        status=OfferStatus.OPERATING,
    )
    ProgrammeFactor.objects.create(programme=programme, factor=factor)
    found = LocalOffer.objects.create(
        territory=tuxtla,
        programme=programme,
        year=2026,
        funding_established="yes",
        admits_new="yes",
        places_available=40,
        evidence=Evidence.CONFIRMED,
        evidence_document="Oficio 12",
        source="Entrevista con el DIF",
    )
    OfferCoverage.objects.create(offer=found, zone=zone, reaches="yes", places=100)
    return found


@pytest.fixture
def pilot(tuxtla: Territory) -> Pilot:
    return Pilot.objects.create(territory=tuxtla, opened_on=dt.date(2026, 1, 10))


@pytest.fixture
def make_line(pilot: Pilot, factor: Factor, zone: Zone, offer: LocalOffer, dif: Institution) -> MakeLine:
    """Make a complete line; arguments change its fields."""

    def make(code: str = "LA-01", **changes: Any) -> ActionLine:
        values = {
            "title": f"Becas {code}",
            "objective": "Que sigan en la escuela.",
            "strategy": Strategy.PREVENTION,
            "outcome": 1,
            "population": "Niñas de 12 a 17 años",
            "lead": dif,
            "resources_available": "Cuatro educadoras",
            "nothing_missing_because": "Todo está en el presupuesto.",
            "budget_code": "4411",
            "starts_on": DAY,
            "ends_on": dt.date(2026, 12, 15),
            "status": LineStatus.SUBMITTED,
        }
        line = ActionLine.objects.create(
            territory=pilot.territory, pilot=pilot, code=code, **{**values, **changes}
        )
        line.factors.add(factor)
        line.zones.add(zone)
        line.offers.add(offer)
        line.co_responsible.add(dif)
        LineActivity.objects.create(
            territory=pilot.territory,
            line=line,
            title=f"Abrir {code}",
            starts_on=DAY,
            ends_on=DAY,
            responsible="Dirección",
        )
        Indicator.objects.create(
            territory=pilot.territory,
            line=line,
            name=f"Niñas con beca {code}",
            unit="niñas",
            baseline_plan="Encuesta de julio",
            target=60,
            target_on=dt.date(2026, 12, 15),
            means_of_verification="Padrón agregado",
            every="trimestre",
        )
        return line

    return make


@pytest.fixture
def line(make_line: MakeLine) -> ActionLine:
    return make_line()
