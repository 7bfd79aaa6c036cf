"""Takes a workbook of the mapping in: its rows become records or change them; all or nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from django.db import models, transaction

from clrisk_site.figures.message import says
from clrisk_site.people.models import User
from clrisk_site.people.writing import NotSavedError, create_record, save_record
from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import Context
from diagnosis.models import Factor, Zone
from mapping.actions.save_offer import ZoneReach, save_offer
from mapping.actions.save_programme import save_programme
from mapping.exchange.workbook.checking import model_value, same_reference
from mapping.exchange.workbook.references import References
from mapping.exchange.workbook.sheets import FACTOR, FACTORS, KEY, MANY, REFERENCES, SHEETS, YEAR, ZONE, Sheet
from mapping.exchange.workbook.specs import Compared
from mapping.exchange.workbook.stored import records_of
from mapping.imports.keeping import remove_records
from mapping.models import (
    CoverageGroup,
    FactEvidence,
    Known,
    LocalOffer,
    OfferCoverage,
    Programme,
    ProgrammeFactor,
    Strength,
)

type Row = Mapping[Any, Any]
type Named = Mapping[str, list[Any]]


@transaction.atomic
def take_workbook(
    *, territory: Territory, compared: Sequence[Compared], removes_gone: bool, by: User
) -> None:
    """Write what the sheets say, in the order in which they refer to each other, and remove backwards.

    Parameters
    ----------
    compared : sequence of Compared
        Made within this same transaction, so that they speak of what is stored now.
    removes_gone : bool
        Whether own records that are no longer in the file go, because the person said so.

    Raises
    ------
    BuiltUponError
        When something rests on a record that shall go; nothing is changed.
    NotSavedError
        When a row refers to what does not exist after all; nothing is changed.
    """
    writer = _Writer(territory, by)
    for one in compared:
        change = one.preview.change
        if change is not None:
            writer.write(one, pd.concat([change.new, change.changed]).to_dict(orient="records"))
    if removes_gone:
        for one in reversed(compared):
            _remove(one, territory, by)


def _remove(one: Compared, territory: Territory, by: User) -> None:
    change = one.preview.change
    if change is None or change.gone.empty or not one.sheet.may_remove:
        return
    gone = set(change.gone[KEY])
    records = [row for row in records_of(one.sheet, territory) if one.sheet.key_of(row.pk) in gone]
    context = Context(territory_path=territory.path, actor=by)
    remove_records(one.sheet.model, records, context, besides=_parts_of(one.sheet.model))


def _parts_of(model: type[models.Model]) -> list[type[models.Model]]:
    """Return what is no record of its own and goes with one: links, places by zone, notes of evidence."""
    links = [through for field in model._meta.many_to_many if (through := field.remote_field.through)]
    parts: dict[type[models.Model], list[type[models.Model]]] = {
        LocalOffer: [CoverageGroup, FactEvidence],
        Programme: [FactEvidence],
    }
    return [*links, *parts.get(model, [])]


class _Writer:
    def __init__(self, territory: Territory, by: User) -> None:
        self.territory, self.by = territory, by
        self.factors = {factor.code: factor for factor in Factor.objects.all()}
        self.zones = {zone.letter: zone for zone in Zone.objects.filter(territory=territory)}
        self.sheets = {sheet.code: sheet for sheet in SHEETS}
        self.records: dict[str, dict[str, Any]] = {}

    def write(self, one: Compared, rows: Sequence[Row]) -> None:
        if not rows:
            return
        stored = {row[KEY]: row for row in one.stored.to_dict(orient="records")}
        if one.sheet.model is OfferCoverage:
            self._write_coverage(rows, stored, one.references)
            return
        records = self._records(one.sheet.code)
        for row in rows:
            named = self._named(row, stored.get(row[KEY]), one.references)
            record = records.get(row[KEY])
            if record is None:
                record = one.sheet.model(territory=self.territory)
            self._fill(one.sheet, record, row, named)
            self._save(record, row, named)
            records[row[KEY]] = record

    def _records(self, code: str) -> dict[str, Any]:
        """Return the records of a sheet by their key, those just written among them."""
        if code not in self.records:
            sheet = self.sheets[code]
            self.records[code] = {sheet.key_of(one.pk): one for one in records_of(sheet, self.territory)}
        return self.records[code]

    def _named(self, row: Row, before: Row | None, references: References) -> dict[str, list[Any]]:
        """Return the records that a row names; a cell that did not change is left out, so it keeps its own.

        Names alone would not do: another record may have the name, or the file renames the one it had.
        """
        named = {}
        for name in REFERENCES:
            if name in row and not (before is not None and same_reference(name, row, before)):
                parts = row[name] if isinstance(row[name], tuple) else (row[name],)
                named[name] = [
                    self._record(name, {**row, name: part}, references)
                    for part in parts
                    if isinstance(part, str)
                ]
        return named

    def _record(self, name: str, row: Row, references: References) -> Any:
        records = self._records(REFERENCES[name])
        found = [records[key] for key in references.meant(name, row) if key in records]
        if len(found) != 1:
            raise NotSavedError(
                says("«%(name)s» is in no row of its sheet, and is not stored.", name=str(row[name]))
            )
        return found[0]

    def _fill(self, sheet: Sheet, record: Any, row: Row, named: Named) -> None:
        for name in sheet.fields:
            if name not in row or name in MANY:
                continue
            if name == FACTOR:
                record.factor = self.factors[row[name]] if isinstance(row[name], str) else None
            elif name == "institution" and isinstance(record, LocalOffer):
                continue
            elif name in REFERENCES:
                if name in named:
                    setattr(record, name, next(iter(named[name]), None))
            else:
                field: models.Field[Any, Any] = sheet.model._meta.get_field(name)  # type: ignore[assignment]  # no relation
                setattr(record, name, model_value(field, row[name]))

    def _save(self, record: Any, row: Row, named: Named) -> None:
        expected = record.version if record.pk else None
        if isinstance(record, Programme):
            save_programme(
                programme=record,
                strengths=self._strengths(record, row),
                by=self.by,
                expected_version=expected,
            )
        elif isinstance(record, LocalOffer):
            save_offer(offer=record, reach={}, by=self.by, expected_version=expected)
        elif expected is None:
            create_record(record, by=self.by, related=self._related(row, named))
        else:
            save_record(record, by=self.by, expected_version=expected, related=self._related(row, named))

    def _related(self, row: Row, named: Named) -> dict[str, list[models.Model]]:
        related: dict[str, list[models.Model]] = {}
        if isinstance(row.get(FACTORS), tuple):
            related["factors"] = [self.factors[code] for code in row[FACTORS]]
        if named.get("institutions"):
            related["institutions"] = named["institutions"]
        return related

    def _strengths(self, programme: Programme, row: Row) -> dict[int, str]:
        """Return the factors of the row; a link that exists keeps its strength, a new one is direct."""
        links = ProgrammeFactor.objects.filter(programme=programme) if programme.pk else ()
        kept = {link.factor_id: link.strength for link in links}
        if not isinstance(row.get(FACTORS), tuple):
            return kept
        wanted = [self.factors[code].pk for code in row[FACTORS]]
        return {pk: kept.get(pk, Strength.DIRECT.value) for pk in wanted}

    def _write_coverage(self, rows: Sequence[Row], stored: Mapping[str, Row], references: References) -> None:
        """Write the zones of each offer at once, so that an offer is changed once."""
        reach: dict[int, dict[int, ZoneReach]] = {}
        for row in rows:
            offer = self._offer(row, self._named(row, stored.get(row[KEY]), references))
            reaches = row["reaches"] if isinstance(row.get("reaches"), str) else Known.UNKNOWN.value
            known = ZoneReach(
                reaches, model_value(OfferCoverage._meta.get_field("places"), row.get("places"))
            )
            reach.setdefault(offer, {})[self.zones[row[ZONE]].pk] = known
        for pk, zones in reach.items():
            stored_offer = LocalOffer.objects.get(pk=pk)
            save_offer(offer=stored_offer, reach=zones, by=self.by, expected_version=stored_offer.version)

    def _offer(self, row: Row, named: Named) -> int:
        """Return the offer of a row of coverage: the one it had, or that of the programme and the year."""
        if "programme" not in named:
            return int(self._records("coverage")[row[KEY]].offer_id)
        programme = named["programme"][0]
        offer = LocalOffer.objects.filter(
            territory=self.territory, programme=programme, year=int(row[YEAR])
        ).first()
        if offer is None:
            raise NotSavedError(
                says(
                    "Coverage names an offer of %(year)s that is not in the sheet of offers.",
                    year=str(row[YEAR]),
                )
            )
        return int(offer.pk)
