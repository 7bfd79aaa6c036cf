"""Unfolds the names in a cell into one row each, and writes a known name as it is stored."""

from collections.abc import Iterator

import pandas as pd

from clrisk_site.figures.message import says
from clrisk_site.places.models import Territory
from clrisk_site.places.neighbourhoods.storing import Names, inside
from clrisk_site.tables.spec import Checked, Problem
from clrisk_site.tables.wording import plain, tidy

LONGEST = 120


def check_names(territory: Territory, frame: pd.DataFrame, spoken: Names) -> Checked:
    """Return one row per area and name; each keeps the number of the row that it stands in."""
    names = frame["name"].map(lambda cell: tuple(dict.fromkeys(filter(None, map(tidy, cell or ())))))
    frame = frame.assign(name=names)
    nameless = frame.index[frame["name"].map(len) == 0]
    message = says("The row names no neighbourhood. Write its name, or remove the row.")
    problems = [Problem(int(row), "name", message) for row in nameless]
    frame = frame.explode("name")
    frame["name"] = frame["name"].astype(object).where(frame["name"].notna(), None)
    problems += _too_long(frame)
    stored = inside(territory).values_list("territory__path", "name")
    written = {(path, plain(name)): name for path, name in stored}
    frame["name"] = [
        written.setdefault((path, plain(name)), name) if name else None
        for path, name in zip(frame["territory"], frame["name"], strict=True)
    ]
    spoken.clear()
    spoken.update(zip(frame["territory"], frame["name"], strict=True))
    return Checked(frame, tuple(problems))


def _too_long(frame: pd.DataFrame) -> Iterator[Problem]:
    message = says("The text is longer than %(limit)s characters. Shorten it.", limit=LONGEST)
    for row in frame.index[frame["name"].str.len() > LONGEST]:
        yield Problem(int(row), "name", message)
