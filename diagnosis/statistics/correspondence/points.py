"""Points of a map with all that says how far each can be trusted. How they are found: simple, multiple."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from diagnosis.statistics.design import Floats
from diagnosis.statistics.results import Result

ROUNDING = 1e-26
"""Inertia of a point below which nothing is left but rounding."""


@dataclass(frozen=True, slots=True)
class Point(Result):
    """One category on the map; `Points` says what the numbers are."""

    label: str
    mass: float
    coordinates: tuple[float, ...]
    standard: tuple[float, ...]
    contributions: tuple[float | None, ...]
    cos2: tuple[float | None, ...]
    distance: float
    supplementary: bool


@dataclass(frozen=True, slots=True, eq=False)
class Points(Result):
    """A cloud of categories.

    Parameters
    ----------
    labels : tuple of str
        What each is called.
    mass : ndarray of shape (m,)
        Share of the active total, from 0 to 1. That of a supplementary point tells its size only.
    coordinates, standard : ndarray of shape (m, axes)
        Principal coordinates, whose weighted squares sum to the inertia of the axis, and standard ones,
        whose weighted squares sum to 1.
    contributions : ndarray of shape (m, axes)
        Share of the inertia of the axis, from 0 to 1; NaN for supplementary points.
    cos2 : ndarray of shape (m, axes)
        Share of the point's squared distance that the axis shows; NaN for a point at the centre.
    distance : ndarray of shape (m,)
        Squared chi-squared distance to the centre.
    supplementary : ndarray of bool of shape (m,)
        Which took no part in finding the axes.
    """

    labels: tuple[str, ...]
    mass: Floats
    coordinates: Floats
    standard: Floats
    contributions: Floats
    cos2: Floats
    distance: Floats
    supplementary: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.labels)

    def listed(self) -> tuple[Point, ...]:
        """Return the points one by one."""
        return tuple(
            Point(
                label=label,
                mass=float(self.mass[place]),
                coordinates=tuple(self.coordinates[place].tolist()),
                standard=tuple(self.standard[place].tolist()),
                contributions=tuple(self.contributions[place].tolist()),
                cos2=tuple(self.cos2[place].tolist()),
                distance=float(self.distance[place]),
                supplementary=bool(self.supplementary[place]),
            )
            for place, label in enumerate(self.labels)
        )

    def on_first(self, axes: int | None) -> Points:
        """Return the same points on fewer axes."""
        return Points(
            self.labels,
            self.mass,
            self.coordinates[:, :axes],
            self.standard[:, :axes],
            self.contributions[:, :axes],
            self.cos2[:, :axes],
            self.distance,
            self.supplementary,
        )


def points_of(
    labels: tuple[str, ...],
    mass: Floats,
    standard: Floats,
    values: Floats,
    distance: Floats,
    supplementary: NDArray[np.bool_],
) -> Points:
    """Return points from their standard coordinates.

    Parameters
    ----------
    labels, mass, standard, distance, supplementary
        As in `Points`.
    values : ndarray of shape (axes,)
        Singular values: what scales standard coordinates to principal ones.
    """
    coordinates = standard * values
    contributions = mass[:, np.newaxis] * standard**2
    contributions[supplementary] = np.nan
    return Points(
        labels=labels,
        mass=mass,
        coordinates=coordinates,
        standard=standard,
        contributions=contributions,
        cos2=_cos2(coordinates, distance, mass),
        distance=distance,
        supplementary=supplementary,
    )


def _cos2(coordinates: Floats, distance: Floats, mass: Floats) -> Floats:
    """Return the squared cosines; NaN where a point lies at the centre but for rounding."""
    away = np.where(distance * mass > ROUNDING, distance, np.nan)
    return np.asarray(coordinates**2 / away[:, np.newaxis])
