"""The outline of a territory in one vintage of the official maps."""

import shapely
from django.db import models
from shapely.geometry.base import BaseGeometry

from clrisk_site.places.models.territory import Territory


class Boundary(models.Model):
    """A simplified outline in WGS84 degrees, stored as WKB; the area is that of the original, in km²."""

    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="boundaries")
    wkb = models.BinaryField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    area_km2 = models.FloatField(null=True, blank=True)
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
