"""The proxy register: what stands for a factor in the areas of a municipality (specification B2.2, D7)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.record import Record
from diagnosis.models.factor import Direction, Factor
from diagnosis.models.indicator import Indicator
from diagnosis.models.risk import RiskRelease


class ProxyFit(models.TextChoices):
    """How well the proxy says what the factor means."""

    GOOD = "good", _("Good")
    FAIR = "fair", _("Fair")
    WEAK = "weak", _("Weak")


class Proxy(Record):
    """One factor, and the published number of the areas that stands for it: of a release or an indicator.

    A factor may have several; only one of them is in use, so that nothing counts twice.
    """

    factor = models.ForeignKey(Factor, on_delete=models.PROTECT, related_name="proxies")
    release = models.ForeignKey(
        RiskRelease, on_delete=models.PROTECT, null=True, blank=True, related_name="proxies"
    )
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, null=True, blank=True, related_name="proxies"
    )
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    unit = models.CharField(max_length=120, blank=True)
    direction = models.CharField(
        max_length=8,
        choices=[(Direction.RAISES, Direction.RAISES.label), (Direction.LOWERS, Direction.LOWERS.label)],
    )
    year = models.PositiveSmallIntegerField()
    fit = models.CharField(max_length=4, choices=ProxyFit)
    note = models.TextField(blank=True)
    in_use = models.BooleanField(default=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("territory", "factor__position", "-in_use", "title")
        constraints = [
            models.UniqueConstraint(
                fields=("territory", "factor"), condition=Q(in_use=True), name="one_proxy_in_use_per_factor"
            ),
            models.CheckConstraint(
                condition=Q(release__isnull=False, indicator__isnull=True)
                | Q(release__isnull=True, indicator__isnull=False),
                name="proxy_has_one_origin",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="proxy_names_its_source"),
        ]

    def __str__(self) -> str:
        return f"{self.factor}: {self.title}"
