"""The qualitative work of a territory: exercises with those who took part by group, and findings."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from clrisk_site.places.models import Territory
from diagnosis.models import Finding, QualitativeInstrument


@dataclass(frozen=True)
class QualitativeCount:
    """How many exercises there are, and of how many factors and zones they tell."""

    instruments: int
    findings: int
    factors: int


def instruments_of(territory: Territory) -> QuerySet[QualitativeInstrument]:
    """Return the exercises, the latest first, each with `told`: how many findings it gave."""
    rows = QualitativeInstrument.objects.filter(territory=territory).select_related("zone", "territory")
    found = rows.prefetch_related("participants").annotate(told=Count("findings"))
    return found.order_by("-held_on", "-pk")


def findings_of(territory: Territory) -> QuerySet[Finding]:
    """Return the findings in the order of the factors, the latest first within one."""
    rows = Finding.objects.filter(territory=territory)
    return rows.select_related("factor", "zone", "instrument", "territory").order_by(
        "factor__position", "factor__code", "-instrument__held_on", "-pk"
    )


def qualitative_count(territory: Territory) -> QualitativeCount:
    """Count the exercises, their findings, and the factors that these speak of."""
    findings = Finding.objects.filter(territory=territory)
    counted = findings.aggregate(all=Count("pk"), factors=Count("factor", distinct=True))
    exercises = QualitativeInstrument.objects.filter(territory=territory).count()
    return QualitativeCount(exercises, counted["all"], counted["factors"])
