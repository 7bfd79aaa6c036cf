"""Finds the area in which each of many points lies. The outlines are fetched here; nothing is stored."""

import datetime as dt
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import shapely
from django.db.models import Case, F, Q, Value, When

from clrisk_site.places.among import Among
from clrisk_site.places.models import Boundary, Level, Territory

type Floats = npt.NDArray[np.float64]
type Places = npt.NDArray[np.intp]

OUTSIDE = -1


class Locator:
    """Areas that points are located in, made ready once for many questions.

    Parameters
    ----------
    geometries : array_like of shapely geometries, shape (n,)
        Outlines in degrees of longitude and latitude; None is an area without one.
    keys : sequence, length n
        What the areas are called, such as their paths; they can be sorted and none stands twice.

    Examples
    --------
    >>> squares = [shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)]
    >>> Locator(squares, ["B", "A"]).locate(np.array([0.5, 1.0, 3.0]), np.array([0.5, 0.5, 0.5])).tolist()
    [0, 1, -1]
    """

    def __init__(self, geometries: Sequence[object] | npt.NDArray[np.object_], keys: Sequence[str]) -> None:
        self.keys = tuple(keys)
        # In the order of the keys, the smallest of several areas is the first of them.
        self._order = np.array(sorted(range(len(self.keys)), key=self.keys.__getitem__), dtype=np.intp)
        self._areas = np.array(geometries, dtype=object)[self._order]
        self._tree = shapely.STRtree(self._areas)
        # A prepared outline has an index over its own edges: large areas answer as fast as small ones.
        shapely.prepare(self._areas)

    def __len__(self) -> int:
        return len(self.keys)

    def locate(self, lon: Floats, lat: Floats) -> Places:
        """Return the area of each point.

        Parameters
        ----------
        lon, lat : ndarray of float, shape (m,)
            Degrees; NaN where there is no point.

        Returns
        -------
        ndarray of int, shape (m,)
            Positions among `keys`, -1 where a point lies in no area. A point on a border belongs to the area
            with the smallest key of those that touch it.
        """
        found = np.full(len(lon), OUTSIDE, dtype=np.intp)
        there = np.flatnonzero(np.isfinite(lon) & np.isfinite(lat))
        if not len(there) or not len(self._areas):
            return found
        x, y = lon[there], lat[there]
        points, areas = self._tree.query(shapely.points(x, y))
        inside = shapely.intersects_xy(self._areas[areas], x[points], y[points])
        points, areas = points[inside], areas[inside]
        if len(points):
            first = np.flatnonzero(np.diff(points, prepend=-1))
            found[there[points[first]]] = self._order[np.minimum.reduceat(areas, first)]
        return found


def locator_for(territory: Territory, *, year: int | None, level: Level) -> Locator:
    """Return the areas of one level in or below a territory, by their paths.

    Parameters
    ----------
    year : int or None
        Outlines are those that held at its end; the newest when it is not known or none of them did.

    Notes
    -----
    The full outline is taken where there is one: a simplified border moves by some metres. An invented one
    says nothing of where a place lies. Only a demonstration, where all is invented, takes it where it has no
    other.
    """
    # Which outline of an area is taken is settled before any is fetched: there are several vintages.
    wanted = Boundary.objects.filter(
        Q() if territory.is_demo else Q(illustrative=False),
        territory__level=level,
        territory__in=Territory.objects.within(territory),
    ).order_by(
        "illustrative",
        Case(When(_held_in(year), then=Value(0)), default=Value(1)),
        F("valid_from").desc(nulls_last=True),
    )
    chosen: dict[int, int] = {}
    for area, pk in wanted.values_list("territory_id", "pk"):
        chosen.setdefault(area, pk)
    taken = Boundary.objects.filter(Among("pk", chosen.values())).order_by()
    found = taken.values_list("territory__path", "full__wkb", "wkb")
    outlines = {path: bytes(full or simplified) for path, full, simplified in found.iterator()}
    return Locator(shapely.from_wkb(np.array(list(outlines.values()), dtype=object)), list(outlines))


def _held_in(year: int | None) -> Q:
    if year is None:
        return Q(pk__isnull=False)
    last = dt.date(year, 12, 31)
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=last)
    return begun & (Q(valid_to__isnull=True) | Q(valid_to__gt=last))
