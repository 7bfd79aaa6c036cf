"""How many children each factor concerns, per zone and in the whole municipality."""

from dataclasses import dataclass

from clrisk_site.figures.estimate import Basis, Estimate, Story, Unit
from clrisk_site.places.models import Territory
from diagnosis.models import Need, PopulationBasis, ZoneStatus


@dataclass(frozen=True)
class NeedFinding:
    """Children whom a factor concerns; `zone_id` is None for the whole municipality."""

    factor_id: int
    factor_code: str
    factor_name: str
    zone_id: int | None
    zone_letter: str
    children: Estimate


def needs_of(territory: Territory) -> tuple[NeedFinding, ...]:
    """Read the needs of a municipality and of its zones in use, in one query."""
    kept = Need.objects.filter(territory=territory).exclude(zone__status=ZoneStatus.DROPPED)
    rows = kept.select_related("factor", "zone")
    return tuple(
        NeedFinding(
            factor_id=row.factor_id,
            factor_code=row.factor.code,
            factor_name=str(row.factor),
            zone_id=row.zone_id,
            zone_letter=row.zone.letter if row.zone else "",
            children=_estimate(row),
        )
        for row in rows
    )


def _estimate(row: Need) -> Estimate:
    measured = row.basis == PopulationBasis.MEASURED
    story = Story(
        source=row.source,
        year=row.year,
        basis=Basis.COUNT if measured else Basis.ESTIMATED,
        illustrative=row.illustrative,
    )
    return Estimate(row.children, Unit.PERSONS, story, lower=row.lower, upper=row.upper)
