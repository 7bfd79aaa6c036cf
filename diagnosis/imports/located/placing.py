"""In which area each row lies: by its code, by its point, and what is done where the two disagree."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from clrisk_site.figures.message import Message, counts, says
from clrisk_site.places.home import home_box
from clrisk_site.places.locating import OUTSIDE, locator_for
from clrisk_site.places.models import Level, Territory
from clrisk_site.places.territory_columns import TERRITORY
from clrisk_site.tables.spec import Context, Option, Problem, Question, Severity
from clrisk_site.tables.territories import TerritoryIndex
from diagnosis.imports.located.columns import GEOMETRY
from diagnosis.imports.located.positions import Floats, read_positions
from diagnosis.imports.reach import levels_of

type Paths = npt.NDArray[np.object_]
type Mask = npt.NDArray[np.bool_]

QUESTION, BY_CODE, BY_POINT = "place_by", "code", "point"
MOST_LISTED = 300
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Placed:
    """The rows that lie here, with their area in ``territory``, and what is to be said of all of them."""

    frame: pd.DataFrame
    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()


def place_rows(frame: pd.DataFrame, territory: Territory, context: Context) -> Placed:
    """Find the smallest area of each row in or below a territory.

    Rows that lie elsewhere are left out with a count; rows of which nobody knows where they lie are refused.
    """
    positions = read_positions(frame, context, home_box(territory))
    if positions.questions:
        return Placed(frame, positions.problems, positions.questions)
    coded = _codes(frame)
    located = locate_below(territory, positions.lon, positions.lat, context.year)
    has_code, has_point = _filled(coded), _filled(located)
    chosen, problems, questions = _settle(frame, coded, located, context)
    inside = np.array([_lies_in(path, territory.path) for path in chosen], dtype=bool)
    away = (~has_code & ~has_point & positions.there) | ((has_code | has_point) & ~inside)
    unknown = ~has_code & ~has_point & ~positions.there
    problems = [*positions.problems, *problems, *_away(away, territory)]
    problems += _invented(territory, located)
    problems += _only_by_code(has_code & ~has_point & positions.there & inside)
    problems += _without_point(has_code & inside & ~positions.there, any_point=bool(positions.there.any()))
    problems += [Problem(int(row), None, _nowhere()) for row in frame.index[unknown]]
    here = ~(away | unknown)
    return Placed(
        frame.assign(**{TERRITORY: chosen}).loc[here],
        tuple(problems),
        questions,
    )


def locate_below(territory: Territory, lon: Floats, lat: Floats, year: int | None) -> Paths:
    """Return the path of the smallest area with an outline that holds each point; None outside of all.

    Parameters
    ----------
    lon, lat : ndarray of float, shape (n,)
        Degrees, NaN where there is no point.
    """
    found: Paths = np.full(len(lon), None, dtype=object)
    for level in reversed(_levels_from(territory)):
        open_ones = np.flatnonzero(~_filled(found) & np.isfinite(lon) & np.isfinite(lat))
        if not len(open_ones):
            break
        locator = locator_for(territory, year=year, level=level)
        if not len(locator):
            continue
        at = locator.locate(lon[open_ones], lat[open_ones])
        keys = np.array([*locator.keys, None], dtype=object)
        found[open_ones] = keys[np.where(at == OUTSIDE, len(locator), at)]
    return found


def _levels_from(territory: Territory) -> list[Level]:
    return [level for level in levels_of(territory) if level.depth >= territory.path.count(".")]


def municipality_of(code: str | None, index: TerritoryIndex | None, territory: Territory) -> str | None:
    """Return the path of the area whose official code begins another one, as that of a shop does."""
    if not code or index is None:
        return None
    lengths = sorted({len(row.code) for row in index.rows if row.lies_within(territory.path)}, reverse=True)
    for length in lengths:
        rows = index.by_code.get(code[:length].upper(), ()) if len(code) > length else ()
        inside = [row for row in rows if row.lies_within(territory.path)]
        if len(inside) == 1:
            return inside[0].path
    return None


def _codes(frame: pd.DataFrame) -> Paths:
    if TERRITORY not in frame:
        return np.full(len(frame), None, dtype=object)
    return frame[TERRITORY].where(frame[TERRITORY].notna(), None).to_numpy(dtype=object)


def _filled(paths: Paths) -> Mask:
    return np.array([path is not None for path in paths], dtype=bool)


def _settle(
    frame: pd.DataFrame, coded: Paths, located: Paths, context: Context
) -> tuple[Paths, list[Problem], tuple[Question, ...]]:
    """Take of two areas, one in the other, the smaller; of two apart, the one that was chosen."""
    both = _filled(coded) & _filled(located)
    agree = both & np.array([_same(*pair) for pair in zip(coded, located, strict=True)], dtype=bool)
    smaller = np.array(
        [two if one is None or (two is not None and len(two) > len(one)) else one
         for one, two in zip(coded, located, strict=True)] + [None], dtype=object,
    )[:-1]  # fmt: skip
    apart = np.flatnonzero(both & ~agree)
    if not both.any():
        return smaller, [], ()
    problems = [Problem(None, None, _agreement(int(agree.sum()), int(both.sum())), Severity.WARNING)]
    if not len(apart):
        return smaller, problems, ()
    answer = context.answers.get(QUESTION)
    smaller[apart] = (located if answer == BY_POINT else coded)[apart]
    names = context.known_territories
    problems += [
        Problem(int(frame.index[at]), TERRITORY, _differ(coded[at], located[at], names), Severity.WARNING)
        for at in apart[:MOST_LISTED].tolist()
    ]
    if answer in (BY_CODE, BY_POINT):
        return smaller, problems, ()
    return smaller, problems, (_question(frame, apart, coded, located, names),)


def _invented(territory: Territory, located: Paths) -> list[Problem]:
    if not territory.is_demo or not _filled(located).any():
        return []
    words = says(
        "This place is a demonstration: the outlines in which the points were located may be invented."
    )
    return [Problem(None, None, words, Severity.WARNING)]


def _lies_in(path: str | None, place: str) -> bool:
    return path is not None and f"{path}.".startswith(f"{place}.")


def _same(one: str | None, two: str | None) -> bool:
    """Whether one of two areas holds the other."""
    if one is None or two is None:
        return False
    return f"{one}.".startswith(f"{two}.") or f"{two}.".startswith(f"{one}.")


def _title(path: str, names: TerritoryIndex | None) -> str:
    row = names.by_path.get(path) if names else None
    if row is None:
        return path
    return row.code if row.code.endswith(row.name) else f"{row.name} ({row.code})"


def _agreement(agree: int, both: int) -> Message:
    return counts(
        "%(agree)s of %(count)s row lies where its code says. Code and coordinates were compared.",
        "%(agree)s of %(count)s rows lie where their code says. Code and coordinates were compared.",
        both,
        agree=agree,
    )


def _differ(one: str, two: str, names: TerritoryIndex | None) -> Message:
    return says(
        "The code says %(code)s, the coordinates lie in %(point)s.",
        code=_title(one, names),
        point=_title(two, names),
    )


def _question(
    frame: pd.DataFrame,
    apart: npt.NDArray[np.intp],
    coded: Paths,
    located: Paths,
    names: TerritoryIndex | None,
) -> Question:
    first = int(apart[0])
    return Question(
        QUESTION,
        counts(
            "In %(count)s row code and coordinates name different areas. Which of the two counts?",
            "In %(count)s rows code and coordinates name different areas. Which of the two counts?",
            len(apart),
        ),
        (
            Option(
                BY_CODE,
                says("The code"),
                says("Somebody wrote it for this place; a point is easily misplaced"),
            ),
            Option(
                BY_POINT, says("The coordinates"), says("The point was measured; codes may be out of date")
            ),
        ),
        recommended=BY_CODE,
        rows=len(apart),
        evidence=says(
            "For example row %(row)s: the code says %(code)s, the coordinates lie in %(point)s.",
            row=int(frame.index[first]),
            code=_title(coded[first], names),
            point=_title(located[first], names),
        ),
    )


def _away(away: Mask, territory: Territory) -> list[Problem]:
    if not away.any():
        return []
    message = counts(
        "%(count)s row lies outside %(place)s by its code or coordinates and was left out.",
        "%(count)s rows lie outside %(place)s by their codes or coordinates and were left out.",
        int(away.sum()),
        place=territory.name,
    )
    return [Problem(None, None, message, Severity.WARNING)]


def _only_by_code(rows: Mask) -> list[Problem]:
    if not rows.any():
        return []
    message = counts(
        "%(count)s row has coordinates that lie in no outline stored here. It is counted by its code.",
        "%(count)s rows have coordinates that lie in no outline stored here. They are counted by their code.",
        int(rows.sum()),
    )
    return [Problem(None, None, message, Severity.WARNING)]


def _without_point(rows: Mask, *, any_point: bool) -> list[Problem]:
    if not any_point or not rows.any():
        return []
    message = counts(
        "%(count)s row has no coordinates. It is counted by its code.",
        "%(count)s rows have no coordinates. They are counted by their code.",
        int(rows.sum()),
    )
    return [Problem(None, None, message, Severity.WARNING)]


def _nowhere() -> Message:
    return says(
        "Neither a known code nor coordinates say where it lies. Write one of them, or remove the row."
    )


def without_blank(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the rows that hold anything, and how many hold nothing."""
    # A point without anything beside it is none of a register whose rows have a code or more.
    beside = frame.drop(columns=GEOMETRY, errors="ignore")
    told = beside if beside.notna().any(axis=1).mean() >= 0.5 else frame
    blank = told.isna().all(axis=1).to_numpy(dtype=bool)
    if not blank.any():
        return frame, []
    numbers = ", ".join(str(row) for row in frame.index[blank][:MOST_NAMED])
    message = counts(
        "%(count)s row holds nothing that is needed and was left out (row %(rows)s).",
        "%(count)s rows hold nothing that is needed and were left out (rows %(rows)s).",
        int(blank.sum()),
        rows=numbers + (", …" if blank.sum() > MOST_NAMED else ""),
    )
    return frame[~blank], [Problem(None, None, message, Severity.WARNING)]
