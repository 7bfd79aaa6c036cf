"""Stores the mapping of the demonstration: institutions, programmes, offers and spaces."""

from collections.abc import Mapping
from typing import Any

from clrisk_site.people.writing import create_record
from clrisk_site.places.models import Territory
from diagnosis.models import DefinitionSheet, Factor, Zone
from mapping.actions.save_offer import ZoneReach, save_offer
from mapping.actions.save_programme import save_programme
from mapping.models import (
    CoordinationSpace,
    DefinitionAcknowledgement,
    Institution,
    Known,
    LocalOffer,
    Programme,
    SpaceMember,
)
from planning.demo.people import Team
from planning.demo.reading import read


def build_institutions(sheet: DefinitionSheet, *, team: Team) -> dict[str, Institution]:
    """Store the institutions and who acknowledged the definition; keys are of the file."""
    data = read("institutions")
    found = {}
    for key, entry in data["institutions"].items():
        owner = Territory.objects.get(path=entry["territory"])
        found[key] = create_record(Institution(**(entry | {"territory": owner})), by=team.writer(owner))
    for key, day in data["acknowledged"].items():
        seen = DefinitionAcknowledgement(
            territory=sheet.territory, sheet=sheet, institution=found[key], acknowledged_on=day
        )
        create_record(seen, by=team.liaison)
    return found


def build_spaces(institutions: Mapping[str, Institution], *, team: Team) -> dict[str, CoordinationSpace]:
    """Store the spaces with who sits in them."""
    found = {}
    for key, entry in read("institutions")["spaces"].items():
        owner = Territory.objects.get(path=entry["territory"])
        values = {name: value for name, value in entry.items() if name not in ("territory", "members")}
        space = create_record(
            CoordinationSpace(territory=owner, illustrative=True, **values), by=team.writer(owner)
        )
        for institution, (constituency, role) in entry["members"].items():
            seat = SpaceMember(
                territory=owner,
                space=space,
                institution=institutions[institution],
                constituency=constituency,
                role=role,
            )
            create_record(seat, by=team.writer(owner))
        found[key] = space
    return found


def build_programmes(
    municipality: Territory, institutions: Mapping[str, Institution], *, team: Team
) -> dict[str, LocalOffer]:
    """Store the programmes; return what they offer in the municipality, by the keys of the file."""
    data = read("programmes")
    factors = {factor.code: factor.pk for factor in Factor.objects.all()}
    zones = {zone.letter: zone.pk for zone in Zone.objects.filter(territory=municipality)}
    offers = {}
    for key, entry in data["programmes"].items():
        programme = _programme(entry, institutions[entry["institution"]], data)
        strengths = {factors[code]: strength for code, strength in entry.get("factors", {}).items()}
        save_programme(programme=programme, strengths=strengths, by=team.writer(programme.territory))
        if "offer" in entry:
            reach = {zones[letter]: _reach(told) for letter, told in entry["offer"].get("reach", {}).items()}
            offer = _offer(municipality, programme, entry["offer"], data)
            offers[key] = save_offer(offer=offer, reach=reach, by=team.liaison)
    return offers


def _programme(entry: Mapping[str, Any], institution: Institution, data: Mapping[str, Any]) -> Programme:
    values = {name: value for name, value in entry.items() if name not in ("factors", "offer", "institution")}
    return Programme(
        territory=institution.territory,
        institution=institution,
        level=institution.level,
        source=data["source"],
        year=data["year"],
        illustrative=True,
        **values,
    )


def _offer(
    municipality: Territory, programme: Programme, entry: Mapping[str, Any], data: Mapping[str, Any]
) -> LocalOffer:
    values = {name: value for name, value in entry.items() if name != "reach"}
    return LocalOffer(
        territory=municipality,
        programme=programme,
        year=data["year"],
        source=data["source"],
        illustrative=True,
        **values,
    )


def _reach(told: int | str) -> ZoneReach:
    """Read a number of places, or yes, no or unknown."""
    if isinstance(told, int):
        return ZoneReach(Known.YES.value, told)
    return ZoneReach(Known(told).value)
