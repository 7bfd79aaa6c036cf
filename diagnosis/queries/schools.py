"""The schools of a place as one register lists them, and the areas the list can be narrowed to."""

from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet

from clrisk_site.places.models import Level, Territory
from diagnosis.models import School

INVENTED = Count("pk", filter=Q(illustrative=True))


@dataclass(frozen=True, slots=True)
class Register:
    """One source and year; registers of several years are never added up."""

    source: str
    year: int
    schools: int
    illustrative: bool

    @property
    def code(self) -> str:
        """Names it in an address."""
        return f"{self.year}:{self.source}"


@dataclass(frozen=True, slots=True)
class RegisterSummary:
    """How many different schools a register has here, and of how many the enrolment is known."""

    schools: int
    with_enrolment: int


def registers_of(territory: Territory) -> tuple[Register, ...]:
    """Return the registers with schools in or below a place, the newest first."""
    found = (
        School.objects.filter(territory__in=Territory.objects.within(territory))
        .order_by()
        .values("source", "year")
        .annotate(schools=Count("code", distinct=True), newest=Max("pk"), illustrative=INVENTED)
        .order_by("-year", "-newest")
    )
    return tuple(
        Register(one["source"], one["year"], one["schools"], bool(one["illustrative"])) for one in found
    )


def schools_of(territory: Territory, register: Register) -> QuerySet[School]:
    """Return the schools of a register in or below a place, with their areas."""
    return School.objects.filter(
        territory__in=Territory.objects.within(territory), source=register.source, year=register.year
    ).select_related("territory", "territory__level")


def summary_of(schools: QuerySet[School]) -> RegisterSummary:
    """Count the schools; one with two levels is one school."""
    counted = schools.order_by().aggregate(schools=Count("code", distinct=True))
    known = schools.filter(enrolment__isnull=False).order_by().aggregate(found=Count("code", distinct=True))
    return RegisterSummary(counted["schools"], known["found"])


def areas_with_schools(territory: Territory, schools: QuerySet[School]) -> QuerySet[Territory]:
    """Return what the list can be narrowed to: the areas of a municipality, else the places right below."""
    paths = set(schools.order_by().values_list("territory__path", flat=True).distinct())
    if not _is_local(territory.level):
        depth = territory.path.count(".") + 2
        paths = {".".join(path.split(".")[:depth]) for path in paths}
    return Territory.objects.filter(path__in=paths).order_by("path")


def _is_local(level: Level) -> bool:
    return level.is_municipal or level.is_micro
