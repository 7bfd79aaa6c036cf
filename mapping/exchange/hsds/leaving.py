"""Writes what is mapped of a territory as tables of the standard, and the archive that holds them.

No name, e-mail or telephone of an official is in them, and nothing of an interview.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext

from clrisk_site.places.models import Territory
from clrisk_site.tables.neutral import neutralise
from mapping.exchange.hsds.facts import (
    INSTITUTION,
    OFFICE,
    PROGRAMME,
    Facts,
    Match,
    column_text,
    institution_facts,
    office_facts,
    programme_facts,
)
from mapping.exchange.hsds.identity import key_of
from mapping.exchange.hsds.parts import Part
from mapping.exchange.hsds.schema import PERSONAL, TABLES, Row, Tables
from mapping.models import Institution, LocalOffer, OfferStatus, Office, Programme, ServiceDirectory
from mapping.owners import owner_paths
from mapping.queries.programmes import newest_offers

_POSTAL_CODE = re.compile(r"\b\d{5}\b")
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"
_DIALLED = re.compile(r"\+[\d\s().-]+")
_STAMP = (1980, 1, 1, 0, 0, 0)


def directory_of(territory: Territory) -> Tables:
    """Return the tables of the institutions, programmes and offices that a territory sees."""
    return _Writer(territory).tables()


def write_archive(tables: Tables) -> bytes:
    """Return a ZIP with one CSV for each table of the standard, empty ones too; same tables, same bytes.

    A validator follows references from table to table, so none may be missing.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, table in TABLES.items():
            text = io.StringIO(newline="")
            writer = csv.DictWriter(text, table.columns, restval="", extrasaction="ignore")
            writer.writeheader()
            writer.writerows(map(_harmless, tables.get(name, [])))
            info = zipfile.ZipInfo(f"{name}.csv", date_time=_STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text.getvalue().encode())
    return target.getvalue()


def _harmless(row: Row) -> Row:
    """Return a row in which no text acts as a formula; a telephone with its plus stays as it is dialled."""
    return {
        column: text if _DIALLED.fullmatch(text) else str(neutralise(text)) for column, text in row.items()
    }


def key_of_record(record: Any) -> str:
    """Return the key under which a record leaves: the one it came with, else one of its own."""
    kept: str = record.directory_record.get("row", {}).get("id", "")
    return kept or key_of(record._meta.model_name, record.territory_id, record.pk)


class _Writer:
    def __init__(self, territory: Territory) -> None:
        self.territory = territory
        self.made: Tables = {name: [] for name in TABLES}
        self.keys: dict[tuple[type, int], str] = {}
        self._seen: dict[str, set[str]] = {name: set() for name in TABLES}
        self._codes: set[str] = set()

    def tables(self) -> Tables:
        paths = owner_paths(self.territory)
        institutions = list(Institution.objects.filter(territory__path__in=paths).order_by("pk"))
        for institution in institutions:
            self._key(institution)
        for institution in institutions:
            self._institution(institution)
        offices = Office.objects.filter(territory__path__in=paths).select_related("institution")
        for office in offices.order_by("pk"):
            self._office(office)
        programmes = Programme.objects.filter(territory__path__in=paths).select_related("institution")
        offers = newest_offers(self.territory)
        for programme in programmes.prefetch_related("factor_links__factor").order_by("pk"):
            self._programme(programme, offers.get(programme.pk))
        for directory in ServiceDirectory.objects.filter(territory__path__in=paths).order_by("pk"):
            self._add_tables(directory.shared)
        return {name: rows for name, rows in self.made.items() if rows}

    def _key(self, record: Any) -> str:
        known = (type(record), record.pk)
        if known not in self.keys:
            self.keys[known] = key_of_record(record)
        return self.keys[known]

    def _institution(self, institution: Institution) -> None:
        row = self._row(institution, INSTITUTION, institution_facts(_part(institution)))
        if not row.get("description"):
            row["description"] = institution.get_sector_display()
        parent = institution.parent_id and self.keys.get((Institution, institution.parent_id))
        if parent:
            row["parent_organization_id"] = parent
        self._add("organizations", row)
        kept = _part(institution).rows("phones")
        if institution.phone and not any(one.get("number") == institution.phone for one in kept):
            self._add_phone("organization_id", row["id"], institution.phone)
        self._add_tables(institution.directory_record.get("tables", {}))

    def _office(self, office: Office) -> None:
        part = _part(office)
        row = self._row(office, OFFICE, office_facts(part))
        row.setdefault("location_type", "physical")
        row.setdefault("organization_id", self._key(office.institution))
        before = office_facts(part)
        tables: Tables = {name: [dict(one) for one in rows] for name, rows in part.tables.items()}
        if office.address != before["address"]:
            tables["addresses"] = self._address(office, row, tables.get("addresses", []))
        self._add("locations", row)
        self._add_tables(tables)
        if office.phone and office.phone != before["phone"]:
            self._add_phone("location_id", row["id"], office.phone)

    def _address(self, office: Office, row: Row, kept: list[Row]) -> list[Row]:
        """Return the addresses with the one written here; without a postal code it is told in words."""
        others = [one for one in kept if one.get("address_type") == "postal"]
        code = _POSTAL_CODE.search(office.address)
        if not office.address:
            return others
        if code is None:
            row["description"] = " ".join(filter(None, (row.get("description", ""), office.address)))
            return others
        state = self.territory.parent.name if self.territory.parent else self.territory.name
        written = {
            "id": key_of(row["id"], "address"),
            "location_id": row["id"],
            "address_1": office.address,
            "city": self.territory.name,
            "state_province": state,
            "postal_code": code.group(),
            "country": self.territory.country[:2].upper(),
            "address_type": "physical",
        }
        return [*others, written]

    def _programme(self, programme: Programme, offer: LocalOffer | None) -> None:
        part = _part(programme)
        row = self._row(programme, PROGRAMME, programme_facts(part))
        row.setdefault("organization_id", self._key(programme.institution))
        row.setdefault("last_modified", programme.updated_at.strftime(_MOMENT))
        if programme.status == OfferStatus.UNKNOWN and not row.get("alert"):
            row["alert"] = gettext("It is not known yet whether it operates.")
        self._add("services", row)
        tables: Tables = dict(part.tables)
        if programme.documents_requested != programme_facts(part)["documents_requested"]:
            tables["required_documents"] = [
                {"id": key_of(row["id"], "document", text), "service_id": row["id"], "document": text}
                for text in _parts(programme.documents_requested)
            ]
        self._add_tables(tables)
        if offer is not None:
            self._offer(row["id"], offer)
        for link in programme.factor_links.all():
            term = self._factor(link.factor.code, str(link.factor))
            self._add(
                "attributes",
                {
                    "id": key_of(row["id"], "factor", link.factor.code),
                    "link_id": row["id"],
                    "taxonomy_term_id": term,
                    "link_entity": "service",
                },
            )

    def _offer(self, key: str, offer: LocalOffer) -> None:
        place = self.territory
        area = {"id": key_of(key, "area", place.path), "service_id": key, "name": place.name}
        self._add("service_areas", area | {"extent": place.code, "extent_type": "INEGI"})
        if offer.budget_source:
            source = {"id": key_of(key, "funding", offer.budget_source), "service_id": key}
            self._add("funding", source | {"source": offer.budget_source})

    def _factor(self, code: str, name: str) -> str:
        taxonomy, term = key_of("taxonomy", "factors"), key_of("factor", code)
        words = gettext("Risk factors of child labour")
        self._add("taxonomies", {"id": taxonomy, "name": words, "description": words})
        told = {"id": term, "code": f"factor:{code}", "name": name, "description": name}
        self._add("taxonomy_terms", told | {"taxonomy": words, "taxonomy_id": taxonomy})
        return term

    def _row(self, record: Any, matches: Iterable[Match], before: Facts) -> Row:
        """Return the row as it came, with what was changed here since written over it."""
        row: Row = dict(record.directory_record.get("row", {})) or {"id": self._key(record)}
        is_new = not record.directory_record
        for match in matches:
            value = getattr(record, match.field)
            if is_new or value != before[match.field]:
                row[match.column] = column_text(match.column, value)
        return {column: text for column, text in row.items() if text}

    def _add_phone(self, column: str, key: str, number: str) -> None:
        self._add("phones", {"id": key_of(key, "phone"), column: key, "number": number, "type": "voice"})

    def _add_tables(self, tables: Mapping[str, list[Row]]) -> None:
        """Add what was kept of a part; the telephone of a contact person is personal, and stays here."""
        of_persons = {row["id"] for row in tables.get("phones", ()) if row.get("contact_id")}
        for name, rows in tables.items():
            for row in rows:
                if not of_persons & {row["id"], row.get("phone_id", "")}:
                    self._add(name, row)

    def _add(self, name: str, row: Row) -> None:
        """Add a row once; columns about a person never leave, whatever was kept."""
        if row["id"] not in self._seen[name]:
            self._seen[name].add(row["id"])
            hidden = set(PERSONAL.get(name, ()))
            # Two directories may use one code, which the standard wants once.
            code = row.get("code", "") if name == "taxonomy_terms" else ""
            hidden |= {"code"} if code and code in self._codes else set()
            self._codes.add(code)
            self.made[name].append({column: text for column, text in row.items() if column not in hidden})


def _part(record: Any) -> Part:
    kept = record.directory_record
    return Part(kept["row"], kept["tables"]) if kept else Part({"id": ""})


def _parts(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]
