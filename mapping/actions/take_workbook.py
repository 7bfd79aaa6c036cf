"""Takes a workbook of the mapping in: its rows become records or change them; all or nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from django.db import models, transaction

from clrisk_site.figures.message import says
from clrisk_site.people.models import User
from clrisk_site.people.record import Record
from clrisk_site.people.writing import NotSavedError, create_record, save_record
from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import Context
from diagnosis.models import Factor, Zone
from mapping.actions.save_offer import ZoneReach, save_offer
from mapping.actions.save_programme import save_programme
from mapping.exchange.workbook.checking import model_value
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
            writer.write(one.sheet, pd.concat([change.new, change.changed]).to_dict(orient="records"))
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
        self.programmes: dict[tuple[str, str], Programme] | None = None
        self.sheets = {sheet.code: sheet for sheet in SHEETS}

    def write(self, sheet: Sheet, rows: Sequence[Row]) -> None:
        if not rows:
            return
        if sheet.model is OfferCoverage:
            self._write_coverage(rows)
            return
        stored = {sheet.key_of(record.pk): record for record in records_of(sheet, self.territory)}
        named = {name: self._by_name(REFERENCES[name]) for name in sheet.fields if name in REFERENCES}
        for row in rows:
            record = stored.get(row[KEY])
            if record is None:
                record = sheet.model(territory=self.territory)
            self._fill(sheet, record, row, named)
            self._save(record, row, named)

    def _fill(self, sheet: Sheet, record: Any, row: Row, named: Mapping[str, Any]) -> None:
        for name in sheet.fields:
            if name not in row or name in MANY:
                continue
            if name == FACTOR:
                record.factor = self.factors[row[name]] if isinstance(row[name], str) else None
            elif name == "institution" and isinstance(record, LocalOffer):
                continue
            elif name == "programme":
                record.programme = self._programme(row)
            elif name in REFERENCES:
                setattr(record, name, _found(named[name], row[name]))
            else:
                field: models.Field[Any, Any] = sheet.model._meta.get_field(name)  # type: ignore[assignment]  # no relation
                setattr(record, name, model_value(field, row[name]))

    def _save(self, record: Any, row: Row, named: Mapping[str, Any]) -> None:
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

    def _related(self, row: Row, named: Mapping[str, Any]) -> dict[str, list[models.Model]]:
        related: dict[str, list[models.Model]] = {}
        if isinstance(row.get(FACTORS), tuple):
            related["factors"] = [self.factors[code] for code in row[FACTORS]]
        if isinstance(row.get("institutions"), tuple):
            related["institutions"] = [_found(named["institutions"], name) for name in row["institutions"]]
        return related

    def _strengths(self, programme: Programme, row: Row) -> dict[int, str]:
        """Return the factors of the row; a link that exists keeps its strength, a new one is direct."""
        links = ProgrammeFactor.objects.filter(programme=programme) if programme.pk else ()
        kept = {link.factor_id: link.strength for link in links}
        if not isinstance(row.get(FACTORS), tuple):
            return kept
        wanted = [self.factors[code].pk for code in row[FACTORS]]
        return {pk: kept.get(pk, Strength.DIRECT.value) for pk in wanted}

    def _write_coverage(self, rows: Sequence[Row]) -> None:
        """Write the zones of each offer at once, so that an offer is changed once."""
        reach: dict[tuple[int, int], dict[int, ZoneReach]] = {}
        for row in rows:
            key = (self._programme(row).pk, int(row[YEAR]))
            reaches = row["reaches"] if isinstance(row.get("reaches"), str) else Known.UNKNOWN.value
            known = ZoneReach(
                reaches, model_value(OfferCoverage._meta.get_field("places"), row.get("places"))
            )
            reach.setdefault(key, {})[self.zones[row[ZONE]].pk] = known
        for (programme, year), zones in reach.items():
            offer = LocalOffer.objects.filter(
                territory=self.territory, programme=programme, year=year
            ).first()
            if offer is None:
                raise NotSavedError(
                    says(
                        "Coverage names an offer of %(year)s that is not in the sheet of offers.",
                        year=str(year),
                    )
                )
            save_offer(offer=offer, reach=zones, by=self.by, expected_version=offer.version)

    def _by_name(self, code: str) -> dict[str, Record]:
        """Return the records of a sheet by name; an own record wins over one of a place above."""
        rows = sorted(records_of(self.sheets[code], self.territory), key=lambda row: row.territory.path)
        return {row.name: row for row in rows}

    def _programme(self, row: Row) -> Programme:
        if self.programmes is None:  # asked only after the sheet of programmes was written
            seen = records_of(self.sheets["programmes"], self.territory).order_by("territory__path", "pk")
            self.programmes = {(one.institution.name, one.name): one for one in seen}
        programme = self.programmes.get((row["institution"], row["programme"]))
        if programme is None:
            raise NotSavedError(
                says(
                    "«%(programme)s» is no programme of «%(institution)s». Correct the row.",
                    programme=str(row["programme"]),
                    institution=str(row["institution"]),
                )
            )
        return programme


def _found(named: Mapping[str, Any], name: object) -> Any:
    if not isinstance(name, str):
        return None
    if name not in named:
        raise NotSavedError(says("«%(name)s» is in no row of its sheet, and is not stored.", name=name))
    return named[name]
