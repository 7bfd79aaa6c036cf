"""The working definition of child labour that bounds the target population."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from clrisk_site.people.record import Record


class FrozenSheetError(Exception):
    """A frozen sheet was about to be changed."""


class DefinitionSheet(Record):
    """Legal, operational and working definition; frozen sheets do not change, the next edit is a new one.

    `preset` is the published definition that it began with; `chores_hours` are the hours per week from which
    own-home chores count. Ages and hours that are None were not said.
    """

    legal = models.TextField()
    operational = models.TextField()
    working = models.TextField()
    deviations = models.TextField(blank=True)
    preset = models.ForeignKey(
        "diagnosis.DefinitionPreset", on_delete=models.PROTECT, null=True, blank=True, related_name="sheets"
    )
    age_from = models.PositiveSmallIntegerField(null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(null=True, blank=True)
    chores_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True, editable=False)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        ordering = ("territory", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True, frozen_by__isnull=True)
                | Q(frozen_at__isnull=False, frozen_by__isnull=False),
                name="definition_frozen_by_someone",
            ),
            models.UniqueConstraint(
                fields=("territory",),
                condition=Q(frozen_at__isnull=True),
                name="definition_one_draft_per_territory",
            ),
            models.CheckConstraint(
                condition=Q(age_from__isnull=True)
                | Q(age_to__isnull=True)
                | Q(age_to__gte=models.F("age_from")),
                name="definition_ages_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"D-{self.pk} {self.territory}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if DefinitionSheet.objects.filter(pk=self.pk, frozen_at__isnull=False).exists():
            raise FrozenSheetError(f"sheet {self.pk} is frozen")
        super().save(*args, **kwargs)

    @property
    def is_frozen(self) -> bool:
        """Whether the sheet is in force and can no longer change."""
        return self.frozen_at is not None
