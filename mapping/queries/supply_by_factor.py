"""How supply answers each factor in a municipality, by zone, by level of government, or by both."""

from dataclasses import dataclass

from django.db.models import Max, Min, Q
from django.utils import timezone

from clrisk_site.figures.suppression import Audience
from clrisk_site.places.models import Territory
from diagnosis.queries.factors import RankedFactor, factors_of
from diagnosis.shown_needs import ShownNeeds, shown_needs
from mapping.models import GovernmentLevel, LocalOffer
from mapping.queries.remembering import remembered, state_of_records
from mapping.queries.supply_cells import AskedCell
from mapping.queries.supply_records import KnownPlace, SupplyRecords, supply_records
from mapping.supply import WHOLE, By, Column, FactorRow, GapCell, SupplyMatrix, SupplyQuestion


def latest_year(territory: Territory) -> int:
    """Return the newest year with local offers until this one; else the next to come, else this year."""
    today = timezone.localdate().year
    years = LocalOffer.objects.filter(territory=territory).aggregate(
        until=Max("year", filter=Q(year__lte=today)), to_come=Min("year")
    )
    return years["until"] or years["to_come"] or today


def supply_by_factor(
    question: SupplyQuestion, audience: Audience = Audience.TEAM, *, known: KnownPlace | None = None
) -> SupplyMatrix:
    """Answer the question.

    Parameters
    ----------
    question : SupplyQuestion
        Municipality, year and columns.
    audience : Audience
        Who reads it; decides which needs are shown, never what type a cell has.
    known : KnownPlace, optional
        What was read of the municipality already; its territory is that of the question.

    Raises
    ------
    Territory.DoesNotExist
        If there is no territory of that path.
    """
    if known is None:
        territory = Territory.objects.select_related("level").get(path=question.territory_path)
        known = KnownPlace(territory)
    if known.ranking is not None or known.zones is not None or known.needs is not None:
        return _matrix(question, supply_records(known, question.year), audience, known)
    place, state = known, state_of_records(known.territory)

    def work_out() -> SupplyMatrix:
        records = remembered(state, ("supply", question.year), lambda: supply_records(place, question.year))
        return _matrix(question, records, audience, place)

    return remembered(state, ("matrix", question, audience), work_out)


def _matrix(
    question: SupplyQuestion, records: SupplyRecords, audience: Audience, known: KnownPlace
) -> SupplyMatrix:
    ranking = factors_of(known.territory) if known.ranking is None else known.ranking
    factors = ranking.priority or ranking.rows
    needs = ((one.factor_code, one.zone_letter, one.children) for one in records.recorded)
    making = _Making(records, shown_needs(needs, audience=audience), audience, known.territory, question)
    rows = tuple(making.row(factor, level) for factor in factors for level in making.levels_of_rows)
    return SupplyMatrix(question, making.columns(), rows, records.programmes, records.unlinked)


@dataclass(frozen=True)
class _Making:
    """What the rows and columns of one matrix are made from."""

    records: SupplyRecords
    shown: ShownNeeds
    audience: Audience
    territory: Territory
    question: SupplyQuestion

    @property
    def levels_of_rows(self) -> tuple[str, ...]:
        """Levels of which each factor has a row of its own; "" is all of them together."""
        return self.levels() if self.question.by is By.BOTH else (self.question.level,)

    def row(self, factor: RankedFactor, level: str) -> FactorRow:
        """Return the row of a factor, or of one level in it."""
        linked = self.records.linked.get(factor.factor_id, ())
        found = [one for one in linked if level in ("", one.programme.level)]
        whole = Column(level or WHOLE, self.territory.name, level=level)
        return FactorRow(
            factor,
            len(found),
            tuple(self._cell(factor, column) for column in self.columns(level)),
            self._cell(factor, whole),
            level,
            frozenset(one.offer.pk for one in found if one.offer is not None and one.is_claimed),
        )

    def columns(self, level: str = "") -> tuple[Column, ...]:
        """Return the columns; cells of one level know it, the heads above them do not."""
        if self.question.by is By.LEVEL:
            return tuple(Column(one, str(GovernmentLevel(one).label), level=one) for one in self.levels())
        tail = f".{level}" if level else ""
        zones = tuple(
            Column(f"{zone.letter}{tail}", zone.name, zone.letter, zone.pk, level)
            for zone in self.records.zones
        )
        return zones or (Column(f"{WHOLE}{tail}", self.territory.name, level=level),)

    def levels(self) -> tuple[str, ...]:
        """Return the levels; bodies outside government have one only where they offer something."""
        offering = {one.programme.level for found in self.records.linked.values() for one in found}
        every = (level.value for level in GovernmentLevel)
        return tuple(one for one in every if one != GovernmentLevel.NONE or one in offering)

    def _cell(self, factor: RankedFactor, column: Column) -> GapCell:
        return GapCell(factor, column, AskedCell(factor, column, self.records, self.shown, self.audience))
