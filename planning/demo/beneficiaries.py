"""Stores the counting of beneficiaries of the demonstration: invented numbers, and never a list."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from clrisk_site.tables.persons.bands import band_of
from clrisk_site.tables.persons.counting import AREA, Cell, Tally
from mapping.actions.keep_counting import keep_counting
from mapping.models import BeneficiaryCounting, LocalOffer
from planning.demo.city import DemoArea
from planning.demo.reading import read
from planning.demo.values import AreaNumbers


def build_counting(
    offers: Mapping[str, LocalOffer],
    areas: Sequence[Territory],
    drawn: Sequence[DemoArea],
    numbers: Sequence[AreaNumbers],
    *,
    by: User,
) -> BeneficiaryCounting:
    """Spread the persons of the file over the areas of each zone and store the counts as a person would."""
    data = read("beneficiaries")
    offer = offers[data["programme"]]
    counting = BeneficiaryCounting(
        territory=offer.territory,
        title=data["title"],
        source=data["source"],
        year=data["year"],
        counted_on=dt.date.fromisoformat(str(data["counted_on"])),
        columns=data["columns"],
        illustrative=True,
    )
    cells: list[Cell] = []
    for zone, persons in data["persons"].items():
        inside = [
            (area.pk, one.children)
            for area, place, one in zip(areas, drawn, numbers, strict=True)
            if place.zone == zone
        ]
        cells += _cells(inside, persons, data, offer.programme_id)
    placed = sum(cell.persons for cell in cells)
    tally = Tally(tuple(cells), placed + data["without_area"], known={AREA: placed})
    return keep_counting(counting=counting, tally=tally, programme=offer.programme, by=by)


def _cells(
    areas: Sequence[tuple[int, int]], persons: Mapping[str, int], data: Mapping[str, Any], programme: int
) -> Iterator[Cell]:
    places = [(area, band_of(age)) for area, _children in areas for age in data["ages"]]
    parts = np.array([children * part for _area, children in areas for part in data["ages"].values()])
    for sex, total in persons.items():
        for (area, band), number in zip(places, _divided(total, parts), strict=True):
            if number:
                yield Cell(area, programme, sex, band, number)


def _divided(total: int, parts: np.ndarray) -> list[int]:
    """Divide persons by parts without losing any: those that rounding leaves go where most was cut off."""
    exact = total * parts / parts.sum()
    whole = np.floor(exact).astype(int)
    largest = np.argsort(whole - exact, kind="stable")[: total - int(whole.sum())]
    whole[largest] += 1
    return [int(one) for one in whole]
