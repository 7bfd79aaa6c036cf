"""What people call the parts of a census area: the names that everyone in town knows."""

from django.db import models

from clrisk_site.places.models.territory import Territory


class Neighbourhood(models.Model):
    """A neighbourhood that lies, wholly or in part, in a census area. One name may lie in several areas."""

    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="neighbourhoods")
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=300, blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("territory", "name")
        constraints = [
            models.UniqueConstraint(fields=("territory", "name"), name="neighbourhood_once_per_area")
        ]

    def __str__(self) -> str:
        return self.name
