"""Counts places per area of one level; what lies above that level is said, and missing is never zero."""

from collections.abc import Sequence

import pandas as pd

from clrisk_site.figures.message import Message, counts, says
from clrisk_site.places.models import Level
from clrisk_site.places.territory_columns import TERRITORY
from clrisk_site.tables.spec import Problem, Severity
from clrisk_site.tables.territories import TerritoryIndex
from diagnosis.imports.facilities.columns import COUNT

MUNICIPALITY, AREA = "municipality", "area"


def level_to_count_by(frame: pd.DataFrame, levels: Sequence[Level], wanted: str) -> Level | None:
    """Return the level whose areas are counted.

    Parameters
    ----------
    frame : DataFrame
        With the area of each place in ``territory``.
    levels : sequence of Level
        Those with areas stored here, the highest first.
    wanted : str
        ``municipality``, else the deepest level of which the areas of at least half of the places are known.
    """
    if not levels:
        return None
    if wanted == MUNICIPALITY:
        municipal = [level for level in levels if level.is_municipal]
        return municipal[0] if municipal else levels[0]
    depths = frame[TERRITORY].str.count(r"\.")
    known = [level for level in levels if (depths >= level.depth).mean() >= 0.5]
    return known[-1] if known else levels[0]


def count_places(frame: pd.DataFrame, level: Level) -> tuple[pd.DataFrame, list[Problem], int]:
    """Return one row per area with the number of its places, what is said of it, and of how many rows it is.

    An area stands under the first row of the file that lies there.

    A row without a count stands for one place; one whose count is blank beside others is left out.
    """
    problems = [_level(level)]
    depth = level.depth
    deep = frame[TERRITORY].str.count(r"\.") >= depth
    if not deep.all():
        problems.append(_too_wide(int((~deep).sum()), level))
    inside = frame[deep]
    if COUNT in frame:
        blank = inside.index[inside[COUNT].isna()]
        problems += [Problem(int(row), COUNT, _no_count(), Severity.WARNING) for row in blank]
        inside = inside[inside[COUNT].notna()]
        each = inside[COUNT].astype("Int64")
    else:
        each = pd.Series(1, index=inside.index, dtype="Int64")
    areas = inside[TERRITORY].map(lambda path: ".".join(path.split(".")[: depth + 1]))
    table = pd.DataFrame({TERRITORY: areas, COUNT: each, "first": inside.index})
    summed = table.groupby(TERRITORY, sort=False).agg({COUNT: "sum", "first": "min"}).reset_index()
    counted = summed.set_index("first").rename_axis(index="row").astype({COUNT: "Int64"})
    return counted, problems, len(inside)


def with_zeros(
    counted: pd.DataFrame, level: Level, index: TerritoryIndex | None, within: str
) -> tuple[pd.DataFrame, list[Problem]]:
    """Add a zero for each area of the level that no place lies in, since the file lists every one."""
    if index is None or counted.empty:
        return counted, []
    has = set(counted[TERRITORY])
    empty = [
        row.path
        for row in index.rows
        if row.valid and row.level == level.code and row.lies_within(within) and row.path not in has
    ]
    if not empty:
        return counted, []
    # They stand in no row of the file, so they are told under the first one.
    zeros = pd.DataFrame(
        {TERRITORY: empty, COUNT: pd.array([0] * len(empty), dtype="Int64")},
        index=pd.Index([counted.index[0]] * len(empty), name=counted.index.name),
    )
    message = counts(
        "%(count)s area has none, because the file lists every one of them: its number is 0.",
        "%(count)s areas have none, because the file lists every one of them: their number is 0.",
        len(empty),
    )
    return pd.concat([counted, zeros]), [Problem(None, None, message, Severity.WARNING)]


def _level(level: Level) -> Problem:
    message = says("Places are counted by this level: %(level)s.", level=str(level))
    return Problem(None, None, message, Severity.WARNING)


def _too_wide(rows: int, level: Level) -> Problem:
    message = counts(
        "Of %(count)s place only a wider area is known. It is in no count by %(level)s.",
        "Of %(count)s places only a wider area is known. They are in no count by %(level)s.",
        rows,
        level=str(level),
    )
    return Problem(None, None, message, Severity.WARNING)


def _no_count() -> Message:
    return says("The number of places is missing, so nothing is counted here. Missing is not zero.")
