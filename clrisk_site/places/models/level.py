"""The levels of a country's territory tree; their number and names are data."""

from typing import ClassVar

from django.db import models

from clrisk_site.catalogue.country import active_country, explanations_of, texts_of
from clrisk_site.catalogue.texts import resolve


class Level(models.Model):
    """One level of one country, such as Mexico's municipality.

    `code_length` is the length of the official code down to this level, so that "07101" is seen as state "07"
    and municipality "101".
    """

    country = models.CharField(max_length=2)
    depth = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=30)
    texts = models.JSONField(default=dict)
    plural_texts = models.JSONField(default=dict)
    code_length = models.PositiveSmallIntegerField()
    is_municipal = models.BooleanField(default=False)
    is_micro = models.BooleanField(default=False)

    class Meta:
        ordering = ("country", "depth")
        constraints = [
            models.UniqueConstraint(fields=("country", "depth"), name="level_depth_once_per_country"),
            models.UniqueConstraint(fields=("country", "code"), name="level_code_once_per_country"),
        ]

    CATALOGUE: ClassVar[str] = "levels"

    def __str__(self) -> str:
        if self.country != active_country():
            return resolve(self.texts)
        return resolve(texts_of(self.CATALOGUE, self.code, self.texts))

    @property
    def plural(self) -> str:
        """Name of many territories of this level."""
        if self.country != active_country():
            return resolve(self.plural_texts)
        return resolve(explanations_of(self.CATALOGUE, self.code, self.plural_texts))
