"""Countings of beneficiaries: those of a place, those that name a programme, and the cells of one."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum

from clrisk_site.figures.audience import Audience
from clrisk_site.figures.estimate import Story
from clrisk_site.places.models import Territory
from mapping.counted import CountedCell, CountedList, counted_list
from mapping.models import BeneficiaryCount, BeneficiaryCounting, Programme


@dataclass(frozen=True)
class CountingFindings:
    """One counting as an audience may see it; names of its areas are by path, of programmes by key."""

    counting: BeneficiaryCounting
    counted: CountedList
    area_names: dict[str, str]
    programme_names: dict[str, str]


def countings_of(territory: Territory) -> QuerySet[BeneficiaryCounting]:
    """Return the countings of a place, the newest first, each with how many persons and areas it has."""
    found = BeneficiaryCounting.objects.filter(territory=territory)
    return found.annotate(
        persons=Sum("counts__persons", default=0), areas=Count("counts__area", distinct=True)
    ).order_by("-year", "-pk")


def countings_naming(territory: Territory, programme: Programme) -> QuerySet[BeneficiaryCounting]:
    """Return the countings of a place that name a programme, the newest first."""
    named = BeneficiaryCount.objects.filter(counting=OuterRef("pk"), programme=programme)
    return countings_of(territory).filter(Exists(named))


def counting_findings(counting: BeneficiaryCounting, audience: Audience) -> CountingFindings:
    """Read and protect one counting; one query, however many cells it has."""
    return findings_of([counting], audience)[0]


def findings_of(countings: Iterable[BeneficiaryCounting], audience: Audience) -> list[CountingFindings]:
    """Read and protect several countings at once; one query."""
    wanted = list(countings)
    rows = BeneficiaryCount.objects.filter(counting__in=wanted).values_list(
        "counting_id", "area__path", "area__code", "area__name", "programme_id", "programme__name",
        "sex", "age_from", "persons",
    )  # fmt: skip
    cells: dict[int, list[CountedCell]] = {one.pk: [] for one in wanted}
    areas: dict[str, str] = {}
    programmes: dict[str, str] = {}
    for counting, path, code, name, programme, title, sex, age_from, persons in rows:
        key = str(programme or "")
        cells[counting].append(CountedCell(path, key, sex, age_from, persons))
        areas[path] = f"{name} ({code})" if code and code != name else name
        if key:
            programmes[key] = title
    return [
        CountingFindings(one, counted_list(tuple(cells[one.pk]), _story(one), audience), areas, programmes)
        for one in wanted
    ]


def _story(counting: BeneficiaryCounting) -> Story:
    return Story(source=counting.source, year=counting.year, illustrative=counting.illustrative)
