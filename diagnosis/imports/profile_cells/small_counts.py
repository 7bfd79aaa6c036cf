"""Small counts of persons do not leave the site; a file that comes back without them changes none."""

import numpy as np
import pandas as pd

from clrisk_site.catalogue.thresholds import smallest_shown
from clrisk_site.figures.suppression import next_smallest
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import Context
from diagnosis.audience import FILES
from diagnosis.imports.profile_cells.columns import KEY
from diagnosis.imports.profile_cells.comparing import stored_cells


def without_small_counts(cells: pd.DataFrame, _territory: Territory, _by: User) -> pd.DataFrame:
    """Return the cells as a file may hold them: small ones blank, zeros as they are.

    The children of an area are published as a whole. So where one profile of an area is blank, so is the next
    smallest, or the blank one would follow by subtraction.
    """
    least = smallest_shown(FILES)
    persons = [None if pd.isna(one) else int(one) for one in cells["persons"]]
    by_area: dict[str, list[int]] = {}
    for row, area in enumerate(cells["territory"]):
        by_area.setdefault(area, []).append(row)
    blank = np.zeros(len(cells), dtype=bool)
    for rows in by_area.values():
        own = [persons[row] for row in rows]
        small = [at for at, one in enumerate(own) if one is not None and 0 < one < least]
        for at in (*small, *next_smallest(own, small, least)):
            blank[rows[at]] = True
    return cells.assign(persons=cells["persons"].mask(blank))


def put_stored_counts_back(frame: pd.DataFrame, territory: Territory, context: Context) -> None:
    """Fill blank counts of cells that are stored with the stored ones."""
    if not frame["persons"].isna().any():
        return
    stored = stored_cells(territory, context).set_index(list(KEY))["persons"]
    kept = stored.reindex(pd.MultiIndex.from_frame(frame[list(KEY)])).set_axis(frame.index)
    frame["persons"] = frame["persons"].combine_first(kept).astype("Int64")
