"""Small enrolments do not leave the site; a file that comes back without them changes none."""

import pandas as pd

from clrisk_site.catalogue.thresholds import smallest_shown
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import Context
from diagnosis.audience import FILES
from diagnosis.imports.schools.columns import COUNTS, KEY
from diagnosis.imports.schools.storing import stored_schools


def without_small_enrolment(schools: pd.DataFrame, _territory: Territory, _by: User) -> pd.DataFrame:
    """Return the schools as a file may hold them: of two sexes none is shown when one is small."""
    least = smallest_shown(FILES)
    small = {name: ((schools[name] > 0) & (schools[name] < least)).fillna(value=False) for name in COUNTS}
    either = small["girls"] | small["boys"]
    hidden = {"enrolment": small["enrolment"], "girls": either, "boys": either}
    return schools.assign(**{name: schools[name].mask(gone) for name, gone in hidden.items()})


def put_stored_counts_back(frame: pd.DataFrame, territory: Territory, context: Context) -> None:
    """Fill blank counts of schools that are stored with the stored ones."""
    fields = [name for name in COUNTS if name in frame]
    if not fields or not frame[fields].isna().to_numpy().any():
        return
    stored = stored_schools(territory, context).set_index(list(KEY))
    keys = pd.MultiIndex.from_frame(frame[list(KEY)])
    for name in fields:
        kept = stored[name].reindex(keys).set_axis(frame.index)
        frame[name] = frame[name].combine_first(kept).astype("Int64")
