"""Checks a register of services and turns its rows into one count per area."""

import pandas as pd

from clrisk_site.figures.message import says
from clrisk_site.places.models import Territory
from clrisk_site.places.territory_columns import TERRITORY
from clrisk_site.tables.spec import Checked, Context, Problem
from diagnosis.imports.facilities.columns import COUNT, ESTABLISHMENT
from diagnosis.imports.facilities.counting import AREA, count_places, level_to_count_by, with_zeros
from diagnosis.imports.facilities.listed import code_of
from diagnosis.imports.located.closed import without_closed
from diagnosis.imports.located.facts import said
from diagnosis.imports.located.levels import stored_levels
from diagnosis.imports.located.placing import municipality_of, place_rows, without_blank

LEVEL, COMPLETE, YES = "count_by", "complete", "yes"


def check_facilities(territory: Territory, frame: pd.DataFrame, context: Context) -> Checked:
    """Return one row per area: its number of places."""
    frame, problems = without_blank(frame)
    if not code_of(context):
        message = says("Say which service the file lists, and name it if it is another one.")
        problems.append(Problem(None, None, message))
    frame, asked = without_closed(frame, context)
    placed = place_rows(_with_establishments(frame, territory, context), territory, context)
    problems += placed.problems
    questions = (*asked, *placed.questions)
    if placed.questions or placed.frame.empty:
        return Checked(_nothing(placed.frame), tuple(problems), questions)
    level = level_to_count_by(placed.frame, stored_levels(territory), said(context, LEVEL) or AREA)
    if level is None:
        problems.append(
            Problem(None, None, says("No area is stored here yet. Import the territories first."))
        )
        return Checked(_nothing(placed.frame), tuple(problems), questions)
    counted, told, rows = count_places(placed.frame, level)
    zeros: list[Problem] = []
    if said(context, COMPLETE) == YES:
        counted, zeros = with_zeros(counted, level, context.known_territories, territory.path)
    return Checked(counted, (*problems, *told, *zeros), questions, gathered=rows)


def _with_establishments(frame: pd.DataFrame, territory: Territory, context: Context) -> pd.DataFrame:
    """Take the municipality out of the codes of places where no other code says the area."""
    if ESTABLISHMENT not in frame:
        return frame
    codes = frame[ESTABLISHMENT].where(frame[ESTABLISHMENT].notna(), None)
    index = context.known_territories
    areas = {code: municipality_of(code, index, territory) for code in codes.unique().tolist()}
    found = codes.map(areas).astype(object)
    own = frame[TERRITORY] if TERRITORY in frame else pd.Series(None, index=frame.index, dtype=object)
    return frame.assign(**{TERRITORY: own.where(own.notna(), found.where(found.notna(), None))})


def _nothing(frame: pd.DataFrame) -> pd.DataFrame:
    empty = frame.iloc[:0]
    return pd.DataFrame(
        {TERRITORY: pd.Series([], dtype=object), COUNT: pd.Series([], dtype="Int64")}, index=empty.index
    )
