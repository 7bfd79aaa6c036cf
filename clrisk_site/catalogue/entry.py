"""The shape of every catalogue row: a code that is stored, texts that are resolved late."""

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import Q, QuerySet

from clrisk_site.catalogue.country import (
    Value,
    adaptations_of,
    adapted,
    explanations_of,
    texts_of,
    value_of,
)
from clrisk_site.catalogue.texts import LANGUAGES, resolve


class CatalogueEntry(models.Model):
    """A definition that ships as YAML, or that a country added (its code then begins with the country's).

    Codes are stored in other tables; texts live here, one per language. What a country says instead of a
    shipped row never lies here: it is laid over the row where the country is in force.
    """

    code = models.SlugField(max_length=60, unique=True)
    texts = models.JSONField(default=dict)
    explanations = models.JSONField(default=dict, blank=True)
    country = models.CharField(max_length=2, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    CATALOGUE: ClassVar[str]

    class Meta:
        abstract = True
        ordering = ("position", "code")

    def __str__(self) -> str:
        return resolve(texts_of(self.CATALOGUE, self.code, self.texts)) or self.code

    @property
    def explanation(self) -> str:
        """What the entry means, in the active language."""
        return resolve(explanations_of(self.CATALOGUE, self.code, self.explanations))

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes by, the one that pages show first: imports know it by each."""
        found = adapted(self.CATALOGUE, self.code)
        texts = [self.texts, *([found.texts] if found else [])]
        all_names = [str(self), *(one.get(language, "") for one in texts for language in LANGUAGES)]
        return tuple(dict.fromkeys(name for name in all_names if name))

    def in_force[V: Value](self, name: str, shipped: V) -> V:
        """Return a typed value as the country in force has it."""
        return value_of(self.CATALOGUE, self.code, name, shipped)


def offered[E: CatalogueEntry](model: type[E], country: str, *, also: Iterable[int] = ()) -> QuerySet[E]:
    """Return the rows that a country works with: shipped ones it did not set aside, and its own.

    `also` are keys that a record names already: a form that left them out would take them from the record.
    """
    set_aside = [
        code
        for (catalogue, code), found in adaptations_of(country).items()
        if catalogue == model.CATALOGUE and not found.active
    ]
    wanted = Q(country__in=["", country], active=True)
    if set_aside:
        wanted &= ~Q(code__in=set_aside)
    named = list(also)
    return model._default_manager.filter(wanted | Q(pk__in=named) if named else wanted)
