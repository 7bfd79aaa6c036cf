"""The zones as GeoJSON features, for maps of one's own."""

from collections.abc import Sequence
from typing import Any

import shapely

from clrisk_site.figures.suppression import Audience
from diagnosis.presenters.zone_table import zone_rows
from diagnosis.queries.zones import ZoneFindings

_SIX_DECIMALS = 1e-6  # about ten centimetres


def zone_features(findings: ZoneFindings, *, audience: Audience, stale: Sequence[str] = ()) -> dict[str, Any]:
    """Return one feature per zone; a zone whose areas have no outline has a null geometry.

    `stale` says why the numbers may no longer hold; each feature carries it.
    """
    rows = {row.zone_id: row for row in zone_rows(findings, audience=audience)}
    features = []
    for zone in findings.zones:
        row = rows[zone.zone_id]
        outline = zone.geometry
        precise = shapely.set_precision(outline, _SIX_DECIMALS) if outline is not None else None
        features.append(
            {
                "type": "Feature",
                "geometry": shapely.geometry.mapping(precise) if precise is not None else None,
                "properties": {
                    "letter": zone.letter,
                    "name": zone.name,
                    "neighbourhoods": list(zone.neighbourhoods),
                    "status": zone.status,
                    "areas": list(zone.area_codes),
                    "index_mean": None if zone.index_mean is None else round(zone.index_mean, 2),
                    "children_5_17": row.children,
                    "children_basis": row.incomplete,
                    "source": findings.index.source,
                    "illustrative": row.illustrative or findings.index.illustrative,
                    "stale": " ".join(stale),
                },
            }
        )
    return {"type": "FeatureCollection", "features": features}
