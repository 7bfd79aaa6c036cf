"""Puts programmes and offers back as they were stored, and takes away those that an import made."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from clrisk_site.figures.message import says
from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import BuiltUponError, Change, Context
from diagnosis.models import Factor
from mapping.imports.keeping import refuse_if_edited, remove_records, text_of, writer_of
from mapping.imports.programmes.comparing import OFFER_STATE, PROGRAMME_STATE, programmes_in_reach
from mapping.imports.programmes.listing import forget
from mapping.imports.programmes.meeting import BEFORE_INSTITUTION, BEFORE_PROGRAMME, LEFT_ALONE
from mapping.imports.programmes.states import restore_offer, restore_programme
from mapping.imports.rights import Rights
from mapping.models import Institution, LocalOffer, Programme, ProgrammeFactor
from mapping.owners import owner_paths

type Row = dict[Any, Any]
type Key = tuple[str, str, str]


class Restorer:
    """The stored programmes and offers in reach of one territory, found by the keys of rows."""

    def __init__(self, territory: Territory, context: Context) -> None:
        self.territory = territory
        self.context = context
        self.programmes: dict[Key, Programme] = {
            (row.territory.path, row.institution.name, row.name): row
            for row in programmes_in_reach(territory)
        }
        self.factor_ids = dict(Factor.objects.values_list("code", "pk"))

    def programme(self, row: Row) -> Programme | None:
        return self.programmes.get((row["owner"], row["institution"], row["name"]))

    def offer(self, row: Row, programme: Programme | None) -> LocalOffer | None:
        if programme is None or not self.territory.level.is_municipal or pd.isna(row["year"]):
            return None
        offers = LocalOffer.objects.filter(territory=self.territory, programme=programme)
        return offers.filter(year=int(row["year"])).first()

    def restore(self, programme: Programme, state: str) -> None:
        refuse_if_edited([programme], self.context)
        forget(self.territory, programme, self.context)
        programme.updated_by = writer_of(self.context)
        restore_programme(programme, state, self.factor_ids)

    def remake(self, row: Row) -> Programme:
        """Make a programme that was removed; its institution was not."""
        owner = Territory.objects.get(path=row["owner"])
        institutions = Institution.objects.filter(
            territory__path__in=owner_paths(owner), name=row["institution"]
        )
        nearest = sorted(
            institutions.select_related("territory"), key=lambda found: -len(found.territory.path)
        )
        if not nearest:
            message = says("The institution «%(name)s» is no longer stored.", name=row["institution"])
            raise BuiltUponError(message)
        made = Programme(
            territory=owner,
            institution=nearest[0],
            name=row["name"],
            created_by=writer_of(self.context),
            updated_by=writer_of(self.context),
        )
        restore_programme(made, row[PROGRAMME_STATE], self.factor_ids)
        self.programmes[row["owner"], row["institution"], row["name"]] = made
        return made


def put_back(territory: Territory, change: Change, context: Context) -> None:
    """Store removed and changed rows with all they had.

    Raises
    ------
    BuiltUponError
        When a person changed one after the import, or something rests on an offer that has to go again.
    """
    restorer, done = Restorer(territory, context), set[int]()
    for row in pd.concat([change.new, change.changed]).to_dict(orient="records"):
        programme, state = restorer.programme(row), row[PROGRAMME_STATE]
        if programme is None:
            programme = restorer.remake(row)
        elif isinstance(state, str) and programme.pk not in done:
            restorer.restore(programme, state)
        done.add(programme.pk)
        if territory.level.is_municipal:
            _put_offer_back(restorer, row, programme)


def _put_offer_back(restorer: Restorer, row: Row, programme: Programme) -> None:
    offer, state, context = restorer.offer(row, programme), row[OFFER_STATE], restorer.context
    if not isinstance(state, str):
        if offer is not None:
            remove_records(LocalOffer, [offer], context)
        return
    if offer is None:
        offer = LocalOffer(territory=restorer.territory, programme=programme, created_by=writer_of(context))
    else:
        refuse_if_edited([offer], context)
    offer.updated_by = writer_of(context)
    restore_offer(offer, state)


def remove_programmes(territory: Territory, rows: pd.DataFrame, context: Context) -> None:
    """Remove offers, the programmes of which nothing is left, and institutions that the import made.

    Undoing also gives a programme that stays what a new offer replaced of it.

    Raises
    ------
    BuiltUponError
        When something rests on one, a person changed it since, or it belongs to another territory.
    """
    restorer, found = Restorer(territory, context), []
    for row in rows.to_dict(orient="records"):
        programme = restorer.programme(row)
        if programme is None:
            continue
        offer = restorer.offer(row, programme)
        if offer is not None:
            remove_records(LocalOffer, [offer], context)
        found.append((row, programme, offer is not None))
    if context.exact:
        _take_back(restorer, [(row, programme) for row, programme, _had in found])
    else:
        _remove_bare(restorer, [(programme, had) for _row, programme, had in found])


def _take_back(restorer: Restorer, found: list[tuple[Row, Programme]]) -> None:
    made: dict[int, Programme] = {}
    restored: set[int] = set()
    for row, programme in found:
        before = text_of(row.get(BEFORE_PROGRAMME))
        if not before:
            made[programme.pk] = programme
        elif before != LEFT_ALONE and programme.pk not in restored:
            restored.add(programme.pk)
            restorer.restore(programme, before)
    _delete(made.values(), restorer)
    institutions = {
        programme.institution_id: programme.institution
        for row, programme in found
        if row.get(BEFORE_INSTITUTION) is False
    }
    _remove_institutions(institutions.values(), restorer.context)


def _remove_bare(restorer: Restorer, found: list[tuple[Programme, bool]]) -> None:
    """Remove own programmes that offer nothing any more; of others only the offer here was to go."""
    rights = Rights(restorer.territory, restorer.context.actor)
    going: dict[int, Programme] = {}
    for programme, had_offer in found:
        owner = programme.territory.path
        if had_offer and (owner != restorer.territory.path or programme.offers.exists()):
            continue
        rights.refuse_foreign(owner, programme.name)
        going[programme.pk] = programme
    _delete(going.values(), restorer)


def _delete(programmes: Iterable[Programme], restorer: Restorer) -> None:
    going = list(programmes)
    if restorer.context.exact:
        for programme in going:
            forget(restorer.territory, programme, restorer.context)
    remove_records(Programme, going, restorer.context, besides=(ProgrammeFactor,))


def _remove_institutions(institutions: Iterable[Institution], context: Context) -> None:
    """Remove the institutions that the import made; one saved since then has become somebody's work."""
    made = list(institutions)
    for institution in made:
        if institution.version > 1:
            message = says(
                "«%(row)s» was completed after this import. Remove the institution first.",
                row=institution.name,
            )
            raise BuiltUponError(message)
    remove_records(Institution, made, context)
