"""What a country says of one catalogue entry, kept beside the shipped row and never inside it."""

from django.db import models

from clrisk_site.catalogue.country import Adapted
from clrisk_site.catalogue.registry import find_catalogue
from clrisk_site.catalogue.texts import resolve
from clrisk_site.people.record import Record


class Adaptation(Record):
    """A country's words for a shipped entry, or an entry of its own. `territory` is the country.

    `based_on` is the shipped entry as it was when the country last compared; None for an entry of its own.
    An adaptation that was given up stays as a row that is not `in_force`, so that its history goes on.
    """

    catalogue = models.SlugField(max_length=40)
    code = models.SlugField(max_length=60)
    texts = models.JSONField(default=dict)
    explanations = models.JSONField(default=dict, blank=True)
    values = models.JSONField(default=dict, blank=True)
    active = models.BooleanField(default=True)
    in_force = models.BooleanField(default=True)
    based_on = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ("territory", "catalogue", "code")
        constraints = [
            models.UniqueConstraint(
                fields=("territory", "catalogue", "code"), name="adaptation_once_per_country"
            )
        ]

    def __str__(self) -> str:
        return f"{self.catalogue}/{self.code}"

    @property
    def audit_label(self) -> str:
        """The entry as people call it, since its code says little to who reads the history."""
        catalogue = find_catalogue(self.catalogue)
        name = resolve(self.texts) or resolve((self.based_on or {}).get("texts", {})) or self.code
        return f"{name} · {catalogue.label}" if catalogue else name

    @property
    def is_own(self) -> bool:
        """Whether the country added the entry itself."""
        return self.based_on is None

    @property
    def content(self) -> dict[str, object]:
        """All that it says, in the shape in which a shipped entry says it."""
        return {"texts": self.texts, "explanations": self.explanations, "values": self.values}

    @property
    def adapted(self) -> Adapted:
        """What is laid over the shipped entry."""
        return Adapted(self.texts, self.explanations, self.values, self.active)
