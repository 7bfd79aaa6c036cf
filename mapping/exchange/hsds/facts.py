"""What of a row of the standard our own fields hold, and back: one place for both ways."""

from collections.abc import Mapping
from dataclasses import dataclass

from mapping.exchange.hsds.parts import Part
from mapping.models import Institution, OfferStatus, Office, Programme

type Facts = dict[str, object]

OLDEST = 120
_WEB = ("http://", "https://")

STATUS_IN: Mapping[str, str] = {
    "active": OfferStatus.OPERATING,
    "inactive": OfferStatus.CLOSING,
    "defunct": OfferStatus.CLOSING,
    "temporarily closed": OfferStatus.CLOSING,
}
STATUS_OUT: Mapping[str, str] = {
    OfferStatus.OPERATING: "active",
    OfferStatus.CLOSING: "active",
    OfferStatus.ANNOUNCED: "inactive",
    # The standard knows no «unknown». Nobody is to be sent to what may not run; an alert says it in words.
    OfferStatus.UNKNOWN: "inactive",
}


@dataclass(frozen=True, slots=True)
class Match:
    """One column of the standard and the field that holds it."""

    column: str
    field: str


INSTITUTION = (
    Match("name", "name"),
    Match("alternate_name", "acronym"),
    Match("description", "description"),
    Match("email", "email"),
    Match("website", "website"),
)
PROGRAMME = (
    Match("name", "name"),
    Match("description", "purpose"),
    Match("url", "website"),
    Match("status", "status"),
    Match("application_process", "how_to_apply"),
    Match("eligibility_description", "requirements"),
    Match("minimum_age", "age_from"),
    Match("maximum_age", "age_to"),
)
OFFICE = (Match("name", "name"),)


def facts_of(part: Part, matches: tuple[Match, ...], model: type) -> Facts:
    """Return what our fields hold of a part; what does not fit one stays with the row alone."""
    return {match.field: _held(part.row.get(match.column, ""), match, model) for match in matches}


def _held(text: str, match: Match, model: type) -> object:
    if match.field == "status":
        return STATUS_IN.get(text, OfferStatus.UNKNOWN)
    if match.field in ("age_from", "age_to"):
        number = float(text) if text else -1
        return int(number) if number.is_integer() and 0 <= number <= OLDEST else None
    longest = model._meta.get_field(match.field).max_length  # type: ignore[attr-defined]  # a model of ours
    if longest and len(text) > longest:
        return text[:longest] if match.field == "name" else ""
    if match.field == "website" and not text.casefold().startswith(_WEB):
        return ""
    return text


def institution_facts(part: Part) -> Facts:
    return facts_of(part, INSTITUTION, Institution)


def programme_facts(part: Part) -> Facts:
    """Return the facts of a service. Ages that contradict each other are left out."""
    facts = facts_of(part, PROGRAMME, Programme)
    low, high = facts["age_from"], facts["age_to"]
    if isinstance(low, int) and isinstance(high, int) and low > high:
        facts["age_from"] = facts["age_to"] = None
    documents = "; ".join(row.get("document", "") for row in part.rows("required_documents"))
    return facts | {"documents_requested": documents}


def office_facts(part: Part) -> Facts:
    """Return the facts of a location: its name, where it stands, its telephone."""
    address = address_of(part)
    name = part.row.get("name") or part.row.get("alternate_name") or address or part.key
    phones = [row["number"] for row in part.rows("phones") if row.get("type", "voice") in ("", "voice")]
    longest = Office._meta.get_field("phone").max_length or 0
    return {"name": name[:200], "address": address[:300], "phone": phones[0][:longest] if phones else ""}


def address_of(part: Part) -> str:
    """Return the first address that is no postal one, in one line."""
    for row in part.rows("addresses"):
        if row.get("address_type") != "postal":
            told = ("address_1", "address_2", "city", "state_province", "postal_code")
            return ", ".join(row[column] for column in told if row.get(column))
    return ""


def column_text(column: str, value: object) -> str:
    """Return how a value of a field is written in a column of the standard."""
    if column == "status":
        return STATUS_OUT[str(value)]
    return "" if value is None else str(value)
