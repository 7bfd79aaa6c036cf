"""How many children of each profile live in an area: counts of groups, never persons (specification D5)."""

from django.db import models
from django.db.models import Q

from clrisk_site.places.models import Territory


class ProfileCell(models.Model):
    """Persons of one area who share a profile, such as ``{"sex_boy": "1", "age_15_17": "0"}``.

    `profile_key` is the profile in one fixed writing, so that a profile is stored once per area, year and
    source.
    """

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="profile_cells")
    source = models.CharField(max_length=300)
    year = models.PositiveSmallIntegerField()
    age_from = models.PositiveSmallIntegerField(default=5)
    age_to = models.PositiveSmallIntegerField(default=17)
    profile = models.JSONField(default=dict)
    profile_key = models.CharField(max_length=500)
    persons = models.PositiveIntegerField()
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("territory", "-year", "profile_key")
        constraints = [
            models.UniqueConstraint(
                fields=("territory", "year", "source", "profile_key"), name="profile_cell_once"
            ),
            models.CheckConstraint(
                condition=Q(age_to__gte=models.F("age_from")), name="profile_ages_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.territory}: {self.profile_key}"
