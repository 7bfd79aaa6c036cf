"""Stores what institutions mean in the demonstration, their offices, and who holds their posts."""

from collections.abc import Mapping
from typing import Any

from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record, save_record
from clrisk_site.places.models import Territory
from mapping.models import ActorProfile, Institution, NoneFound, Office, Official
from planning.demo.people import Team
from planning.demo.reading import read


def build_actors(municipality: Territory, institutions: Mapping[str, Institution], *, team: Team) -> None:
    """Store the actors of the municipality; institutions by the keys of their file."""
    data = read("actors")
    for key, told in data["bodies"].items():
        _describe(institutions[key], told, institutions, by=team.writer(institutions[key].territory))
    offices = {told["name"]: _office(told, municipality, institutions) for told in data["offices"]}
    for office in offices.values():
        create_record(office, by=team.liaison)
    for told in data["officials"]:
        values = told | {
            "institution": institutions[told["institution"]],
            "office": offices.get(told.get("office", "")),
        }
        create_record(Official(territory=municipality, illustrative=True, **values), by=team.liaison)
    for key, told in data["profiles"].items():
        profile = ActorProfile(
            territory=municipality,
            institution=institutions[key],
            source=data["source"],
            illustrative=True,
            **told,
        )
        create_record(profile, by=team.liaison)
    for kind, told in data["none_found"].items():
        create_record(NoneFound(territory=municipality, kind=kind, **told), by=team.liaison)


def _describe(
    institution: Institution, told: Mapping[str, Any], institutions: Mapping[str, Institution], *, by: User
) -> None:
    for name, value in told.items():
        setattr(institution, name, institutions[value] if name == "parent" else value)
    save_record(institution, by=by, expected_version=institution.version)


def _office(
    told: Mapping[str, Any], municipality: Territory, institutions: Mapping[str, Institution]
) -> Office:
    values = {**told, "institution": institutions[told["institution"]]}
    return Office(territory=municipality, illustrative=True, **values)
