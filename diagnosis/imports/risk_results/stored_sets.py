"""The releases that have results in a territory, each with what an import of it must say."""

from django.db.models import Count

from clrisk_site.files.registry import StoredSet
from clrisk_site.places.models import Territory
from diagnosis.imports.risk_results.comparing import AGES
from diagnosis.models import PopulationCount, RiskRelease


def stored_releases(territory: Territory) -> list[StoredSet]:
    """Return one set per release with results in reach, the newest first."""
    inside = Territory.objects.within(territory).values("pk")
    releases = (
        RiskRelease.objects.filter(results__territory__in=inside)
        .annotate(found=Count("results"))
        .order_by("-year", "-pk")
    )
    bases = dict(
        PopulationCount.objects.filter(territory__in=inside, **AGES)
        .order_by()
        .values_list("source", "basis")
        .distinct()
    )
    notes = dict(
        PopulationCount.objects.filter(territory__in=inside, **AGES)
        .exclude(note="")
        .order_by()
        .values_list("source", "note")
        .distinct()
    )
    return [
        _set(release, bases.get(release.source, ""), notes.get(release.source, "")) for release in releases
    ]


def _set(release: RiskRelease, basis: str, note: str) -> StoredSet:
    facts = {
        "name": release.name,
        "nature": release.nature,
        "measure_type": release.measure_type,
        "class_scheme": release.class_scheme,
        "definition": release.definition,
        "url": release.url,
        "population_basis": basis,
        "population_note": note,
    }
    return StoredSet(
        str(release.pk),
        str(release),
        source=release.source,
        year=release.year,
        facts={name: value for name, value in facts.items() if value},
        rows=getattr(release, "found", None),
    )
