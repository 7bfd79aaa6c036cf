"""Rewrites the tables of an Ohana directory, which is older than version 3, in the words of version 3.

What version 3 has no column for is said by its attributes, with a term for each such column.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import yaml

from mapping.exchange.hsds.checking import is_kind
from mapping.exchange.hsds.identity import as_key, key_of
from mapping.exchange.hsds.schema import TABLES, Row, Tables

OHANA_TABLES: Mapping[str, str] = yaml.safe_load(
    (Path(__file__).parent / "ohana.yaml").read_text(encoding="utf-8")
)
"""Its tables with their columns, those about persons left out."""

ONLY_OHANA = frozenset({"mail_addresses", "regular_schedules", "holiday_schedules", "taxonomy"})

_RENAMED: Mapping[str, Mapping[str, str]] = {
    "organizations": {},
    "programs": {},
    "locations": {"website": "url"},
    "services": {"eligibility": "eligibility_description", "fees": "fees_description", "website": "url"},
    "phones": {"number_type": "type", "department": "description"},
    "contacts": {},
    "addresses": {},
}
_LISTS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("organizations", "funding_sources"): ("funding", "source"),
    ("locations", "accessibility"): ("accessibility", "description"),
    ("locations", "languages"): ("languages", "name"),
    ("services", "funding_sources"): ("funding", "source"),
    ("services", "languages"): ("languages", "name"),
    ("services", "required_documents"): ("required_documents", "document"),
    ("services", "service_areas"): ("service_areas", "name"),
}
"""Lists in one cell, and the table and column in which each of their parts stands."""
_DERIVED: Mapping[str, frozenset[str]] = {
    "organizations": frozenset({"date_incorporated"}),
    "locations": frozenset({"virtual"}),
    "services": frozenset({"location_id", "taxonomy_ids"}),
}
_DAYS = {"mo": "MO", "tu": "TU", "we": "WE", "th": "TH", "fr": "FR", "sa": "SA", "su": "SU"}
_TIMES = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M%p", "%I%p", "%I %p")
_DATES = ("%Y-%m-%d", "%B %d, %Y", "%m/%d/%Y", "%m/%d/%y")


def is_ohana(tables: Tables) -> bool:
    """Whether tables are of the older form: by a table or column that version 3 does not have."""
    if ONLY_OHANA & set(tables):
        return True
    return any("location_id" in row or "keywords" in row for row in tables.get("services", [])[:1])


def parts_of(text: str) -> list[str]:
    """Return the parts of a list in one cell.

    Examples
    --------
    >>> parts_of("Chinese (Mandarin, Cantonese), Spanish, ")
    ['Chinese (Mandarin, Cantonese)', 'Spanish']
    """
    return [part.strip() for part in re.split(r",(?![^(]*\))", text) if part.strip()]


def time_of(text: str) -> str:
    """Return a time as the standard writes it, or "" when it is none that is understood.

    Examples
    --------
    >>> time_of("4:00 PM"), time_of("9am"), time_of("08:00"), time_of("noon")
    ('16:00:00', '09:00:00', '08:00:00', '')
    """
    return _read(text.upper(), _TIMES, "%H:%M:%S")


def date_of(text: str) -> str:
    """Return a day as the standard writes it, or "" when it is none that is understood.

    Examples
    --------
    >>> date_of("December 24, 2015"), date_of("12/24/15"), date_of("January 01, 0001")
    ('2015-12-24', '2015-12-24', '0001-01-01')
    """
    return _read(text, _DATES, "")


def _read(text: str, shapes: tuple[str, ...], written: str) -> str:
    for shape in shapes:
        try:
            found = dt.datetime.strptime(text.strip(), shape)  # noqa: DTZ007 - a day or an hour, no moment
        except ValueError:
            continue
        return found.strftime(written) if written else found.date().isoformat()
    return ""


class Rewriter:
    """Rewrites one directory; `directory` is its name, within which its keys mean something."""

    def __init__(self, directory: str, tables: Tables) -> None:
        self.directory, self.given = directory, tables
        self.made: Tables = {name: [] for name in TABLES}
        self._terms: dict[str, str] = {}
        places = tables.get("locations", [])
        self._owners = {row.get("id", ""): row.get("organization_id", "") for row in places}

    def rewrite(self) -> Tables:
        """Return the tables of version 3."""
        self._taxonomy()
        for name in _RENAMED:
            for row in self.given.get(name, []):
                self._row(name, row)
        for row in self.given.get("mail_addresses", []):
            self._row("addresses", row, table_of_key="mail_addresses", address_type="postal")
        for row in self.given.get("regular_schedules", []):
            self._schedule(row)
        for row in self.given.get("holiday_schedules", []):
            self._holiday(row)
        return {name: rows for name, rows in self.made.items() if rows}

    def key(self, table: str, text: str) -> str:
        return as_key(text, directory=self.directory, table=table) if text else ""

    def _row(self, name: str, row: Row, *, table_of_key: str = "", **more: str) -> None:
        key = self.key(table_of_key or name, row.get("id", ""))
        made: Row = {"id": key}
        for column, text in row.items():
            if column == "id" or not text or column in _DERIVED.get(name, ()):
                continue
            target = _RENAMED[name].get(column, column)
            listed = _LISTS.get((name, column))
            field = next((one for one in TABLES[name].fields if one.name == target), None)
            if listed is not None:
                self._list(name, key, parts_of(text), *listed)
            elif field is not None and field.refers:
                made[target] = self.key(field.refers, text)
            elif field is not None and is_kind(field.kind, text):
                made[target] = text
            else:
                self._say(name, key, column, text)
        further = _FURTHER.get(name)
        self.made[name].append(made | more | (further(self, row, key) if further else {}))

    def _list(self, name: str, key: str, parts: list[str], table: str, column: str) -> None:
        link = f"{TABLES[name].entity}_id"
        for number, part in enumerate(parts):
            self.made[table].append({"id": key_of(key, table, number, part), link: key, column: part})

    def _say(self, name: str, key: str, column: str, text: str) -> None:
        """Say what version 3 has no column for."""
        code = f"ohana:{name}.{column}"
        if code not in self._terms:
            self._terms[code] = key_of(self.directory, "term", code)
            label = column.replace("_", " ")
            made = {"id": self._terms[code], "code": code, "name": label, "description": label}
            self.made["taxonomy_terms"].append(made | {"taxonomy": "ohana"})
        self._attribute(name, key, self._terms[code], text)

    def _attribute(self, name: str, key: str, term: str, text: str = "") -> None:
        made = {
            "id": key_of(key, "attribute", term, text),
            "link_id": key,
            "taxonomy_term_id": term,
            "link_entity": TABLES[name].entity,
            "value": text,
        }
        self.made["attributes"].append({column: cell for column, cell in made.items() if cell})

    def _taxonomy(self) -> None:
        for row in self.given.get("taxonomy", []):
            code, name = row.get("taxonomy_id", ""), row.get("name", "")
            made = {
                "id": self.key("taxonomy", code),
                "code": code,
                "name": name,
                "description": name,
                "parent_id": self.key("taxonomy", row.get("parent_id", "")),
                "taxonomy": self.directory,
            }
            self.made["taxonomy_terms"].append({column: cell for column, cell in made.items() if cell})

    def _schedule(self, row: Row) -> None:
        made = self._linked("regular_schedules", row)
        day = _DAYS.get(row.get("weekday", "")[:2].casefold(), "")
        made |= {"freq": "WEEKLY", "byday": day} if day else {}
        self.made["schedules"].append(made | self._hours("schedules", row, made["id"]))

    def _holiday(self, row: Row) -> None:
        made = self._linked("holiday_schedules", row)
        for column, target in (("start_date", "valid_from"), ("end_date", "valid_to")):
            day = date_of(row.get(column, ""))
            made |= {target: day} if day else {}
            if row.get(column) and not day:
                self._say("schedules", made["id"], column, row[column])
        if row.get("closed"):
            self._say("schedules", made["id"], "closed", row["closed"])
        self.made["schedules"].append(made | self._hours("schedules", row, made["id"]))

    def _hours(self, name: str, row: Row, key: str) -> Row:
        made: Row = {}
        for column in ("opens_at", "closes_at"):
            text = row.get(column, "")
            if time_of(text):
                made[column] = time_of(text)
            elif text:
                self._say(name, key, column, text)
        return made

    def _linked(self, table: str, row: Row) -> Row:
        made = {"id": self.key(table, row.get("id", ""))}
        for column, referred in (("location_id", "locations"), ("service_id", "services")):
            if row.get(column):
                made[column] = self.key(referred, row[column])
        return made

    def organization_further(self, row: Row, key: str) -> Row:
        founded = row.get("date_incorporated", "")
        day = date_of(founded)
        if founded:
            self._say("organizations", key, "date_incorporated", founded)
        return {"year_incorporated": str(int(day[:4]))} if day else {}

    def program_further(self, row: Row, _key: str) -> Row:
        return {"description": row.get("name", "")}

    def location_further(self, row: Row, _key: str) -> Row:
        return {"location_type": "virtual" if row.get("virtual", "").casefold() == "true" else "physical"}

    def address_further(self, row: Row, _key: str) -> Row:
        return {} if "attention" in row else {"address_type": "physical"}

    def service_further(self, row: Row, key: str) -> Row:
        """Link it to its place and its terms, and say whose it is, which Ohana tells by the place only."""
        for code in parts_of(row.get("taxonomy_ids", "")):
            self._attribute("services", key, self.key("taxonomy", code))
        place = row.get("location_id", "")
        if place:
            located = self.key("locations", place)
            link = {"id": key_of(key, "at", located), "service_id": key, "location_id": located}
            self.made["service_at_location"].append(link)
        owner = self._owners.get(place, "") or row.get("organization_id", "")
        return {"organization_id": self.key("organizations", owner)} if owner else {}


_FURTHER: Mapping[str, Callable[[Rewriter, Row, str], Row]] = {
    "organizations": Rewriter.organization_further,
    "programs": Rewriter.program_further,
    "locations": Rewriter.location_further,
    "services": Rewriter.service_further,
    "addresses": Rewriter.address_further,
}


def with_keys(directory: str, tables: Tables) -> Iterator[tuple[str, list[Row]]]:
    """Yield tables of version 3 with keys that are UUIDs, where a directory wrote others."""
    for name, rows in tables.items():
        links = {"id": name} | {field.name: field.refers for field in TABLES[name].fields if field.refers}
        if name == "organizations":
            links["parent_organization_id"] = "organizations"
        if name == "taxonomy_terms":
            links["parent_id"] = "taxonomy_terms"
        if name == "attributes":
            yield name, [_attribute_with_keys(directory, row) for row in rows]
            continue
        yield name, [_linked(directory, row, links) for row in rows]


def _linked(directory: str, row: Row, links: Mapping[str, str]) -> Row:
    return {
        column: as_key(text, directory=directory, table=links[column]) if column in links and text else text
        for column, text in row.items()
    }


def _attribute_with_keys(directory: str, row: Row) -> Row:
    entity = row.get("link_entity", "")
    table = next((name for name, one in TABLES.items() if one.entity == entity), entity)
    links = {"id": "attributes", "link_id": table, "taxonomy_term_id": "taxonomy_terms"}
    return _linked(directory, row, links)
