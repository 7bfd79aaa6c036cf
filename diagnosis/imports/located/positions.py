"""Where each row lies, in degrees: from points of a map or from two columns, in whatever order and system.

Nothing is guessed: numbers that are no degrees, or that fit only the other way round, are asked about.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from clrisk_site.figures.message import Message, counts, says
from clrisk_site.tables.readers.projecting import candidates, to_degrees
from clrisk_site.tables.spec import Context, Option, Problem, Question, Severity
from diagnosis.imports.located.columns import GEOMETRY, LATITUDE, LONGITUDE

type Box = tuple[float, float, float, float]
type Floats = npt.NDArray[np.float64]

SYSTEM, ORDER = "crs", "swap"
SWAPPED, AS_WRITTEN, WITHOUT = "swap", "keep", "none"
LATIN_AMERICA: Box = (-118.5, -56.0, -32.0, 33.0)
ENOUGH = 0.5
"""Share of the points that must lie at home for an order or a system to be believed."""


@dataclass(frozen=True, slots=True)
class Positions:
    """Longitude and latitude of each row, NaN where there is none, and what was found on the way."""

    lon: Floats
    lat: Floats
    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def there(self) -> npt.NDArray[np.bool_]:
        return np.isfinite(self.lon) & np.isfinite(self.lat)


def read_positions(frame: pd.DataFrame, context: Context, home: Box | None) -> Positions:
    """Return the position of each row.

    Parameters
    ----------
    home : tuple of float or None
        Box in degrees in which most places should lie.
    """
    if GEOMETRY in frame and frame[GEOMETRY].notna().any():
        return _of_shapes(frame[GEOMETRY])
    if LONGITUDE not in frame or LATITUDE not in frame:
        nowhere = np.full(len(frame), np.nan)
        return Positions(nowhere, nowhere.copy(), _alone(frame))
    return _of_columns(_numbers(frame[LONGITUDE]), _numbers(frame[LATITUDE]), context, home or LATIN_AMERICA)


def _numbers(column: "pd.Series[float]") -> Floats:
    return np.asarray(column.to_numpy(dtype=np.float64, na_value=np.nan), dtype=np.float64)


def _of_shapes(column: "pd.Series[bytes]") -> Positions:
    shapes = shapely.from_wkb(np.array([one or None for one in column.tolist()], dtype=object))
    # A school drawn as its yard lies where the yard does.
    points = shapely.point_on_surface(shapes)
    return Positions(shapely.get_x(points), shapely.get_y(points))


def _alone(frame: pd.DataFrame) -> tuple[Problem, ...]:
    found = next((name for name in (LONGITUDE, LATITUDE) if name in frame), None)
    if found is None:
        return ()
    message = says("Only one of longitude and latitude was found. Choose the column of the other one too.")
    return (Problem(None, found, message, Severity.WARNING),)


def _of_columns(x: Floats, y: Floats, context: Context, home: Box) -> Positions:
    x, y, problems = _without_origin(x, y)
    there = np.isfinite(x) & np.isfinite(y)
    if not there.any():
        return Positions(x, y, problems)
    if _share(x, y, home) < ENOUGH:
        if _share(y, x, home) >= ENOUGH:
            return _turned(x, y, context, problems, int(there.sum()))
        if np.median(np.abs(x[there])) > 180 or np.median(np.abs(y[there])) > 90:
            return _projected(x, y, context, problems, home)
    wrong = there & ((np.abs(x) > 180) | (np.abs(y) > 90))
    return _blanked(x, y, wrong, problems)


def _without_origin(x: Floats, y: Floats) -> tuple[Floats, Floats, tuple[Problem, ...]]:
    """Take 0, 0 for what it means in registers: nobody measured."""
    origin = (x == 0) & (y == 0)
    if not origin.any():
        return x, y, ()
    message = counts(
        "%(count)s row has the coordinates 0, 0, which lie in the sea. They were read as missing.",
        "%(count)s rows have the coordinates 0, 0, which lie in the sea. They were read as missing.",
        int(origin.sum()),
    )
    told = (Problem(None, None, message, Severity.WARNING),)
    return np.where(origin, np.nan, x), np.where(origin, np.nan, y), told


def _blanked(x: Floats, y: Floats, wrong: npt.NDArray[np.bool_], problems: tuple[Problem, ...]) -> Positions:
    if not wrong.any():
        return Positions(x, y, problems)
    message = counts(
        "%(count)s row has coordinates that are no place on earth. They were read as missing.",
        "%(count)s rows have coordinates that are no place on earth. They were read as missing.",
        int(wrong.sum()),
    )
    told = Problem(None, None, message, Severity.WARNING)
    return Positions(np.where(wrong, np.nan, x), np.where(wrong, np.nan, y), (*problems, told))


def _share(lon: Floats, lat: Floats, home: Box) -> float:
    there = np.isfinite(lon) & np.isfinite(lat)
    inside = (lon >= home[0]) & (lat >= home[1]) & (lon <= home[2]) & (lat <= home[3])
    return float(inside[there].mean())


def _turned(x: Floats, y: Floats, context: Context, problems: tuple[Problem, ...], rows: int) -> Positions:
    answer = context.answers.get(ORDER)
    if answer == SWAPPED:
        return Positions(y, x, problems)
    if answer == AS_WRITTEN:
        return _blanked(x, y, (np.abs(x) > 180) | (np.abs(y) > 90), problems)
    question = Question(
        ORDER,
        says("Longitude and latitude seem to stand in each other's column. Shall they be exchanged?"),
        (
            Option(SWAPPED, says("Exchange them"), says("The places then lie where this country is")),
            Option(AS_WRITTEN, says("Leave them as they are"), says("The places then lie somewhere else")),
        ),
        recommended=SWAPPED,
        rows=rows,
        evidence=_example(x, y),
    )
    return Positions(np.full(len(x), np.nan), np.full(len(x), np.nan), problems, (question,))


def _projected(x: Floats, y: Floats, context: Context, problems: tuple[Problem, ...], home: Box) -> Positions:
    there = np.isfinite(x) & np.isfinite(y)
    nowhere = np.full(len(x), np.nan)
    # A few wrong rows must not decide in which system all the others are.
    (west, east), (south, north) = (np.quantile(one[there], (0.02, 0.98)).tolist() for one in (x, y))
    fitting = candidates((west, south, east, north), home)
    answer = context.answers.get(SYSTEM)
    if answer in {code for code, _ in fitting}:
        lon, lat = to_degrees(np.where(there, x, np.nan), np.where(there, y, np.nan), str(answer))
        finite = np.isfinite(lon) & np.isfinite(lat)
        return Positions(np.where(finite, lon, np.nan), np.where(finite, lat, np.nan), problems)
    if answer == WITHOUT or not fitting:
        message = says(
            "The coordinates are neither degrees nor metres that would lie here. They were read as missing."
        )
        told = Problem(None, None, message, Severity.WARNING)
        return Positions(nowhere, nowhere.copy(), problems if answer == WITHOUT else (*problems, told))
    question = Question(
        SYSTEM,
        says("The coordinates are not in degrees but in metres. In which system are they?"),
        (
            *(Option(code, says("%(name)s (%(code)s)", name=name, code=code)) for code, name in fitting),
            Option(WITHOUT, says("None of these: read them as missing")),
        ),
        recommended=fitting[0][0],
        rows=int(there.sum()),
        evidence=_example(x, y),
    )
    return Positions(nowhere, nowhere.copy(), problems, (question,))


def _example(x: Floats, y: Floats) -> Message:
    first = int(np.flatnonzero(np.isfinite(x) & np.isfinite(y))[0])
    return says("For example: %(x)s and %(y)s.", x=f"{x[first]:.10g}", y=f"{y[first]:.10g}")
