"""Stores what stands near the girls and boys of the demonstration: schools, and services per area."""

from collections.abc import Sequence

from clrisk_site.places.models import Territory
from diagnosis.imports.facilities.listed import SERVICES, UNIT
from diagnosis.models import Indicator, IndicatorValue, School
from planning.demo.city import DemoArea
from planning.demo.reading import read


def store_schools(areas: Sequence[Territory]) -> None:
    """Store the schools with their enrolment; one of a school without numbers is not known."""
    data = read("nearby")
    School.objects.bulk_create(
        School(
            territory=areas[number - 1],
            code=code,
            name=name,
            level=level,
            girls=girls,
            boys=boys,
            enrolment=None if girls is None or boys is None else girls + boys,
            year=data["year"],
            source=data["register"],
            illustrative=True,
        )
        for number, code, name, level, girls, boys in data["schools"]
    )


def store_services(municipality: Territory, areas: Sequence[Territory], drawn: Sequence[DemoArea]) -> None:
    """Store how many places of each service stand in the areas of zones; of others nothing is known."""
    data = read("nearby")
    inside = [(area, one.number) for area, one in zip(areas, drawn, strict=True) if one.zone]
    for code, told in data["services"].items():
        indicator = Indicator.objects.create(
            country=municipality.country, code=code, name=str(SERVICES[code]), unit=UNIT
        )
        IndicatorValue.objects.bulk_create(
            IndicatorValue(
                territory=area,
                indicator=indicator,
                value=told["places"].get(number, 0),
                year=data["year"],
                source=data["source"],
                illustrative=True,
            )
            for area, number in inside
            if number in told["places"] or told["lists_all"]
        )
