"""A whole map that lies somewhere else than its codes: asked about, since its system is then likely wrong."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import shapely
from django.db.models import Max, Min

from clrisk_site.figures.message import Message, counts, says
from clrisk_site.places.geometry import are_polygons
from clrisk_site.places.imports.homes import Homes
from clrisk_site.places.imports.shaping import FileMap
from clrisk_site.places.models import Boundary, Territory
from clrisk_site.tables.spec import Context, Option, Problem, Question, Severity

QUESTION = "displaced"
KEEP, LEAVE = "keep", "leave"
MOSTLY = 0.5
MARGIN = 0.05
"""Degrees, about 5 km, by which a shape may miss the stored one of its code before it lies elsewhere."""

_EXTENT = (Min("west"), Min("south"), Max("east"), Max("north"))

type Truths = npt.NDArray[np.bool_]
type Numbers = npt.NDArray[np.float64]


def ask_displaced(
    drawn: FileMap, paths: Sequence[str | None], homes: Homes, territory: Territory, context: Context
) -> tuple[Question | None, list[Problem]]:
    """Ask about the map when most of its shapes lie elsewhere; remark on single ones.

    A shape belongs in the outline of its municipality. One of a municipality, or above, belongs where any
    stored outline of its code lies. Of what has neither nothing is known.
    """
    there = are_polygons(drawn.shapes)
    expected = _stored_boxes([path if there[at] else None for at, path in enumerate(paths)], territory)
    stored = there & ~np.isnan(expected[:, 0])
    boxes = shapely.bounds(drawn.shapes)
    apart = stored & ~_meet(boxes, expected)
    known = stored | (there & np.array([path is not None for path in homes.paths], dtype=bool))
    displaced = apart | _outside_home(drawn, homes)
    if not displaced.any():
        return None, []
    # Areas below the municipality may lie well in one of the same file that is displaced itself.
    if displaced.sum() <= MOSTLY * known.sum() and apart.sum() <= MOSTLY * stored.sum():
        return None, [
            Problem(drawn.rows[at], "geometry", _far_off(drawn.labels[at]), Severity.WARNING)
            for at in np.flatnonzero(apart).tolist()
        ]
    answer = context.answers.get(QUESTION)
    if answer == LEAVE:
        left = says("The shape lies elsewhere. As you answered, the row is left out.")
        return None, [Problem(drawn.rows[at], "geometry", left) for at in np.flatnonzero(displaced).tolist()]
    if answer == KEEP:
        return None, []
    expected_middle = _middle(np.where(np.isnan(expected), _boxes_of(homes), expected)[displaced])
    return _question(displaced, known, _middle(boxes[displaced]), expected_middle), []


def _stored_boxes(paths: Sequence[str | None], territory: Territory) -> Numbers:
    """Return the box around all stored outlines of each row's own code; NaN where there is none.

    Only those of municipalities and above: areas are known by their municipality.
    """
    stored = Boundary.objects.filter(
        territory__in=Territory.objects.within(territory),
        territory__level__is_micro=False,
        illustrative=False,
        west__isnull=False,
    )
    around = stored.order_by().values_list("territory__path").annotate(*_EXTENT)
    boxes = {path: box for path, *box in around} if any(paths) else {}
    nothing = [np.nan] * 4
    rows = [boxes.get(path, nothing) if path else nothing for path in paths]
    return np.array(rows, dtype=np.float64).reshape(-1, 4)


def _meet(boxes: Numbers, expected: Numbers) -> Truths:
    with np.errstate(invalid="ignore"):
        return np.asarray(
            (boxes[:, 0] <= expected[:, 2] + MARGIN)
            & (boxes[:, 2] >= expected[:, 0] - MARGIN)
            & (boxes[:, 1] <= expected[:, 3] + MARGIN)
            & (boxes[:, 3] >= expected[:, 1] - MARGIN)
        )


def _outside_home(drawn: FileMap, homes: Homes) -> Truths:
    """Return which shapes lie wholly outside the outline that their code belongs to."""
    found = np.zeros(len(drawn.rows), dtype=bool)
    at = np.array([fault.indices[0] for one in drawn.coverages for fault in one.outside], dtype=np.intp)
    if len(at):
        points = shapely.point_on_surface(drawn.shapes[at])
        found[at] = ~shapely.intersects(homes.outlines[at], points)
    return found


def _boxes_of(homes: Homes) -> Numbers:
    return np.asarray(shapely.bounds(homes.outlines), dtype=np.float64).reshape(-1, 4)


def _middle(boxes: Numbers) -> tuple[float, float]:
    """Return longitude and latitude of the usual middle."""
    west, south, east, north = np.nanmedian(boxes, axis=0).tolist()
    return (west + east) / 2, (south + north) / 2


def _far_off(label: str) -> Message:
    return says(
        "%(label)s does not touch the outline that is stored under its code. Check the code.", label=label
    )


def _question(
    displaced: Truths, known: Truths, found: tuple[float, float], expected: tuple[float, float]
) -> Question:
    rows = int(displaced.sum())
    return Question(
        QUESTION,
        counts(
            "%(count)s of %(total)s shapes lies far from its territory. Is the coordinate system right?",
            "%(count)s of %(total)s shapes lie far from their territories. Is the coordinate system right?",
            rows,
            total=int(known.sum()),
        ),
        (
            Option(
                LEAVE,
                says("No, leave these shapes out"),
                says("Or go back to the step of the map and choose another coordinate system."),
            ),
            Option(KEEP, says("Yes, store them where they lie"), says("The territories themselves moved.")),
        ),
        rows=rows,
        evidence=says(
            "The file has them around latitude %(north)s, longitude %(east)s. "
            "Their territories lie around latitude %(home_north)s, longitude %(home_east)s.",
            north=f"{found[1]:.1f}",
            east=f"{found[0]:.1f}",
            home_north=f"{expected[1]:.1f}",
            home_east=f"{expected[0]:.1f}",
        ),
    )
