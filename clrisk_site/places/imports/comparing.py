"""What is stored of the territories that a file may speak of."""

import pandas as pd
from django.db.models import FloatField, OuterRef, Subquery

from clrisk_site.places.models import Boundary, Territory

AREA_DECIMALS = 6
"""Square metres: outlines with the same area to the square metre are taken for the same."""


def stored_territories(territory: Territory) -> pd.DataFrame:
    """Return path, name and area of the newest boundary of each territory in reach."""
    newest = Boundary.objects.filter(territory=OuterRef("pk")).order_by("-valid_from")
    rows = (
        Territory.objects.within(territory)
        .annotate(area=Subquery(newest.values("area_km2")[:1], output_field=FloatField()))
        .values_list("path", "name", "area")
    )
    frame = pd.DataFrame(list(rows), columns=["path", "name", "area_km2"])
    frame["area_km2"] = frame["area_km2"].astype(float).round(AREA_DECIMALS)
    return frame
