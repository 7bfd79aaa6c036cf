"""Stores the diagnosis of the demonstration: proxies, population, factors, zones, needs and definition."""

from collections.abc import Mapping, Sequence
from typing import Any

from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record
from clrisk_site.places.models import Territory
from diagnosis.actions.freeze_definition import freeze_definition
from diagnosis.models import (
    ClassScheme,
    DefinitionSheet,
    Direction,
    Factor,
    FactorWeight,
    MeasureType,
    Need,
    PopulationBasis,
    PopulationCount,
    ReleaseNature,
    RiskRelease,
    RiskResult,
    Sex,
    Zone,
    ZoneStatus,
)
from planning.demo.city import DemoArea
from planning.demo.definition import complete_definition
from planning.demo.reading import read
from planning.demo.values import AreaNumbers


def store_numbers(
    municipality: Territory, areas: Sequence[Territory], numbers: Sequence[AreaNumbers]
) -> None:
    """Store the invented percentages and children of the areas, and the children of all of them."""
    data = read("diagnosis")
    release = RiskRelease.objects.create(
        country=municipality.country,
        nature=ReleaseNature.PROXY,
        year=data["year"],
        measure_type=MeasureType.INDEX_100,
        class_scheme=ClassScheme.NONE,
        source=data["source"],
        illustrative=True,
        **data["proxy"],
    )
    known = [(area, one) for area, one in zip(areas, numbers, strict=True) if one.factors]
    RiskResult.objects.bulk_create(
        RiskResult(release=release, territory=area, factor_values=dict(one.factors)) for area, one in known
    )
    everyone = sum(one.children for one in numbers)
    girls = round(everyone * data["girls_share"])
    counted = [(area, Sex.ALL, one.children) for area, one in zip(areas, numbers, strict=True)]
    counted += [(municipality, Sex.ALL, everyone), (municipality, Sex.GIRLS, girls)]
    counted += [(municipality, Sex.BOYS, everyone - girls)]
    PopulationCount.objects.bulk_create(
        PopulationCount(
            territory=territory,
            sex=sex,
            persons=persons,
            basis=PopulationBasis.ESTIMATED,
            year=data["year"],
            source=data["source"],
            note=data["municipality_note" if territory == municipality else "area_note"],
            illustrative=True,
        )
        for territory, sex, persons in counted
    )


def build_diagnosis(
    municipality: Territory, areas: Sequence[Territory], drawn: Sequence[DemoArea], *, by: User
) -> DefinitionSheet:
    """Store what the team found, and return the definition in force."""
    data = read("diagnosis")
    factors = {factor.code: factor for factor in Factor.objects.all()}
    for entry in data["factors"]:
        create_record(_weight(municipality, factors[entry["code"]], entry, data), by=by)
    zones = {}
    for entry in data["zones"]:
        members = [area for area, one in zip(areas, drawn, strict=True) if one.zone == entry["letter"]]
        zone = Zone(territory=municipality, status=ZoneStatus.PRIORITISED, illustrative=True, **entry)
        zones[entry["letter"]] = create_record(zone, by=by, related={"areas": members})
    for code, by_zone in data["needs"].items():
        for letter, numbers in by_zone.items():
            create_record(_need(zones[letter], factors[code], numbers, data), by=by)
    sheet = create_record(DefinitionSheet(territory=municipality, **data["definition"]), by=by)
    complete_definition(sheet, by=by)
    return freeze_definition(sheet, by=by, expected_version=sheet.version)


def _weight(
    municipality: Territory, factor: Factor, entry: Mapping[str, Any], data: Mapping[str, Any]
) -> FactorWeight:
    points, lower, upper = entry["effect"]
    return FactorWeight(
        territory=municipality,
        factor=factor,
        direction=entry.get("direction", Direction.RAISES),
        effect_points=points,
        effect_lower=lower,
        effect_upper=upper,
        is_priority=entry.get("priority", True),
        source=data["figure"],
        year=data["year"],
        note=entry["note"],
        illustrative=True,
    )


def _need(zone: Zone, factor: Factor, numbers: Sequence[int], data: Mapping[str, Any]) -> Need:
    children, lower, upper = numbers
    return Need(
        territory=zone.territory,
        factor=factor,
        zone=zone,
        children=children,
        lower=lower,
        upper=upper,
        basis=PopulationBasis.ESTIMATED,
        year=data["year"],
        source=data["source"],
        illustrative=True,
    )
