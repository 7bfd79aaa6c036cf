"""Where an institution is reached, and who speaks for it, with the dates between which that holds."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from clrisk_site.people.record import Record
from clrisk_site.places.models import Territory
from mapping.models.institution import Institution


class Office(Record):
    """A place where an institution attends the public. `area` is the smallest territory that it stands in."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="offices")
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=300, blank=True)
    area = models.ForeignKey(
        Territory, on_delete=models.SET_NULL, null=True, blank=True, related_name="offices"
    )
    phone = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    hours = models.CharField(max_length=200, blank=True)
    begins = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    directory_record = models.JSONField(default=dict, blank=True, editable=False)
    illustrative = models.BooleanField(default=False)

    UNAUDITED = Record.UNAUDITED | {"directory_record"}

    class Meta:
        ordering = ("institution", "name")
        constraints = [
            models.CheckConstraint(
                condition=Q(begins__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("begins")),
                name="office_dates_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Official(Record):
    """Who holds a post of an institution, and between which days. The post is public, the person is not."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="officials")
    office = models.ForeignKey(
        Office, on_delete=models.SET_NULL, null=True, blank=True, related_name="officials"
    )
    post = models.CharField(max_length=200)
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=60, blank=True)
    begins = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    illustrative = models.BooleanField(default=False)

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"name", "email", "phone"})

    class Meta:
        ordering = ("institution", "post", "-begins", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(begins__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("begins")),
                name="official_dates_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.post
