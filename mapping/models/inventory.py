"""Programmes as an inventory made by others listed them in one year, kept to compare years."""

from django.db import models

from clrisk_site.places.models import Territory
from mapping.models.programme import Programme


class InventoryListing(models.Model):
    """One row of one inventory: the name it had there, and what was said of it by field."""

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="inventory_listings")
    inventory = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300)
    institution_name = models.CharField(max_length=250)
    programme = models.ForeignKey(
        Programme, on_delete=models.SET_NULL, null=True, related_name="inventory_listings"
    )
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ("territory", "-year", "name")
        constraints = [
            models.UniqueConstraint(
                fields=("territory", "inventory", "year", "institution_name", "name"), name="listed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.year})"
