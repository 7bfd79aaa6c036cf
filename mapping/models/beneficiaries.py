"""How many persons a programme serves in each area, counted from a list that was never stored."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.record import Record
from clrisk_site.places.models import Territory
from mapping.models.programme import Programme


class CountedSex(models.TextChoices):
    """Sex as a list records it; what a list leaves blank is neither girls nor boys."""

    GIRLS = "girls", _("Women and girls")
    BOYS = "boys", _("Men and boys")
    UNKNOWN = "unknown", _("Not said")


class BeneficiaryCounting(Record):
    """One list that was counted: what is known of the whole, and how many rows could not be placed.

    `counted_on` is the day on which ages were taken; `columns` are the headers that were chosen, by part,
    and a keyed fingerprint of the file, so that the same list is not counted twice.
    """

    title = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    year = models.PositiveSmallIntegerField()
    counted_on = models.DateField(null=True, blank=True)
    columns = models.JSONField(default=dict)
    rows = models.PositiveIntegerField()
    without_area = models.PositiveIntegerField(default=0)
    without_age = models.PositiveIntegerField(default=0)
    without_programme = models.PositiveIntegerField(default=0)
    illustrative = models.BooleanField(default=False)

    # Numbers of persons may be small: the pages hide them, so the history does not tell them either.
    UNAUDITED = Record.UNAUDITED | {"columns", "rows", "without_area", "without_age", "without_programme"}

    class Meta:
        ordering = ("territory", "-year", "-id")

    def __str__(self) -> str:
        return f"{self.title} ({self.year})"


class BeneficiaryCount(models.Model):
    """Persons of one area, sex, age band and programme. Both ages are null where the list does not say."""

    counting = models.ForeignKey(BeneficiaryCounting, on_delete=models.CASCADE, related_name="counts")
    area = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="beneficiary_counts")
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="beneficiary_counts"
    )
    sex = models.CharField(max_length=7, choices=CountedSex)
    age_from = models.PositiveSmallIntegerField(null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(null=True, blank=True)
    persons = models.PositiveIntegerField()

    class Meta:
        ordering = ("counting", "area", "programme", "sex", "age_from")
        constraints = [
            models.UniqueConstraint(
                fields=("counting", "area", "programme", "sex", "age_from", "age_to"),
                name="beneficiary_count_once",
            ),
            models.CheckConstraint(
                condition=Q(age_from__isnull=True, age_to__isnull=True)
                | Q(age_from__isnull=False, age_to__gte=models.F("age_from")),
                name="beneficiary_band_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}: {self.get_sex_display()}"
