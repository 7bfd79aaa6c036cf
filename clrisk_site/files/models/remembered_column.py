"""Which column a municipality's files call what: taught once by a person, proposed ever after."""

from django.conf import settings
from django.db import models

from clrisk_site.places.models import Territory


class RememberedColumn(models.Model):
    """One header of one kind of file in one territory, and the field that a person chose for it.

    `header` is in its plain form, without case and accents; `field` is empty where the column was left out.
    """

    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="+")
    kind = models.SlugField(max_length=40)
    header = models.CharField(max_length=300)
    field = models.CharField(max_length=400, blank=True)
    chosen_at = models.DateTimeField(auto_now=True)
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ("territory", "kind", "header")
        constraints = [
            models.UniqueConstraint(fields=("territory", "kind", "header"), name="column_remembered_once")
        ]

    def __str__(self) -> str:
        return f"{self.header}: {self.field}"
