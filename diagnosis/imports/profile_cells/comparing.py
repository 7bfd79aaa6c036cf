"""What is stored of the cells of one source and year."""

import json

import pandas as pd

from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import Context
from diagnosis.imports.profile_cells.columns import PREFIX
from diagnosis.imports.profile_cells.facts import read_facts
from diagnosis.models import ProfileCell

FIELDS = ("territory", "profile", "persons")


def stored_cells(territory: Territory, context: Context) -> pd.DataFrame:
    """Return the stored cells in reach of the source and year of the context, one column per variable."""
    facts = read_facts(context)
    cells = ProfileCell.objects.filter(
        territory__in=Territory.objects.within(territory), year=facts.year, source=facts.source
    )
    rows = cells.order_by("territory__path", "pk").values_list(
        "territory__path", "profile_key", "persons", "profile"
    )
    frame = pd.DataFrame(list(rows), columns=[*FIELDS, "variables"], dtype=object)
    profiles = [json.loads(one) if isinstance(one, str) else one for one in frame.pop("variables")]
    variables = pd.DataFrame(profiles, index=frame.index, dtype=object)
    frame[[f"{PREFIX}{name}" for name in variables]] = variables
    return frame.astype({"persons": "Int64"})
