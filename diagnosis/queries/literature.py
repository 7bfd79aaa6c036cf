"""The literature log of a territory: its searches, its references, and the factors they speak of."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, QuerySet

from clrisk_site.places.models import Territory
from diagnosis.models import FactorMention, LiteratureSearch, Reference
from diagnosis.queries.factors import factors_of


@dataclass(frozen=True)
class LiteratureCount:
    """How much was read, and which priority factors nothing that was read speaks of."""

    searches: int
    references: int
    priority: int
    unspoken: tuple[str, ...]


def searches_of(territory: Territory) -> QuerySet[LiteratureSearch]:
    """Return the searches, the latest first, each with `entered`: how many references name it."""
    rows = LiteratureSearch.objects.filter(territory=territory)
    return rows.annotate(entered=Count("references")).order_by("-searched_on", "-pk")


def references_of(territory: Territory) -> QuerySet[Reference]:
    """Return the references with their mentions and search, the newest publication first."""
    mentions = FactorMention.objects.select_related("factor").order_by("factor__position", "factor__code")
    rows = Reference.objects.filter(territory=territory).select_related("search", "territory")
    return rows.prefetch_related(Prefetch("mentions", mentions)).order_by("-year", "citation", "pk")


def literature_count(territory: Territory) -> LiteratureCount:
    """Count the log and hold it against the priority factors."""
    mentions = FactorMention.objects.filter(reference__territory=territory)
    spoken = set(mentions.order_by().values_list("factor_id", flat=True).distinct())
    priority = factors_of(territory).priority
    return LiteratureCount(
        searches=LiteratureSearch.objects.filter(territory=territory).count(),
        references=Reference.objects.filter(territory=territory).count(),
        priority=len(priority),
        unspoken=tuple(row.name for row in priority if row.factor_id not in spoken),
    )


def mentions_of(territory: Territory, factor: int) -> QuerySet[FactorMention]:
    """Return what the publications of the log say of one factor, the newest publication first."""
    rows = FactorMention.objects.filter(reference__territory=territory, factor=factor)
    return rows.select_related("reference").order_by("-reference__year", "reference__citation", "pk")
