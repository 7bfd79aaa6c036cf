"""Gathers the evidence chain of a line from what was read already: no query of its own."""

from dataclasses import dataclass, replace

from clrisk_site.figures.estimate import Availability, Estimate, Story, Unit, missing
from clrisk_site.figures.suppression import Audience, cleared, suppress
from diagnosis.queries.population import sum_of
from mapping.models import Evidence, LocalOffer
from mapping.shown_offer import shown_offer
from mapping.supply import WHOLE, GapCell, SupplyMatrix
from planning.chain_facts import ChainFacts, FactorFact, IndicatorLink, OfferLink
from planning.models import ActionLine, Indicator
from planning.queries.zone_children import ZoneChildren


@dataclass(frozen=True)
class LineLinks:
    """What a line is linked to: factors as code and name, zones by letter, the institutions that support."""

    factors: tuple[tuple[str, str], ...]
    zones: tuple[str, ...]
    supporters: tuple[str, ...]


def links_of(line: ActionLine) -> LineLinks:
    """Return the links of a line that was read with all of them."""
    return LineLinks(
        factors=tuple((factor.code, str(factor)) for factor in line.factors.all()),
        zones=tuple(zone.letter for zone in line.zones.all()),
        supporters=tuple(str(institution) for institution in line.co_responsible.all()),
    )


def chain_of_line(
    line: ActionLine, links: LineLinks, matrix: SupplyMatrix, children: ZoneChildren, audience: Audience
) -> ChainFacts:
    """Return the chain of a line that was read with its offers and indicators, as an audience may see it."""
    ranked = {row.factor.code: row.factor for row in matrix.rows}
    factors = tuple(FactorFact(code, name, ranked.get(code)) for code, name in links.factors)
    cells = _cells(matrix, {factor.code for factor in factors}, links.zones)
    return ChainFacts(
        factors=factors,
        zones=links.zones,
        need=need_of(cells),
        children=suppress(children.together(links.zones or None), audience=audience),
        cells=cells,
        offers=tuple(_offer(offer, audience) for offer in line.offers.all()),
        indicators=tuple(indicator_link(indicator) for indicator in line.indicators.all()),
        illustrative=line.illustrative,
    )


def _cells(matrix: SupplyMatrix, factors: set[str], zones: tuple[str, ...]) -> tuple[GapCell, ...]:
    wanted = set(zones) if zones else {column.key for column in matrix.columns}
    return tuple(
        cell
        for cell in matrix.cells
        if cell.factor.code in factors and (cell.column.key in wanted or cell.column.key == WHOLE)
    )


def need_of(cells: tuple[GapCell, ...]) -> Estimate:
    """Return how many children the first factor concerns in the zones; factors are never added up."""
    first = cells[0].factor.code if cells else ""
    parts = [cell.need for cell in cells if cell.factor.code == first]
    hidden = [part for part in parts if part.availability is Availability.SUPPRESSED]
    if hidden:
        return hidden[0]
    if not parts or any(part.value is None for part in parts):
        # A sum that leaves zones out would pass for the need of all of them.
        return missing(Unit.PERSONS, Story(), Availability.NO_DATA)
    if len(parts) == 1:
        return parts[0]
    total = sum_of(parts)
    if all(part.has_interval for part in parts):
        total = replace(
            total,
            lower=sum(part.lower or 0 for part in parts),
            upper=sum(part.upper or 0 for part in parts),
        )
    # All its parts are shown, so whoever reads them can add them up as well.
    return cleared(
        replace(total, story=replace(total.story, note=None)), parts[0].cleared_for or Audience.TEAM
    )


def _offer(offer: LocalOffer, audience: Audience) -> OfferLink:
    return OfferLink(
        programme_id=offer.programme_id,
        name=offer.programme.name,
        institution=str(offer.programme.institution),
        eligibility=offer.eligibility,
        free=shown_offer(offer, audience=audience).free,
        marginal_cost=offer.get_marginal_cost_display(),
        source=offer.source or offer.evidence_document,
        confirmed=offer.evidence == Evidence.CONFIRMED,
        illustrative=offer.illustrative,
    )


def indicator_link(indicator: Indicator) -> IndicatorLink:
    """Reduce an indicator to what the chain tells of it."""
    return IndicatorLink(
        name=indicator.name,
        unit=indicator.unit,
        baseline=indicator.baseline,
        baseline_year=indicator.baseline_year,
        baseline_plan=indicator.baseline_plan,
        target=indicator.target,
        target_on=indicator.target_on,
        means_of_verification=indicator.means_of_verification,
        every=indicator.every,
    )
