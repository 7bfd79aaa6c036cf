"""From degrees to drawing units: a local projection that is true in the middle of what is drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

METRES_PER_DEGREE = 111_195.0


@dataclass(frozen=True, slots=True)
class Projection:
    """Equirectangular projection with the cosine of the middle latitude.

    Parameters
    ----------
    west, north : float
        Corner that lands on (`left`, `top`), in degrees.
    narrowing : float
        Cosine of the middle latitude.
    units_per_degree : float
        Drawing units per degree of latitude.
    left, top : float
        Where that corner lands, in drawing units.
    """

    west: float
    north: float
    narrowing: float
    units_per_degree: float
    left: float
    top: float

    @property
    def units_per_metre(self) -> float:
        return self.units_per_degree / METRES_PER_DEGREE

    def project(self, geometry: Any) -> Any:
        """Return a geometry, or an array of them, in drawing units with y downwards."""
        return shapely.transform(geometry, self._points)

    def _points(self, degrees: NDArray[np.float64]) -> NDArray[np.float64]:
        x = self.left + (degrees[:, 0] - self.west) * self.narrowing * self.units_per_degree
        y = self.top + (self.north - degrees[:, 1]) * self.units_per_degree
        return np.column_stack([x, y])


def fit(
    bounds: tuple[float, float, float, float], width: float, tallest: float, margin: float
) -> tuple[Projection, float]:
    """Return the projection that fills a width, and the height of the drawing.

    Parameters
    ----------
    bounds : tuple of float
        West, south, east and north in degrees.
    width, tallest, margin : float
        Width of the drawing, its greatest height, and the room kept free on each side, in drawing units.

    Returns
    -------
    projection : Projection
    height : float
        Whole number of drawing units; never more than `tallest`.
    """
    west, south, east, north = bounds
    narrowing = max(math.cos(math.radians((south + north) / 2)), 0.01)
    across, down = max((east - west) * narrowing, 1e-9), max(north - south, 1e-9)
    scale = min((width - 2 * margin) / across, (tallest - 2 * margin) / down)
    height = math.ceil(down * scale + 2 * margin)
    left = (width - across * scale) / 2
    return Projection(west, north, narrowing, scale, left, (height - down * scale) / 2), height


def round_distance(longest: float) -> float:
    """Return the largest of 1, 2, 5, 10, 20, 50 ... that is not above a distance, in its unit."""
    power = 10.0 ** math.floor(math.log10(longest))
    return float(max(step * power for step in (1, 2, 5) if step * power <= longest * (1 + 1e-9)))
