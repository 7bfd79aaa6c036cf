"""Rows that tell only the lower part of their code: the rest is proposed from where their shape lies."""

from collections import Counter
from collections.abc import Mapping

import numpy as np
import pandas as pd
import shapely

from clrisk_site.figures.message import counts, says
from clrisk_site.places.geometry import Geometries, are_polygons
from clrisk_site.places.imports.columns import part_field
from clrisk_site.places.imports.homes import places_of
from clrisk_site.places.models import Level, Territory
from clrisk_site.tables.spec import Context, Option, Question

QUESTION = "place_codes"
TAKE, LEAVE = "take", "leave"
EXAMPLES = 5


def place_rows(
    frame: pd.DataFrame,
    shapes: Geometries | None,
    levels: list[Level],
    territory: Territory,
    context: Context,
) -> Question | None:
    """Fill in the upper parts of codes from the place of the shape, and ask whether they may be taken.

    Until it is answered they are taken for the preview; nothing is saved meanwhile. A row that lies in no
    stored outline keeps its code as it is.
    """
    first = next((level for level in levels[1:] if part_field(level.depth) in frame), None)
    if shapes is None or first is None or first.depth < 2:
        return None
    above = next(level for level in levels if level.depth == first.depth - 1)
    whole = frame["code"].notna().to_numpy() if "code" in frame else np.zeros(len(frame), dtype=bool)
    wanting = ~whole & frame[part_field(first.depth)].notna().to_numpy() & are_polygons(shapes)
    if not wanting.any():
        return None
    paths = np.full(len(frame), None, dtype=object)
    paths[wanting] = places_of(shapely.point_on_surface(shapes[wanting]), territory, above, context)
    found = [path for path in paths if path is not None]
    if not found:
        return None
    if context.answers.get(QUESTION) != LEAVE:
        _fill(frame, paths, above)
    if context.answers.get(QUESTION) in (TAKE, LEAVE):
        return None
    return _question(found, above)


def _fill(frame: pd.DataFrame, paths: Geometries, above: Level) -> None:
    for depth in range(1, above.depth + 1):
        parts = [None if path is None else path.split(".")[depth] for path in paths]
        frame[part_field(depth)] = pd.Series(parts, index=frame.index, dtype=object)


def _question(found: list[str], above: Level) -> Question:
    names = _names(set(found))
    usual = Counter(found).most_common(EXAMPLES)
    return Question(
        QUESTION,
        counts(
            "%(count)s row does not say its %(level)s. Shall it be taken from where the shape lies?",
            "%(count)s rows do not say their %(level)s. Shall it be taken from where the shapes lie?",
            len(found),
            level=str(above).lower(),
        ),
        (
            Option(TAKE, says("Take it from the place"), says("A point inside each shape decides.")),
            Option(LEAVE, says("Leave these rows out"), says("They are named as rows without a code.")),
        ),
        recommended=TAKE,
        rows=len(found),
        evidence=says("By place: %(places)s.", places="; ".join(f"{names[path]} ({n})" for path, n in usual)),
    )


def _names(paths: set[str]) -> Mapping[str, str]:
    found = Territory.objects.filter(path__in=sorted(paths)).values_list("path", "code", "name")
    return {path: f"{code} {name}" for path, code, name in found}
