"""Where a map lies: which coordinate system its numbers are in, whether they are swapped, what must be asked.

What a file states is believed only if its shapes then lie where they belong; a person decides the rest.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from clrisk_site.tables.readers.outlines import Floats, Outlines, Truths
from clrisk_site.tables.readers.projecting import (
    DEGREES,
    LATIN_AMERICA,
    MARGIN,
    Bounds,
    UnknownSystemError,
    candidates,
    is_in_degrees,
    name_of,
    to_degrees,
    understand_description,
    understand_system,
)
from clrisk_site.tables.readers.request import Request
from clrisk_site.tables.sentences import RefusedError

SYSTEM, SWAP = "crs", "swap"
MOST_ODD = 0.05
"""Share of shapes on each side that may lie far off without deciding what the file is asked about."""
GLOBE = (-180.0, -90.0, 180.0, 90.0)


@dataclass(slots=True)
class Placing:
    """What was understood; the fields of `raw.MapReading` as plain data."""

    stated: str = ""
    used: str = ""
    name: str = ""
    bounds: Bounds | None = None
    candidates: tuple[tuple[str, str], ...] = ()
    asks: str = ""
    swapped: bool = False
    shapes: int = 0

    def to_plain(self) -> dict[str, Any]:
        return asdict(self)


def stated_system(statements: Iterable[str]) -> str:
    """Return the one system that a file states, "" for none.

    Raises
    ------
    RefusedError
        If it states several.
    """
    found: dict[str, str] = {}
    for text in statements:
        found.setdefault(_code_or_text(text), text)
    if len(found) > 1:
        raise RefusedError("mixed_crs", crs=", ".join(text[:60] for text in list(found.values())[:3]))
    return next(iter(found.values()), "")


def place(outlines: Outlines, stated: str, request: Request) -> Placing:
    """Turn the numbers of the shapes into degrees in place, or say what must be asked before.

    Shapes that lie nowhere get a fault. When something is asked, the shapes mean nothing yet.

    Raises
    ------
    RefusedError
        If no system gives a place where the map could lie.
    """
    outlines.add_fault("bad_coordinate", ~np.isfinite(outlines.line_boxes()).all(axis=1))
    placing = Placing(stated=_short(stated), swapped=bool(request.swap))
    numbers, boxes = outlines.boxes()
    placing.shapes = len(numbers)
    if not len(boxes):
        placing.used, placing.name = DEGREES, name_of(DEGREES)
        return placing
    if request.swap:
        outlines.xy = np.ascontiguousarray(outlines.xy[:, ::-1])
        boxes = boxes[:, [1, 0, 3, 2]]
    return _Placer(outlines, boxes, stated, request, placing).settle()


class _Placer:
    """Settles one map: its boxes as they stand, and the home that it should lie in."""

    def __init__(
        self, outlines: Outlines, boxes: Floats, stated: str, request: Request, placing: Placing
    ) -> None:
        self.outlines = outlines
        self.boxes = boxes
        self.stated = stated
        self.home = request.home
        self.chosen = request.crs or ""
        self.may_swap = not request.swap
        self.placing = placing

    def settle(self) -> Placing:
        try:
            code = understand_system(self.chosen) if self.chosen else _code_or_text(self.stated)
        except UnknownSystemError as error:
            raise RefusedError("unknown_crs", crs=self.chosen[:80]) from error
        try:
            in_degrees = is_in_degrees(code) if code else self._looks_like_degrees()
        except UnknownSystemError:
            return self._ask_system()
        if in_degrees:
            return self._settle_degrees(code or DEGREES)
        return self._settle_metres(code) if code else self._ask_system()

    def _looks_like_degrees(self) -> bool:
        return max(_share_in(self.boxes, GLOBE), _share_in(_swapped(self.boxes), GLOBE)) >= 1 / 2

    def _settle_degrees(self, code: str) -> Placing:
        if not self._looks_like_degrees():
            return self._ask_system()
        swapped = _swapped(self.boxes)
        home = self.home or LATIN_AMERICA
        as_is, other_way = _touching(self.boxes, home), _touching(swapped, home)
        off_the_globe = _share_in(self.boxes, GLOBE) < 1 / 2
        if off_the_globe or (not as_is.any() and other_way.mean() > 1 / 2):
            if not self.may_swap:
                raise self._elsewhere(self.boxes)
            return self._ask_swap(swapped[other_way] if other_way.any() else _without_the_odd(swapped))
        if self.home is not None and not as_is.any():
            raise self._elsewhere(self.boxes)
        return self._finish(code)

    def _settle_metres(self, code: str) -> Placing:
        found = self._in_degrees(code)
        if not self.chosen and _share_in(self.boxes, GLOBE) >= 1 / 2:
            # Nobody maps the few metres around the origin of such a system.
            return self._ask_system()
        if found is None or (self.home is not None and not _touching(found, self.home).any()):
            if self.chosen:
                raise RefusedError("nowhere", crs=name_of(code))
            return self._ask_system()
        return self._finish(code)

    def _in_degrees(self, code: str) -> Floats | None:
        west, south, east, north = self.boxes.T
        low, high = to_degrees(west, south, code), to_degrees(east, north, code)
        found = np.column_stack([*low, *high])
        found = found[np.isfinite(found).all(axis=1)]
        return found if len(found) else None

    def _finish(self, code: str) -> Placing:
        outlines = self.outlines
        if self.chosen and not is_in_degrees(code):
            self.placing.candidates = candidates(_around(_without_the_odd(self.boxes)), self.home)
        if not self._is_same(code):
            lon, lat = to_degrees(outlines.xy[:, 0], outlines.xy[:, 1], code)
            outlines.xy = np.column_stack([lon, lat])
        self._point_at_odd_shapes()
        _, boxes = outlines.boxes()
        self.placing.used, self.placing.name = code if code.startswith("EPSG:") else "", name_of(code)
        self.placing.bounds = _around(boxes) if len(boxes) else None
        return self.placing

    def _is_same(self, code: str) -> bool:
        x = self.outlines.xy[:1, 0]
        return to_degrees(x, x, code)[0] is x

    def _point_at_odd_shapes(self) -> None:
        """Give a fault to what lies off the globe: one for swapped axes, one for metres among degrees."""
        boxes = self.outlines.line_boxes()
        with np.errstate(invalid="ignore"):
            off = ~_each_in(boxes, GLOBE)
            turned = off & _each_in(_swapped(boxes), GLOBE)
        self.outlines.add_fault("swapped", turned)
        self.outlines.add_fault("out_of_range", off)

    def _ask_system(self) -> Placing:
        usual = _without_the_odd(self.boxes)
        if _share_in(self.boxes, GLOBE) >= 1 / 2 and _touching(self.boxes, self.home or LATIN_AMERICA).any():
            # The file states a system that is not known, or not true: its numbers are degrees.
            self.placing.bounds, self.placing.asks = _around(usual), SYSTEM
            self.placing.candidates = ((DEGREES, name_of(DEGREES)),)
            return self.placing
        for bounds in (_around(self.boxes), _around(usual)):
            fitting = candidates(bounds, self.home)
            if fitting:
                self.placing.bounds, self.placing.candidates = bounds, fitting
                self.placing.asks = SYSTEM
                return self.placing
        raise RefusedError("nowhere", crs=self.placing.stated or "?")

    def _ask_swap(self, swapped: Floats) -> Placing:
        self.placing.bounds, self.placing.asks = _around(swapped), SWAP
        self.placing.used, self.placing.name = DEGREES, name_of(DEGREES)
        return self.placing

    def _elsewhere(self, boxes: Floats) -> RefusedError:
        west, south, east, north = _around(_without_the_odd(boxes))
        return RefusedError(
            "elsewhere", longitude=f"{(west + east) / 2:.1f}", latitude=f"{(south + north) / 2:.1f}"
        )


def _short(stated: str) -> str:
    """Return a statement as it may be shown: the description of a .prj file by its name."""
    return stated.partition('["')[2].partition('"')[0][:80] or stated[:80]


def _code_or_text(stated: str) -> str:
    """Return the code of a statement; the statement itself where it says nothing that is known."""
    if not stated:
        return ""
    return _understood(stated) or stated


def _understood(stated: str) -> str:
    for understand in (understand_system, understand_description):
        try:
            return understand(stated)
        except UnknownSystemError:
            continue
    return ""


def _swapped(boxes: Floats) -> Floats:
    return boxes[:, [1, 0, 3, 2]]


def _each_in(boxes: Floats, box: Bounds) -> Truths:
    return np.asarray(
        (boxes[:, 0] >= box[0]) & (boxes[:, 1] >= box[1]) & (boxes[:, 2] <= box[2]) & (boxes[:, 3] <= box[3])
    )


def _share_in(boxes: Floats, box: Bounds) -> float:
    return float(_each_in(boxes, box).mean())


def _touching(boxes: Floats, box: Bounds) -> Truths:
    return np.asarray(
        (boxes[:, 0] <= box[2] + MARGIN)
        & (boxes[:, 2] >= box[0] - MARGIN)
        & (boxes[:, 1] <= box[3] + MARGIN)
        & (boxes[:, 3] >= box[1] - MARGIN)
    )


def _around(boxes: Floats) -> Bounds:
    low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def _without_the_odd(boxes: Floats) -> Floats:
    """Return the boxes but for the few that lie farthest off on each side."""
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    low, high = np.quantile(middles, [MOST_ODD, 1 - MOST_ODD], axis=0, method="nearest")
    kept = ((middles >= low) & (middles <= high)).all(axis=1)
    return boxes[kept] if kept.any() else boxes
