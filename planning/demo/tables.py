"""Stores what a municipality would import: neighbourhoods, indicators, a risk model and counts by profile."""

from collections.abc import Mapping, Sequence
from typing import Any

from clrisk_site.places.models import Neighbourhood, Territory
from diagnosis.imports.profile_cells.profiles import profile_key
from diagnosis.models import Coefficient, Indicator, IndicatorValue, ProfileCell, RiskModel
from planning.demo.city import DemoArea
from planning.demo.reading import read
from planning.demo.values import AreaNumbers


def store_tables(
    municipality: Territory,
    areas: Sequence[Territory],
    drawn: Sequence[DemoArea],
    numbers: Sequence[AreaNumbers],
) -> None:
    """Store the invented tables of the areas, each marked as illustrative."""
    said, tables = read("diagnosis"), read("tables")
    common = {"source": said["source"], "illustrative": True}
    _name(areas, drawn, said["zones"], common)
    _measure(municipality, areas, numbers, tables["indicators"], {"year": said["year"], **common})
    _estimate(municipality, tables, {"year": said["year"], **common})
    ProfileCell.objects.bulk_create(
        ProfileCell(
            territory=area, year=said["year"], profile=profile, profile_key=key, persons=persons, **common
        )
        for area, one in zip(areas, numbers, strict=True)
        for profile, key, persons in _profiles(
            tables["profiles"], one.children, one.factors.get("not_attending", 0) / 100
        )
    )


def _name(
    areas: Sequence[Territory],
    drawn: Sequence[DemoArea],
    zones: Sequence[Mapping[str, Any]],
    common: Mapping[str, Any],
) -> None:
    """Give the areas of each zone its neighbourhoods in turn, so that each area has one and none is left."""
    for zone in zones:
        members = [area for area, one in zip(areas, drawn, strict=True) if one.zone == zone["letter"]]
        names = zone["neighbourhoods"]
        pairs = {
            (members[i % len(members)], names[i % len(names)]) for i in range(max(len(members), len(names)))
        }
        Neighbourhood.objects.bulk_create(
            Neighbourhood(territory=area, name=name, **common) for area, name in pairs
        )


def _measure(
    municipality: Territory,
    areas: Sequence[Territory],
    numbers: Sequence[AreaNumbers],
    indicators: Sequence[Mapping[str, Any]],
    common: Mapping[str, Any],
) -> None:
    for entry in indicators:
        indicator = Indicator.objects.create(
            country=municipality.country, code=entry["code"], name=entry["name"], unit=entry["unit"]
        )
        IndicatorValue.objects.bulk_create(
            IndicatorValue(territory=area, indicator=indicator, value=one.factors[entry["factor"]], **common)
            for area, one in zip(areas, numbers, strict=True)
            if entry["factor"] in one.factors
        )


def _estimate(municipality: Territory, tables: Mapping[str, Any], common: Mapping[str, Any]) -> None:
    model = RiskModel.objects.create(country=municipality.country, **tables["model"], **common)
    Coefficient.objects.bulk_create(
        Coefficient(
            model=model,
            term=term,
            variable=variable,
            category=category,
            is_reference=value is None,
            value=value,
            standard_error=error,
            position=position,
        )
        for position, (term, variable, category, value, error) in enumerate(tables["terms"])
    )


def _profiles(
    profiles: Sequence[Mapping[str, Any]], children: int, absent: float
) -> list[tuple[dict[str, str], str, int]]:
    """Divide the children of an area among the profiles, and each by who attends; the last takes the rest."""
    shares = [round(children * profile["part"]) for profile in profiles[:-1]]
    shares.append(max(0, children - sum(shares)))
    found = []
    for profile, persons in zip(profiles, shares, strict=True):
        away = round(persons * absent)
        for attends, those in (("sí", persons - away), ("no", away)):
            variables = {name: category for name, category in profile.items() if name != "part"}
            variables["asiste"] = attends
            found.append((variables, profile_key(variables), those))
    return found
