"""Stage 2.2 of the demonstration: institutions, powers, programmes with local offers, and the commission."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from mapping.models import (
    Competence,
    CoordinationSpace,
    DefinitionAcknowledgement,
    Institution,
    LocalOffer,
    OfferCoverage,
    Programme,
    ProgrammeFactor,
    SpaceMember,
)
from planning.demo.build_diagnosis import Diagnosis
from planning.demo.build_places import Places
from planning.demo.recording import Recorder, known, read


@dataclass(frozen=True)
class Mapping:
    """What the plan points at."""

    institutions: dict[str, Institution]
    programmes: dict[str, Programme]
    offers: dict[str, LocalOffer]
    space: CoordinationSpace


def build_mapping(
    places: Places, diagnosis: Diagnosis, recorder: Recorder, days: dict[str, dt.date]
) -> Mapping:
    """Record the mapping; what exists stays as it is."""
    facts, supply = read("institutions"), read("programmes")
    on = days["diagnosis_done"]
    institutions = {
        one["key"]: recorder.put(
            Institution,
            {"territory": places[one["territory"]], "name": one["name"]},
            {**_without(one, "key", "territory", "name"), "illustrative": True},
            on=on,
        )
        for one in facts["institutions"]
    }
    for one in facts["competences"]:
        _empower(one, institutions[one["institution"]], diagnosis, recorder, on)
    programmes, offers = {}, {}
    for one in supply["programmes"]:
        owner = institutions[one["institution"]]
        programmes[one["key"]] = _programme(one, owner, supply, diagnosis, recorder, on)
        if "offer" in one:
            offers[one["key"]] = _offer(one, programmes[one["key"]], places, supply, diagnosis, recorder, on)
    space = _space(facts["space"], places, institutions, recorder, on)
    for key in facts["acknowledged_by"]:
        recorder.put(
            DefinitionAcknowledgement,
            {"territory": places.municipality, "sheet": diagnosis.sheet, "institution": institutions[key]},
            {"acknowledged_on": facts["acknowledged_on"]},
            on=facts["acknowledged_on"],
        )
    return Mapping(institutions, programmes, offers, space)


def _without(one: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name not in names}


def _empower(
    one: dict[str, Any], institution: Institution, diagnosis: Diagnosis, recorder: Recorder, on: dt.date
) -> None:
    key = {
        "institution": institution,
        "factor": diagnosis.factors[one["factor"]],
        "nature": one["nature"],
        "document": one["document"],
    }
    values = {"territory": institution.territory, "article": one["article"], "illustrative": True}
    recorder.put(Competence, key, values, on=on)


def _programme(
    one: dict[str, Any],
    owner: Institution,
    supply: dict[str, Any],
    diagnosis: Diagnosis,
    recorder: Recorder,
    on: dt.date,
) -> Programme:
    values = _without(one, "key", "institution", "name", "factors", "offer")
    programme = recorder.put(
        Programme,
        {"territory": owner.territory, "institution": owner, "name": one["name"]},
        {**values, "source": supply["source"], "year": supply["year"], "illustrative": True},
        on=on,
    )
    for code, strength in one["factors"].items():
        ProgrammeFactor.objects.get_or_create(
            programme=programme, factor=diagnosis.factors[code], defaults={"strength": strength}
        )
    return programme


def _offer(
    one: dict[str, Any],
    programme: Programme,
    places: Places,
    supply: dict[str, Any],
    diagnosis: Diagnosis,
    recorder: Recorder,
    on: dt.date,
) -> LocalOffer:
    facts = one["offer"]
    offer = recorder.put(
        LocalOffer,
        {"territory": places.municipality, "programme": programme, "year": supply["year"]},
        {**_without(facts, "reach"), "source": supply["source"], "illustrative": True},
        on=on,
    )
    for letter, (reaches, *places_there) in facts["reach"].items():
        OfferCoverage.objects.get_or_create(
            offer=offer,
            zone=diagnosis.zones[letter],
            defaults={"reaches": known(reaches), "places": places_there[0] if places_there else None},
        )
    return offer


def _space(
    facts: dict[str, Any],
    places: Places,
    institutions: dict[str, Institution],
    recorder: Recorder,
    on: dt.date,
) -> CoordinationSpace:
    here = places.municipality
    space = recorder.put(
        CoordinationSpace,
        {"territory": here, "name": facts["name"]},
        {**_without(facts, "name", "members"), "illustrative": True},
        on=on,
    )
    for one in facts["members"]:
        recorder.put(
            SpaceMember,
            {"territory": here, "space": space, "institution": institutions[one["institution"]]},
            _without(one, "institution"),
            on=on,
        )
    return space
