"""How a municipality heads its documents: its own name, office and emblem."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from clrisk_site.people.record import Record


class Letterhead(Record):
    """The head of every document of one municipality; without a row its documents carry its name alone.

    `emblem` is the random name of an image in the private folder, re-encoded when it was sent.
    """

    issuer = models.CharField(max_length=200)
    office = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=300, blank=True)
    emblem = models.CharField(max_length=64, blank=True, editable=False)
    emblem_alt = models.CharField(max_length=200, blank=True)

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"contact"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("territory",), name="letterhead_once_per_territory"),
            models.CheckConstraint(
                condition=Q(emblem="") | ~Q(emblem_alt=""), name="letterhead_emblem_is_described"
            ),
        ]

    def __str__(self) -> str:
        return self.issuer
