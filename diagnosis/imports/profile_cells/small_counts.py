"""Small counts of persons do not leave the site; a file that comes back without them changes none."""

import pandas as pd

from clrisk_site.catalogue.thresholds import smallest_shown
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import Context
from diagnosis.audience import audience_for
from diagnosis.imports.profile_cells.columns import KEY
from diagnosis.imports.profile_cells.comparing import stored_cells


def without_small_counts(cells: pd.DataFrame, territory: Territory, by: User) -> pd.DataFrame:
    """Return the cells as a person may take them out: blank below what they are shown; zeros stay."""
    least = smallest_shown(audience_for(by, territory))
    small = ((cells["persons"] > 0) & (cells["persons"] < least)).fillna(value=False)
    return cells.assign(persons=cells["persons"].mask(small))


def put_stored_counts_back(frame: pd.DataFrame, territory: Territory, context: Context) -> None:
    """Fill blank counts of cells that are stored with the stored ones."""
    if not frame["persons"].isna().any():
        return
    stored = stored_cells(territory, context).set_index(list(KEY))["persons"]
    kept = stored.reindex(pd.MultiIndex.from_frame(frame[list(KEY)])).set_axis(frame.index)
    frame["persons"] = frame["persons"].combine_first(kept).astype("Int64")
