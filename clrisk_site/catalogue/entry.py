"""The shape of every catalogue row: a code that is stored, texts that are resolved late."""

from django.db import models

from clrisk_site.catalogue.texts import resolve


class CatalogueEntry(models.Model):
    """A definition that ships as YAML and may be adapted by a country.

    Codes are stored in other tables; texts live here, one per language.
    """

    code = models.SlugField(max_length=60, unique=True)
    texts = models.JSONField(default=dict)
    explanations = models.JSONField(default=dict, blank=True)
    country = models.CharField(max_length=2, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    class Meta:
        abstract = True
        ordering = ("position", "code")

    def __str__(self) -> str:
        return resolve(self.texts) or self.code

    @property
    def explanation(self) -> str:
        """What the entry means, in the active language."""
        return resolve(self.explanations)
