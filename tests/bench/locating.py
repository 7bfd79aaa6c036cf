"""Points in areas: half a million of them, beside one bulk query of a tree of the same areas."""

import json
import sys
import time
from typing import Any

import numpy as np
import shapely

from tests.real.__main__ import DATA

POINTS = 500_000
AREAS = 1_907
CORNERS = 60
ROUNDS = 3
AIM = 1.5
NOWHERE = np.iinfo(np.int64).max
FILE = "02_ageb/chiapas_ageb_urbana_2022.geojson"


def main() -> int:
    """Measure and say the ratio; 1 when it is above the aim or a point got another area."""
    import django

    django.setup()
    from clrisk_site.places.locating import Locator

    areas = _areas()
    lon, lat = _points(areas)
    locator = Locator(areas, [f"{number:05}" for number in range(len(areas))])
    points, tree = shapely.points(lon, lat), shapely.STRtree(areas)
    bulk, own = [], []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        pairs = tree.query(points, predicate="intersects")
        bulk.append(time.perf_counter() - began)
        began = time.perf_counter()
        found = locator.locate(lon, lat)
        own.append(time.perf_counter() - began)
    same = _first_of(pairs, len(lon))
    ratio, equal = min(own) / min(bulk), bool(np.array_equal(found, same))
    sys.stdout.write(
        f"{len(lon):,} points in {len(areas):,} areas: {min(own):.2f} s, {ratio:.2f} of one bulk query "
        f"({min(bulk):.2f} s; aim {AIM}); {'the same areas' if equal else 'OTHER AREAS'}\n"
    )
    return int(ratio > AIM or not equal)


def _areas() -> Any:
    """Return the census areas of a state, else squares with jagged sides."""
    if (DATA / FILE).is_file():
        features = json.loads((DATA / FILE).read_text(encoding="utf-8"))["features"]
        return shapely.from_geojson([json.dumps(one["geometry"]) for one in features])
    side = int(np.ceil(np.sqrt(AREAS)))
    steps = np.linspace(0, 1, CORNERS, endpoint=False)
    ring = np.concatenate(
        [np.column_stack(pair) for pair in ((steps, 0 * steps), (1 + 0 * steps, steps))]
        + [np.column_stack(pair) for pair in ((1 - steps, 1 + 0 * steps), (0 * steps, 1 - steps))]
    )
    return np.array([shapely.Polygon(ring + divmod(number, side)) for number in range(AREAS)], dtype=object)


def _points(areas: Any) -> tuple[Any, Any]:
    """Return points as schools lie: most of them near some area, some of them nowhere."""
    chance = np.random.default_rng(7)
    boxes = shapely.bounds(areas)[chance.integers(len(areas), size=POINTS)]
    share = chance.uniform(-0.2, 1.2, size=(2, POINTS))
    width, height = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    return boxes[:, 0] + share[0] * width, boxes[:, 1] + share[1] * height


def _first_of(pairs: Any, points: int) -> Any:
    """Return the smallest area that the bulk query found for each point, -1 for none."""
    found = np.full(points, NOWHERE)
    np.minimum.at(found, pairs[0], pairs[1])
    return np.where(found == NOWHERE, -1, found)
