"""One concept per file; import them from here."""

from clrisk_site.places.models.boundary import Boundary, FullOutline
from clrisk_site.places.models.level import Level
from clrisk_site.places.models.neighbourhood import Neighbourhood
from clrisk_site.places.models.territory import Territory

__all__ = ["Boundary", "FullOutline", "Level", "Neighbourhood", "Territory"]
