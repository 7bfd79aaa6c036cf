from dataclasses import dataclass

import pandas as pd
import pytest

from clrisk_site.figures.audience import Audience
from mapping.shown_offer import ShownOffer, shown_offer

TEAM, COMMISSION = Audience.TEAM, Audience.COMMISSION


@dataclass
class Numbers:
    achieved: int | None = None
    places_per_year: int | None = None
    places_used: int | None = None
    places_available: int | None = None
    girls_served: int | None = None
    boys_served: int | None = None
    source: str = "DIF"
    year: int = 2025
    illustrative: bool = False


def values(found: ShownOffer) -> dict[str, float | None]:
    return {name: getattr(found, name).value for name in ("girls", "boys", "achieved", "used", "free")}


def test_few_girls_hide_the_boys_beside_them() -> None:
    numbers = Numbers(achieved=43, girls_served=3, boys_served=40)
    assert values(shown_offer(numbers, audience=COMMISSION)) == {
        "girls": None, "boys": None, "achieved": 43, "used": None, "free": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("used", "free", "audience", "shown"),
    [
        (7, 93, COMMISSION, (None, None)),
        (7, 93, TEAM, (7, 93)),
        (None, 93, COMMISSION, (None, None)),
        (10, 90, COMMISSION, (10, 90)),
        (0, 100, COMMISSION, (0, 100)),
    ],
)
def test_free_places_do_not_tell_how_few_are_in_use(
    used: int | None, free: int, audience: Audience, shown: tuple[int | None, int | None]
) -> None:
    numbers = Numbers(places_per_year=100, places_used=used, places_available=free)
    found = shown_offer(numbers, audience=audience)
    assert (found.used.value, found.free.value) == shown


@pytest.mark.django_db
def test_an_inventory_goes_out_without_small_counts() -> None:
    from mapping.imports.programmes.small_counts import without_small_counts

    rows = pd.DataFrame(
        {
            "achieved": [60, 4], "places_per_year": [100, 20], "places_used": [pd.NA, 4],
            "places_available": [30, 16], "girls_served": [40, 0], "boys_served": [20, 4],
        }
    ).astype("Int64")  # fmt: skip
    out = without_small_counts(rows, None, None)  # type: ignore[arg-type]  # neither place nor person matters
    assert out.loc[0].dropna().to_dict() == {
        "achieved": 60, "places_per_year": 100, "places_available": 30, "girls_served": 40, "boys_served": 20,
    }  # fmt: skip
    assert out.loc[1].dropna().to_dict() == {"places_per_year": 20}
