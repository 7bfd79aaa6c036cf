"""Unfolds the names in a cell into one row each, and writes a known name as it is stored."""

from collections.abc import Iterator

import pandas as pd

from clrisk_site.figures.message import says
from clrisk_site.places.models import Territory
from clrisk_site.places.neighbourhoods.storing import Names, inside
from clrisk_site.tables.spec import Checked, Context, Problem, Severity
from clrisk_site.tables.wording import plain, tidy

LONGEST = 120


def check_names(territory: Territory, frame: pd.DataFrame, spoken: Names, context: Context) -> Checked:
    """Return one row per area and name; each keeps the number of the row that it stands in."""
    names = frame["name"].map(lambda cell: tuple(dict.fromkeys(filter(None, map(tidy, cell or ())))))
    frame = frame.assign(name=names)
    nameless = frame.index[frame["name"].map(len) == 0]
    message = says("The row names no neighbourhood. Write its name, or remove the row.")
    problems = [Problem(int(row), "name", message) for row in nameless]
    frame = frame.explode("name")
    frame["name"] = frame["name"].astype(object).where(frame["name"].notna(), None)
    problems += _too_long(frame)
    stored = list(inside(territory).values_list("territory__path", "name", "source"))
    written = {(path, plain(name)): name for path, name, _source in stored}
    frame["name"] = [
        written.setdefault((path, plain(name)), name) if name else None
        for path, name in zip(frame["territory"], frame["name"], strict=True)
    ]
    spoken.clear()
    spoken.update(zip(frame["territory"], frame["name"], strict=True))
    known = {(path, name) for path, name, _source in stored}
    of_source = {(path, name) for path, name, source in stored if source == context.source}
    return Checked(frame, (*problems, *_perhaps_renamed(frame, known, of_source - spoken)))


def _perhaps_renamed(frame: pd.DataFrame, known: Names, absent: Names) -> Iterator[Problem]:
    """Tell of a name that is new where a stored one of the same area is no longer in the file."""
    left: dict[str, list[str]] = {}
    for path, name in sorted(absent):
        left.setdefault(path, []).append(name)
    for row, path, name in zip(frame.index, frame["territory"], frame["name"], strict=True):
        if name and path in left and (path, name) not in known:
            message = says(
                "«%(new)s» is new here, and «%(stored)s» is stored but not in the file. "
                "Both stay unless you choose to remove what is not in the file.",
                new=name,
                stored="; ".join(left[path]),
            )
            yield Problem(int(row), "name", message, Severity.WARNING)


def _too_long(frame: pd.DataFrame) -> Iterator[Problem]:
    message = says("The text is longer than %(limit)s characters. Shorten it.", limit=LONGEST)
    for row in frame.index[frame["name"].str.len() > LONGEST]:
        yield Problem(int(row), "name", message)
