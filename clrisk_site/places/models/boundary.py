"""The outline of a territory in one vintage of the official maps."""

import shapely
from django.db import models
from shapely.geometry.base import BaseGeometry

from clrisk_site.places.models.territory import Territory


class Boundary(models.Model):
    """A simplified outline in WGS84 degrees, stored as WKB; the area is that of the original, in km².

    `name` is what the territory is called on the map of this vintage; blank where the map names nothing.
    """

    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="boundaries")
    wkb = models.BinaryField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    area_km2 = models.FloatField(null=True, blank=True)
    name = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("territory", "valid_from")
        verbose_name_plural = "boundaries"
        constraints = [
            models.UniqueConstraint(fields=("territory", "valid_from"), name="boundary_once_per_vintage"),
            models.UniqueConstraint(
                fields=("territory",),
                condition=models.Q(valid_from__isnull=True),
                name="boundary_one_undated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.territory} ({self.valid_from or '-'})"

    @property
    def geometry(self) -> BaseGeometry:
        """The outline as a shapely geometry."""
        return shapely.from_wkb(bytes(self.wkb))


class FullOutline(models.Model):
    """The outline as it came, with every point: where points are located, never where maps are drawn."""

    boundary = models.OneToOneField(Boundary, on_delete=models.CASCADE, related_name="full")
    wkb = models.BinaryField()

    def __str__(self) -> str:
        return str(self.boundary)

    @property
    def geometry(self) -> BaseGeometry:
        """The outline as a shapely geometry."""
        return shapely.from_wkb(bytes(self.wkb))
