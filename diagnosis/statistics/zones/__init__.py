"""Zones of small areas that lie together, and the evidence that they do. Maps and pages are not here."""

from diagnosis.statistics.zones.connected import components
from diagnosis.statistics.zones.editing import (
    add_areas,
    exclude_areas,
    keep_dropped,
    merge_zones,
    pieces,
    split_zone,
)
from diagnosis.statistics.zones.getis import GetisOrd, getis_ord
from diagnosis.statistics.zones.global_g import GeneralG, general_g
from diagnosis.statistics.zones.grids import neighbours_on_grid
from diagnosis.statistics.zones.morans_i import Moran, moran
from diagnosis.statistics.zones.neighbours import Contiguity, Neighbours
from diagnosis.statistics.zones.observed import Weighting
from diagnosis.statistics.zones.outlines import neighbours_of_polygons
from diagnosis.statistics.zones.pairs import neighbours_from_pairs, neighbours_within
from diagnosis.statistics.zones.proposing import contiguous_zones
from diagnosis.statistics.zones.zone import Dropped, Edit, EditKind, ProposedZone, WhyDropped, Zones

__all__ = [
    "Contiguity",
    "Dropped",
    "Edit",
    "EditKind",
    "GeneralG",
    "GetisOrd",
    "Moran",
    "Neighbours",
    "ProposedZone",
    "Weighting",
    "WhyDropped",
    "Zones",
    "add_areas",
    "components",
    "contiguous_zones",
    "exclude_areas",
    "general_g",
    "getis_ord",
    "keep_dropped",
    "merge_zones",
    "moran",
    "neighbours_from_pairs",
    "neighbours_of_polygons",
    "neighbours_on_grid",
    "neighbours_within",
    "pieces",
    "split_zone",
]
