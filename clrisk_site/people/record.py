"""The base of every editable record: it belongs to a territory and counts its versions."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from clrisk_site.places.models import Territory


class Record(models.Model):
    """A row that people edit. `territory` owns it; `version` grows by one with every save.

    Write through `people.writing`, which checks the version and adds the audit entry.
    """

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    UNAUDITED: ClassVar[frozenset[str]] = frozenset(
        {"id", "version", "created_at", "created_by", "updated_at", "updated_by"}
    )

    # Fields whose values are about a person: the audit tells that they changed, never what they say.
    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    # Counts of persons, which may be few: pages hide them by reader, so the audit tells no value.
    COUNTS: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        abstract = True
