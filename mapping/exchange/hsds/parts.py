"""Takes a directory apart: which rows belong to which organization, service or location, and which to all."""

from dataclasses import dataclass, field

from mapping.exchange.hsds.schema import Row, Tables

_OWNERS = (
    "service_id",
    "service_at_location_id",
    "contact_id",
    "location_id",
    "organization_id",
    "phone_id",
    "link_id",
)
"""Columns that say whose a row is, the nearest first."""
_OWN = {"organizations", "services", "locations"}


@dataclass
class Part:
    """One organization, service or location: its own row, and the rows that only speak of it."""

    row: Row
    tables: Tables = field(default_factory=dict)

    @property
    def key(self) -> str:
        return self.row["id"]

    def rows(self, table: str) -> list[Row]:
        return self.tables.get(table, [])

    def to_plain(self, directory: str) -> dict[str, object]:
        """Return it as it is kept with the record that it becomes."""
        return {"directory": directory, "row": self.row, "tables": self.tables}


@dataclass
class Directory:
    """A directory in its parts; `shared` are the tables that belong to none of them."""

    organizations: dict[str, Part] = field(default_factory=dict)
    services: dict[str, Part] = field(default_factory=dict)
    locations: dict[str, Part] = field(default_factory=dict)
    shared: Tables = field(default_factory=dict)


def take_apart(tables: Tables) -> Directory:
    """Return the parts of tables that keep to the standard.

    A location of no organization belongs to that of a service that is given there.
    """
    organizations, services, locations = (
        {row["id"]: Part(row) for row in tables.get(name, [])}
        for name in ("organizations", "services", "locations")
    )
    found = Directory(organizations, services, locations)
    _give_locations_an_owner(found, tables)
    owners: dict[str, Part] = {**found.organizations, **found.services, **found.locations}
    waiting = [(name, row) for name, rows in tables.items() if name not in _OWN for row in rows]
    while waiting:
        left = []
        for name, row in waiting:
            owner = _owner_of(row, owners)
            if owner is None:
                left.append((name, row))
                continue
            owner.tables.setdefault(name, []).append(row)
            owners.setdefault(row["id"], owner)
        if len(left) == len(waiting):
            break
        waiting = left
    for name, row in waiting:
        found.shared.setdefault(name, []).append(row)
    return found


def _owner_of(row: Row, owners: dict[str, Part]) -> Part | None:
    for column in _OWNERS:
        if row.get(column) in owners:
            return owners[row[column]]
    return None


def _give_locations_an_owner(found: Directory, tables: Tables) -> None:
    for link in tables.get("service_at_location", []):
        place, service = found.locations.get(link["location_id"]), found.services.get(link["service_id"])
        if place is not None and service is not None and not place.row.get("organization_id"):
            place.row = {**place.row, "organization_id": service.row["organization_id"]}
    for place in [place for place in found.locations.values() if not place.row.get("organization_id")]:
        found.shared.setdefault("locations", []).append(place.row)
        del found.locations[place.key]
