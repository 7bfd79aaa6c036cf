"""Neighbours, components and tests of patterns, pair by pair as the specification has them: slow, obvious."""

import math
from collections.abc import Mapping, Sequence

from shapely.geometry.base import BaseGeometry

type Pairs = set[frozenset[str]]


def slow_grid(places: Mapping[str, tuple[int, int]], *, corners: bool) -> Pairs:
    pairs = set()
    for one, (row, column) in places.items():
        for other, (row2, column2) in places.items():
            down, across = abs(row - row2), abs(column - column2)
            if (down + across == 1) or (corners and down == 1 and across == 1):
                pairs.add(frozenset((one, other)))
    return pairs


def slow_outlines(shapes: Mapping[str, BaseGeometry], *, corners: bool) -> Pairs:
    pairs = set()
    for one, shape in shapes.items():
        for other, shape2 in shapes.items():
            if one >= other or shape.disjoint(shape2):
                continue
            shared = shape.intersection(shape2)
            if corners or shared.length > 0:
                pairs.add(frozenset((one, other)))
    return pairs


def slow_within(points: Mapping[str, tuple[float, float]], distance: float) -> Pairs:
    return {
        frozenset((one, other))
        for one, (x, y) in points.items()
        for other, (x2, y2) in points.items()
        if one != other and math.hypot(x - x2, y - y2) <= distance
    }


def great_circle(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return metres between two longitudes and latitudes, by the cosine rule."""
    (lon, lat), (lon2, lat2) = ([math.radians(degree) for degree in point] for point in (one, other))
    cosine = math.sin(lat) * math.sin(lat2) + math.cos(lat) * math.cos(lat2) * math.cos(lon - lon2)
    return 6_371_008.8 * math.acos(max(-1.0, min(1.0, cosine)))


def slow_components(codes: Sequence[str], pairs: Pairs) -> set[frozenset[str]]:
    """Return the sets that flooding fills, one code after the other."""
    found: set[frozenset[str]] = set()
    for code in codes:
        if any(code in one for one in found):
            continue
        wet, edge = {code}, [code]
        while edge:
            here = edge.pop()
            for other in codes:
                if other not in wet and frozenset((here, other)) in pairs:
                    wet.add(other)
                    edge.append(other)
        found.add(frozenset(wet))
    return found


class SlowPattern:
    """Values of areas, those that have one, with the weight of each ordered pair."""

    def __init__(self, values: Mapping[str, float | None], pairs: Pairs, *, rows: bool = False) -> None:
        self.x = {code: value for code, value in sorted(values.items()) if value is not None}
        self.codes = list(self.x)
        self.n = len(self.codes)
        self.w = {
            (i, j): 1.0 if frozenset((i, j)) in pairs and i != j else 0.0
            for i in self.codes
            for j in self.codes
        }
        if rows:
            sums = {i: sum(self.w[i, j] for j in self.codes) for i in self.codes}
            self.w = {(i, j): weight / sums[i] if sums[i] else 0.0 for (i, j), weight in self.w.items()}

    def neighbours(self, code: str) -> list[str]:
        return [other for other in self.codes if self.w[code, other]]

    def moran(self) -> float:
        mean = sum(self.x.values()) / self.n
        z = {code: value - mean for code, value in self.x.items()}
        products = sum(self.w[i, j] * z[i] * z[j] for i in self.codes for j in self.codes)
        return self.n / sum(self.w.values()) * products / sum(one**2 for one in z.values())

    def sums(self) -> tuple[float, float, float]:
        """Return S0, S1 and S2."""
        s1 = sum((self.w[i, j] + self.w[j, i]) ** 2 for i in self.codes for j in self.codes) / 2
        s2 = sum(
            (sum(self.w[i, j] for j in self.codes) + sum(self.w[j, i] for j in self.codes)) ** 2
            for i in self.codes
        )
        return sum(self.w.values()), s1, s2

    def moran_variances(self) -> tuple[float, float]:
        """Return those under normality and under randomisation."""
        n, (s0, s1, s2) = self.n, self.sums()
        mean = sum(self.x.values()) / n
        second = sum((one - mean) ** 2 for one in self.x.values()) / n
        fourth = sum((one - mean) ** 4 for one in self.x.values()) / n
        k = fourth / second**2
        normal = (n**2 * s1 - n * s2 + 3 * s0**2) / (s0**2 * (n**2 - 1)) - 1 / (n - 1) ** 2
        above = n * ((n**2 - 3 * n + 3) * s1 - n * s2 + 3 * s0**2)
        above -= k * (n * (n - 1) * s1 - 2 * n * s2 + 6 * s0**2)
        return normal, above / ((n - 1) * (n - 2) * (n - 3) * s0**2) - 1 / (n - 1) ** 2

    def general_g(self) -> float:
        pairs = [(i, j) for i in self.codes for j in self.codes if i != j]
        products = sum(self.w[i, j] * self.x[i] * self.x[j] for i, j in pairs)
        return products / sum(self.x[i] * self.x[j] for i, j in pairs)

    def gi_star(self, code: str) -> float | None:
        if not self.neighbours(code):
            return None
        w = {j: 1.0 if j == code else self.w[code, j] for j in self.codes}
        return self._gi(w, self.codes)

    def gi(self, code: str) -> float | None:
        if not self.neighbours(code):
            return None
        return self._gi({j: self.w[code, j] for j in self.codes}, [j for j in self.codes if j != code])

    def _gi(self, w: Mapping[str, float], among: Sequence[str]) -> float | None:
        n = len(among)
        mean = sum(self.x[j] for j in among) / n
        spread = math.sqrt(sum((self.x[j] - mean) ** 2 for j in among) / n)
        one, squares = sum(w[j] for j in among), sum(w[j] ** 2 for j in among)
        free = (n * squares - one**2) / (n - 1)
        if free <= 0 or spread == 0:
            return None
        return (sum(w[j] * self.x[j] for j in among) - mean * one) / (spread * math.sqrt(free))
