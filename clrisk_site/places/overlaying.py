"""One set of outlines laid over another: shared areas, and what differs by more than a line drawn anew.

Pure; what the differences mean is said in vintages.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from clrisk_site.places.geometry import Geometries, equal_area

type Numbers = npt.NDArray[np.float64]
type Places = npt.NDArray[np.intp]


def laid_flat(*layers: Geometries) -> tuple[Geometries, ...]:
    """Return outlines in square metres that are true, and metres that are nearly so where the outlines lie.

    Parameters
    ----------
    *layers : ndarray of shapely geometries
        Degrees of WGS84. Invalid outlines are mended, since an area that crosses itself has no true size.
    """
    everything = np.concatenate(layers) if layers else np.array([], dtype=object)
    if not len(everything):
        return layers
    bounds = shapely.total_bounds(everything)
    # A cylindrical projection is true in shape at one latitude: that in the middle of what is compared.
    latitude = math.radians((bounds[1] + bounds[3]) / 2)
    narrowing = max(math.cos(latitude), 0.05)

    def points(degrees: Numbers) -> Numbers:
        flat: Numbers = equal_area(degrees) * np.array([narrowing, 1 / narrowing])
        return flat

    return tuple(shapely.transform(_polygonal(layer), points) for layer in layers)


def _polygonal(layer: Geometries) -> Geometries:
    mended = layer.copy()
    broken = ~shapely.is_valid(layer)
    # The structure method keeps areas and leaves no lines behind.
    mended[broken] = shapely.make_valid(layer[broken], method="structure", keep_collapsed=False)
    mixed = ~np.isin(
        shapely.get_type_id(mended), (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)
    )
    mended[mixed] = shapely.buffer(mended[mixed], 0)
    return mended


@dataclass(frozen=True, slots=True)
class Overlay:
    """Which outline of one layer shares how much with which of the other, in m².

    Parameters
    ----------
    first, second : ndarray of int, shape (n,)
        Places in the layers of each pair that shares an area.
    shared : ndarray of float, shape (n,)
    first_areas, second_areas : ndarray of float
        Of every outline of a layer.
    """

    first: Places
    second: Places
    shared: Numbers
    first_areas: Numbers
    second_areas: Numbers

    def between(self, one: int, other: int) -> float:
        """Return what two outlines share."""
        found = self.shared[(self.first == one) & (self.second == other)]
        return float(found[0]) if len(found) else 0.0

    def partners_of_first(self, one: int) -> tuple[Places, Numbers]:
        """Return the outlines of the second layer that share an area with one of the first, and how much."""
        rows = slice(*np.searchsorted(self.first, [one, one + 1]))
        return self.second[rows], self.shared[rows]

    def turned(self) -> "Overlay":
        """Return the same with the layers exchanged."""
        order = np.lexsort((self.first, self.second))
        return Overlay(
            self.second[order],
            self.first[order],
            self.shared[order],
            self.second_areas,
            self.first_areas,
        )


def overlay(first: Geometries, second: Geometries) -> Overlay:
    """Lay two layers over each other; only outlines that meet are compared, found by a tree."""
    areas = (shapely.area(first), shapely.area(second))
    if not len(first) or not len(second):
        none = np.array([], dtype=np.intp)
        return Overlay(none, none, np.array([], dtype=float), *areas)
    one, other = shapely.STRtree(second).query(first, predicate="intersects")
    shared = shapely.area(shapely.intersection(first[one], second[other]))
    order = np.lexsort((other, one))
    kept = order[shared[order] > 0]
    return Overlay(one[kept], other[kept], shared[kept], *areas)


def line_shift(first: Geometries, second: Geometries, shared: Numbers) -> Numbers:
    """Return how far the lines of each pair lie apart on average, in metres."""
    differing = shapely.area(first) + shapely.area(second) - 2 * shared
    length = (shapely.length(first) + shapely.length(second)) / 2
    return np.maximum(differing, 0) / np.maximum(length, 1e-9)


def broad_parts(first: Geometries, second: Geometries, width: float) -> Geometries:
    """Return of each first outline what the second lacks, without the parts that are narrower than `width`.

    Two drawings of the same border leave such slivers all along it.
    """
    lacking: Geometries = shapely.difference(first, second)
    if width <= 0:
        return lacking
    cores = shapely.buffer(lacking, -width / 2, join_style="mitre")
    return shapely.buffer(cores, width / 2, join_style="mitre")
