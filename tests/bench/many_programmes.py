"""A municipality of many zones with the programmes above it, and where each reaches, to measure."""

from itertools import product
from random import Random
from string import ascii_uppercase

from clrisk_site.places.models import Level, Territory
from diagnosis.models import Factor, FactorWeight, Need, PopulationBasis, Zone, ZoneStatus
from mapping.models import (
    Competence,
    CompetenceNature,
    GovernmentLevel,
    Institution,
    LocalOffer,
    OfferCoverage,
    OfferStatus,
    Programme,
    ProgrammeFactor,
)
from mapping.models.searching import search_text

BATCH = 5_000
INSTITUTIONS = 40
FACTORS_EACH = 2
SEED = 8


def store_supply(path: str, *, zones: int, programmes: int, factors: int) -> Territory:
    """Store a municipality with its state; the programmes are the state's, each with an offer here."""
    chance = Random(SEED)
    town = _town(path)
    chosen = _factors(town, factors)
    placed = _zones(town, zones)
    _needs(town, chosen, placed, chance)
    state = town.parent
    assert state is not None
    owned = _programmes(state, chosen, programmes, chance)
    _offers(town, owned, placed, chance)
    return town


def _town(path: str) -> Territory:
    country, state, _own = path.split(".")
    above: Territory | None = None
    for depth, part in enumerate((country, f"{country}.{state}", path)):
        above, _made = Territory.objects.get_or_create(
            path=part,
            defaults={
                "code": part.replace(f"{country}.", "").replace(".", ""),
                "name": f"Lugar {part}",
                "level": Level.objects.get(country="MX", depth=depth),
                "parent": above,
            },
        )
    assert above is not None
    return above


def _factors(town: Territory, number: int) -> list[Factor]:
    chosen = list(Factor.objects.order_by("position")[:number])
    for place, factor in enumerate(chosen):
        FactorWeight.objects.create(territory=town, factor=factor, weight=place + 1, effect_points=place + 1)
    return chosen


def _zones(town: Territory, number: int) -> list[Zone]:
    letters = [*ascii_uppercase, *("".join(pair) for pair in product(ascii_uppercase, repeat=2))]
    return Zone.objects.bulk_create(
        [
            Zone(territory=town, letter=letter, name=f"Zona {letter}", status=ZoneStatus.PRIORITISED)
            for letter in letters[:number]
        ]
    )


def _needs(town: Territory, factors: list[Factor], zones: list[Zone], chance: Random) -> None:
    Need.objects.bulk_create(
        [
            Need(
                territory=town,
                factor=factor,
                zone=zone,
                children=children,
                lower=children * 9 // 10,
                upper=children * 12 // 10,
                basis=PopulationBasis.ESTIMATED,
                year=2020,
                source="Bench",
            )
            for factor, zone in product(factors, zones)
            for children in [chance.randint(20, 900)]
        ],
        BATCH,
    )


def _programmes(state: Territory, factors: list[Factor], number: int, chance: Random) -> list[Programme]:
    levels = [GovernmentLevel.FEDERAL, GovernmentLevel.STATE, GovernmentLevel.MUNICIPAL]
    owners = Institution.objects.bulk_create(
        [
            Institution(territory=state, name=f"Institución {at}", level=levels[at % 3], search_text=f"{at}")
            for at in range(INSTITUTIONS)
        ]
    )
    Competence.objects.bulk_create(
        [
            Competence(
                territory=state,
                institution=owner,
                factor=chance.choice(factors),
                nature=CompetenceNature.EXECUTE,
                document="Ley orgánica",
                article="4",
            )
            for owner in owners
        ]
    )
    made = Programme.objects.bulk_create(
        [
            Programme(
                territory=state,
                institution=owner,
                level=owner.level,
                name=f"Programa {at}",
                status=chance.choice([OfferStatus.OPERATING, OfferStatus.OPERATING, OfferStatus.UNKNOWN]),
                search_text=search_text(f"Programa {at}"),
            )
            for at in range(number)
            for owner in [owners[at % INSTITUTIONS]]
        ],
        BATCH,
    )
    ProgrammeFactor.objects.bulk_create(
        [
            ProgrammeFactor(programme=one, factor=factor)
            for one in made
            for factor in chance.sample(factors, min(FACTORS_EACH, len(factors)))
        ],
        BATCH,
    )
    return made


def _offers(town: Territory, programmes: list[Programme], zones: list[Zone], chance: Random) -> None:
    offers = LocalOffer.objects.bulk_create(
        [
            LocalOffer(
                territory=town,
                programme=one,
                year=2025,
                places_per_year=chance.randint(50, 900),
                places_available=chance.choice([None, 0, 30, 60]),
                funding_established=chance.choice(["yes", "no", "unknown"]),
                admits_new=chance.choice(["yes", "with_rule_change", "no", "unknown"]),
                redirects_to_zones=chance.choice(["yes", "no", "unknown"]),
                criteria_can_change=chance.choice(["yes", "no", "unknown"]),
                marginal_cost=chance.choice(["none", "very_low", "low", "high", "unknown"]),
                blocking_rule=chance.choice(["", "", "", "", "pide CURP"]),
            )
            for one in programmes
        ],
        BATCH,
    )
    OfferCoverage.objects.bulk_create(
        [
            OfferCoverage(offer=offer, zone=zone, reaches=reaches, places=chance.choice([None, 5, 12, 40]))
            for offer, zone in product(offers, zones)
            for reaches in [chance.choice(["yes", "no", "no", "unknown"])]
        ],
        BATCH,
    )
