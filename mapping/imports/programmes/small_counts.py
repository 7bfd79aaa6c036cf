"""Small counts of persons stay here when the inventory goes out; a file without them changes none."""

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from diagnosis.audience import FILES
from mapping.shown_offer import shown_offer

COUNTED = {
    "girls_served": "girls",
    "boys_served": "boys",
    "achieved": "achieved",
    "places_used": "used",
    "places_available": "free",
}
"""Columns of an offer that speak of persons, and what each is called when it is shown."""


@dataclass
class _Row:
    achieved: int | None
    places_per_year: int | None
    places_used: int | None
    places_available: int | None
    girls_served: int | None
    boys_served: int | None
    source: str = field(default="", init=False)
    year: int = field(default=0, init=False)
    illustrative: bool = field(default=False, init=False)


def without_small_counts(rows: pd.DataFrame, _territory: Territory, _by: User) -> pd.DataFrame:
    """Return the inventory as a file may hold it: small counts of an offer blank, zeros as they are."""
    present = [name for name in (*COUNTED, "places_per_year") if name in rows]
    if len(present) <= len(COUNTED):
        return rows  # above municipalities there are no offers
    offers = [_row(dict(zip(present, row, strict=True))) for row in rows[present].itertuples(index=False)]
    shown = [shown_offer(offer, audience=FILES) for offer in offers]
    blank = {
        name: [not getattr(one, attribute).is_available for one in shown]
        for name, attribute in COUNTED.items()
    }
    return rows.assign(**{name: rows[name].mask(pd.Series(gone, rows.index)) for name, gone in blank.items()})


def _row(values: dict[str, Any]) -> _Row:
    return _Row(**{name: None if pd.isna(value) else int(value) for name, value in values.items()})
