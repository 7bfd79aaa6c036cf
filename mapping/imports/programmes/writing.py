"""Stores institutions, programmes, their factors and local offers; called inside the caller's transaction."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from clrisk_site.places.models import Territory
from clrisk_site.places.names import search_form
from clrisk_site.tables.spec import Change, Context
from diagnosis.models import Factor
from mapping.imports.keeping import text_of, writer_of
from mapping.imports.programmes.columns import OFFER_FIELDS
from mapping.imports.programmes.comparing import FACTOR_FIELDS, PROGRAMME_FIELDS, programmes_in_reach
from mapping.imports.programmes.doubting import Doubts
from mapping.imports.programmes.listing import Inventory
from mapping.imports.programmes.restoring import put_back
from mapping.models import Institution, LocalOffer, Programme, ProgrammeFactor
from mapping.owners import owner_paths
from mapping.queries.offer_faults import settle_class

type Row = Mapping[str, Any]


class ProgrammeWriter:
    """Writes the rows of one file; institutions and programmes are looked up by their names, once."""

    def __init__(self, territory: Territory, context: Context) -> None:
        self.territory = territory
        self.context = context
        self.by = writer_of(context)
        paths = owner_paths(territory)
        self.owners = {owner.path: owner for owner in Territory.objects.filter(path__in=paths)}
        self.institutions = {
            (institution.territory_id, search_form(institution.name)): institution
            for institution in Institution.objects.filter(territory__path__in=paths)
        }
        self.programmes = {
            (programme.territory_id, programme.institution_id, programme.name): programme
            for programme in programmes_in_reach(territory)
        }
        self.factors = {factor.code: factor for factor in Factor.objects.all()}
        self.inventory = Inventory(territory, context)
        self.doubts = Doubts(territory)

    def write(self, row: Row) -> None:
        owner = self.owners[row["owner"]]
        programme = self._programme(row, owner)
        self._link_factors(row, programme)
        if self.territory.level.is_municipal and _says_of_an_offer(row):
            self._offer(row, programme)
        else:
            self.inventory.note(row, programme)

    def _institution(self, row: Row, owner: Territory) -> Institution:
        """Return the institution at the owner or above it, or make it where the programme belongs."""
        wanted = search_form(row["institution"])
        for path in [owner.path, *reversed(owner.ancestor_paths)]:
            found = self.institutions.get((self.owners[path].pk, wanted))
            if found is not None:
                return found
        made = Institution.objects.create(
            territory=owner,
            name=row["institution"],
            level=row["level"],
            source=self.context.source,
            created_by=self.by,
            updated_by=self.by,
        )
        self.institutions[owner.pk, wanted] = made
        return made

    def _programme(self, row: Row, owner: Territory) -> Programme:
        institution = self._institution(row, owner)
        programme = self.programmes.get((owner.pk, institution.pk, row["name"]))
        if programme is None:
            programme = Programme(
                territory=owner, institution=institution, name=row["name"], created_by=self.by
            )
            self.programmes[owner.pk, institution.pk, row["name"]] = programme
        elif not row["may_change"]:
            return programme
        else:
            programme.version += 1
        before = self.doubts.before(programme)
        for field in PROGRAMME_FIELDS:
            _set(programme, field, row.get(field))
        self.doubts.settle(programme, before, is_said=not _is_blank(row.get("evidence")))
        _set(
            programme,
            "source",
            text_of(row.get("row_source")) or (self.context.source if not programme.source else None),
        )
        _set(programme, "year", row.get("year"))
        programme.updated_by = self.by
        programme.save()
        return programme

    def _link_factors(self, row: Row, programme: Programme) -> None:
        if not row["may_change"]:
            return
        said: dict[str, str] = {}
        for field, strength in FACTOR_FIELDS.items():
            codes = row.get(field)
            # A file with the column but nothing in this row gives a missing value, not an empty list.
            if isinstance(codes, list | tuple):
                said |= dict.fromkeys(codes, strength.value)
                links = ProgrammeFactor.objects.filter(programme=programme, strength=strength)
                links.exclude(factor__code__in=codes).delete()
        for code, how in said.items():
            ProgrammeFactor.objects.update_or_create(
                programme=programme, factor=self.factors[code], defaults={"strength": how}
            )

    def _offer(self, row: Row, programme: Programme) -> None:
        offer = LocalOffer.objects.filter(
            territory=self.territory, programme=programme, year=int(row["year"])
        ).first()
        if offer is None:
            offer = LocalOffer(
                territory=self.territory,
                programme=programme,
                year=int(row["year"]),
                source=text_of(row.get("row_source")) or self.context.source,
                created_by=self.by,
            )
        else:
            offer.version += 1
        before = self.doubts.before(offer)
        for field in OFFER_FIELDS:
            _set(offer, field, row.get(field))
        if offer.marginal_cost_mxn is not None:
            settle_class(offer)
        # No column of a file says how well an offer is supported.
        self.doubts.settle(offer, before, is_said=False)
        offer.updated_by = self.by
        offer.save()


def write_programmes(territory: Territory, change: Change, context: Context) -> None:
    """Store new and changed rows; what a file leaves blank keeps its stored value."""
    if context.exact:
        put_back(territory, change, context)
        return
    writer = ProgrammeWriter(territory, context)
    for frame in (change.new, change.changed):
        for row in frame.to_dict(orient="records"):
            writer.write({str(name): value for name, value in row.items()})
    writer.inventory.save()


def _says_of_an_offer(row: Row) -> bool:
    return any(not _is_blank(row.get(field)) for field in OFFER_FIELDS)


def _is_blank(value: object) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and value != value)


def _set(record: Programme | LocalOffer, field: str, value: object) -> None:
    """Set a field unless the file is silent about it: blank is unknown, never "now empty"."""
    if _is_blank(value):
        return
    if field.endswith("_mxn"):
        setattr(record, field, Decimal(str(value)).quantize(Decimal("0.01")))
    elif isinstance(value, str):
        setattr(record, field, value)
    else:
        setattr(record, field, int(str(value).removesuffix(".0")))
