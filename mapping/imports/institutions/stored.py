"""What is stored of the institutions that a file may speak of."""

import pandas as pd

from clrisk_site.places.models import Territory
from mapping.models import Institution
from mapping.owners import owner_paths

FIELDS = {"acronym": "acronym", "level": "level", "sector": "sector", "website": "website",
          "row_source": "source"}  # fmt: skip
"""Columns that are not the key, and the fields of an institution that they fill."""


def stored_institutions(territory: Territory) -> pd.DataFrame:
    """Return the institutions of the territory and of those above it."""
    rows = Institution.objects.filter(territory__path__in=owner_paths(territory)).values_list(
        "territory__path", "name", *FIELDS.values()
    )
    frame = pd.DataFrame(list(rows), columns=["owner", "name", *FIELDS], dtype=object)
    return frame.replace("", None)
