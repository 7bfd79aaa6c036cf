"""Checks a register of schools: enrolment, closed schools, areas, and schools of elsewhere."""

import pandas as pd

from clrisk_site.figures.message import says
from clrisk_site.places.models import Territory
from clrisk_site.places.territory_columns import TERRITORY
from clrisk_site.tables.spec import Checked, Context, Problem
from clrisk_site.tables.wording import tidy
from diagnosis.imports.batches import in_batches
from diagnosis.imports.located.closed import without_closed
from diagnosis.imports.located.placing import place_rows, without_blank
from diagnosis.imports.schools.columns import CODE, COUNTS, LEVEL, LONGEST, STORED
from diagnosis.imports.schools.handing_out import put_stored_counts_back
from diagnosis.models import School


def check_schools(territory: Territory, frame: pd.DataFrame, context: Context) -> Checked:
    """Return one row per school and level, with its area."""
    frame, problems = without_blank(frame)
    frame, asked = without_closed(frame, context)
    placed = place_rows(frame, territory, context)
    frame = placed.frame.copy()
    problems += [*placed.problems, *_long_texts(frame)]
    if TERRITORY not in frame:
        frame[TERRITORY] = pd.Series(None, index=frame.index, dtype=object)
    frame[CODE] = frame[CODE].map(tidy)
    frame[LEVEL] = frame[LEVEL].map(tidy, na_action="ignore").fillna("") if LEVEL in frame else ""
    put_stored_counts_back(frame, territory, context)
    problems += [*_settle_counts(frame), *_of_elsewhere(frame, territory, context)]
    return Checked(
        frame[[name for name in STORED if name in frame]], tuple(problems), (*asked, *placed.questions)
    )


def _long_texts(frame: pd.DataFrame) -> list[Problem]:
    return [
        Problem(row, field, says("The text is longer than %(limit)s characters. Shorten it.", limit=limit))
        for field, limit in LONGEST.items()
        if field in frame
        for row, text in zip(frame.index.tolist(), frame[field].tolist(), strict=True)
        if isinstance(text, str) and len(text) > limit
    ]


def _settle_counts(frame: pd.DataFrame) -> list[Problem]:
    """Add up girls and boys where both are known and the sum is not; refuse sums that are too small."""
    if not {"girls", "boys"} <= set(frame):
        return []
    both = (frame["girls"] + frame["boys"]).astype("Int64")
    stated = (
        frame["enrolment"] if "enrolment" in frame else pd.Series(pd.NA, index=frame.index, dtype="Int64")
    )
    frame["enrolment"] = stated.fillna(both).astype("Int64")
    wrong = (both > frame["enrolment"]).fillna(value=False)
    return [
        Problem(
            row,
            "enrolment",
            says(
                "Girls (%(girls)s) and boys (%(boys)s) are more than the enrolment (%(enrolment)s).",
                **{name: int(frame[name].loc[row]) for name in COUNTS},
            ),
        )
        for row in frame.index[wrong].tolist()
    ]


def _of_elsewhere(frame: pd.DataFrame, territory: Territory, context: Context) -> list[Problem]:
    """Refuse schools that the same source and year has in another place: one school lies in one place."""
    here = set(Territory.objects.within(territory).values_list("pk", flat=True))
    found: dict[tuple[str, str], str] = {}
    for batch in in_batches(frame[CODE].unique().tolist()):
        same = School.objects.filter(code__in=batch, year=context.year or 0, source=context.source)
        for code, level, where, name in same.values_list("code", "level", "territory_id", "territory__name"):
            if where not in here:
                found[code, level] = name
    return [
        Problem(
            int(row),
            CODE,
            says("This source and year has the school in another place: %(place)s.", place=found[key]),
        )
        for row, key in zip(frame.index, zip(frame[CODE], frame[LEVEL], strict=True), strict=True)
        if key in found
    ]
