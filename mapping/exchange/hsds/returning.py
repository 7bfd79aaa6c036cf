"""Recognises our own export when it comes back: its keys are those of stored records."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clrisk_site.people.record import Record
from clrisk_site.places.models import Territory
from mapping.exchange.hsds.leaving import directory_of, key_of_record
from mapping.exchange.hsds.mending import mend
from mapping.exchange.hsds.parts import Directory, Part, take_apart
from mapping.exchange.hsds.schema import Row, Tables
from mapping.models import Institution, Office, Programme
from mapping.owners import owner_paths


@dataclass(frozen=True)
class Sent:
    """What an export of a territory would say now, with the records that it speaks of, by their keys."""

    records: Mapping[str, Record]
    directory: Directory

    def part(self, key: str) -> Part | None:
        """Return what the export says of a key."""
        sent = self.directory
        return sent.organizations.get(key) or sent.services.get(key) or sent.locations.get(key)

    def says(self, part: Part) -> bool:
        """Say whether a part is told just as the export would tell it."""
        ours = self.part(part.key)
        return ours is not None and _bare([ours.row], ours.tables) == _bare([part.row], part.tables)

    def says_shared(self, tables: Tables) -> bool:
        """Say whether tables that belong to no part are those of the export."""
        return _bare([], self.directory.shared) == _bare([], tables)


def sent_from(territory: Territory, name: str) -> Sent:
    """Return the export of a territory as it would come back under the name of a directory."""
    records: dict[str, Record] = {}
    paths = owner_paths(territory)
    for model in (Institution, Programme, Office):
        for record in model._default_manager.filter(territory__path__in=paths).select_related("territory"):
            records[key_of_record(record)] = record
    return Sent(records, take_apart(mend(name, directory_of(territory)).tables))


def _bare(rows: Iterable[Row], tables: Tables) -> dict[str, list[list[tuple[str, str]]]]:
    """Return rows without blanks and order."""
    told = {"": rows, **tables}
    found = {
        name: sorted(sorted((column, text) for column, text in row.items() if text) for row in table)
        for name, table in told.items()
    }
    return {name: table for name, table in found.items() if table}
