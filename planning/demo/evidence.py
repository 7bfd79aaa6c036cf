"""Stores the literature log and the qualitative work of the demonstration, through the actions people use."""

from collections.abc import Mapping, Sequence
from typing import Any

from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record
from clrisk_site.places.models import Territory
from diagnosis.actions.save_instrument import TookPart, save_instrument
from diagnosis.actions.save_reference import Said, save_reference
from diagnosis.models import Factor, Finding, LiteratureSearch, QualitativeInstrument, Reference, Zone
from planning.demo.reading import read


def build_evidence(municipality: Territory, *, by: User) -> None:
    """Store what was searched, read, asked and found."""
    data = read("evidence")
    factors = {factor.code: factor for factor in Factor.objects.all()}
    searches = [
        create_record(LiteratureSearch(territory=municipality, **entry), by=by) for entry in data["searches"]
    ]
    for entry in data["references"]:
        _build_reference(entry, municipality, searches, factors, by=by)
    zones = {zone.letter: zone for zone in Zone.objects.filter(territory=municipality)}
    for entry in data["instruments"]:
        _build_instrument(entry, municipality, zones, factors, by=by)


def _build_reference(
    entry: Mapping[str, Any],
    municipality: Territory,
    searches: Sequence[LiteratureSearch],
    factors: Mapping[str, Factor],
    *,
    by: User,
) -> None:
    about = {name: value for name, value in entry.items() if name not in ("search", "says")}
    search = None if entry["search"] is None else searches[entry["search"]]
    save_reference(
        reference=Reference(territory=municipality, search=search, illustrative=True, **about),
        said={factors[code].pk: Said(way, note) for code, (way, note) in entry["says"].items()},
        by=by,
    )


def _build_instrument(
    entry: Mapping[str, Any],
    municipality: Territory,
    zones: Mapping[str, Zone],
    factors: Mapping[str, Factor],
    *,
    by: User,
) -> None:
    about = {name: value for name, value in entry.items() if name not in ("zone", "participants", "findings")}
    instrument = save_instrument(
        instrument=QualitativeInstrument(
            territory=municipality, zone=zones[entry["zone"]], illustrative=True, **about
        ),
        groups=[TookPart(*group) for group in entry["participants"]],
        by=by,
    )
    for code, strength, letter, text in entry["findings"]:
        finding = Finding(
            territory=municipality,
            instrument=instrument,
            factor=factors[code],
            strength=strength,
            zone=zones[letter],
            text=text,
        )
        create_record(finding, by=by)
