"""How supply answers each factor in a municipality, by zone or by level of government."""

import datetime as dt

from django.db.models import Max

from clrisk_site.figures.suppression import Audience
from clrisk_site.places.models import Territory
from diagnosis.queries.factors import factors_of
from diagnosis.shown_needs import shown_needs
from mapping.models import GovernmentLevel, LocalOffer
from mapping.queries.supply_cells import AskedCell, judged_cell
from mapping.queries.supply_records import KnownPlace, SupplyRecords, supply_records
from mapping.supply import WHOLE, By, Column, FactorRow, SupplyMatrix, SupplyQuestion


def latest_year(territory: Territory) -> int:
    """Return the newest year with local offers, or the current one where none was recorded."""
    newest = LocalOffer.objects.filter(territory=territory).aggregate(Max("year"))["year__max"]
    return newest or dt.datetime.now(tz=dt.UTC).year


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
    ranking = factors_of(known.territory) if known.ranking is None else known.ranking
    records = supply_records(known, question.year)
    shown = shown_needs(
        ((one.factor_code, one.zone_letter, one.children) for one in records.recorded), audience=audience
    )
    columns = _columns(question.by, records, known.territory)
    rows = tuple(
        FactorRow(
            factor,
            len(records.linked.get(factor.factor_id, ())),
            tuple(judged_cell(AskedCell(factor, column, records, shown, audience)) for column in columns),
        )
        for factor in ranking.priority or ranking.rows
    )
    return SupplyMatrix(question, columns, rows, records.programmes, records.unlinked)


def _columns(by: By, records: SupplyRecords, territory: Territory) -> tuple[Column, ...]:
    if by is By.ZONE:
        zones = tuple(Column(zone.letter, zone.name, zone.letter, zone.pk) for zone in records.zones)
        return zones or (Column(WHOLE, territory.name),)
    programmes = {one.programme.level for found in records.linked.values() for one in found}
    # Bodies outside government have a column only where one of them offers something.
    levels = [level for level in GovernmentLevel if level != GovernmentLevel.NONE or level in programmes]
    return tuple(Column(level.value, str(level.label), level=level.value) for level in levels)
