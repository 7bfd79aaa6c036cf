"""Gathers the numbers of persons that the plan prints, from its own findings or on its own."""

from clrisk_site.catalogue.thresholds import threshold
from clrisk_site.places.models import Territory
from diagnosis.queries.needs import NeedFinding, needs_of
from diagnosis.queries.population import population_of
from diagnosis.queries.zones import ZoneFindings
from planning.gate_subject import PrintedGroup
from planning.printed import CountedNeed, CountedPlace, as_printed
from planning.queries.zone_children import zone_children


def counted_place(findings: ZoneFindings) -> CountedPlace:
    """Reduce the findings of the diagnosis to their numbers of persons; no query."""
    population = findings.population
    return CountedPlace(
        total=population.total,
        girls=population.girls,
        boys=population.boys,
        zones={zone.letter: zone.children for zone in findings.zones},
        outside=findings.rest.children if findings.rest.areas else None,
        needs=_needs(findings.needs),
        smallest_area=threshold("smallest_area"),
    )


def printed_numbers_of(territory: Territory) -> tuple[PrintedGroup, ...]:
    """Read and reduce the numbers alone, without outlines or index, for a page that shows the gate."""
    population, zones = population_of(territory), zone_children(territory)
    place = CountedPlace(
        total=population.total,
        girls=population.girls,
        boys=population.boys,
        zones=zones.by_letter,
        outside=None,
        needs=_needs(needs_of(territory)),
        smallest_area=threshold("smallest_area"),
    )
    return as_printed(place).groups


def _needs(needs: tuple[NeedFinding, ...]) -> tuple[CountedNeed, ...]:
    return tuple(CountedNeed(need.factor_code, need.zone_letter, need.children) for need in needs)
