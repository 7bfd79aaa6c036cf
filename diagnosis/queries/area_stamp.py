"""A stamp over all stored data that the page of zones is made of: other data, another stamp.

The rows are read as they are stored and no objects are made of them, which takes a fraction of the page.
"""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Any

from django.db.models import Count, F, Model, QuerySet, Sum, TextField, Value
from django.db.models.functions import Cast, Concat, Length

from clrisk_site.adaptations.models import Adaptation
from clrisk_site.atlas.keeping import kept
from clrisk_site.people.models import AuditChain
from clrisk_site.places.models import Boundary, Level, Neighbourhood, Territory
from diagnosis.models import (
    AnalysisResult,
    DefinitionSheet,
    Factor,
    FactorWeight,
    IndicatorValue,
    Need,
    PopulationCount,
    Proxy,
    ReleaseNature,
    RiskRelease,
    RiskResult,
    Zone,
)
from diagnosis.recomputing import METHOD

type Rows = QuerySet[Any, tuple[str, int, str]]
"""A kind of row, a key or number, and what it says."""

LAYOUT = 1
"""Counted up when the page is made otherwise of the same data."""
RECORDS = (Zone, Need, FactorWeight, Proxy, AnalysisResult, DefinitionSheet)


def area_stamp(territory: Territory) -> str:
    """Return the stamp of a municipality's zones and of what they rest on.

    Whether anything can have changed since the stamp was made is asked in one query: by the chains of the
    audit, where every write is noted, and by sums over the rows. Only then are the rows read again.
    """
    small = list(_small(territory))
    noted = _digest(str(territory.pk), _rows([*small, *_sums(territory), _noted(territory)]))
    stamp: str = kept(("stamp", str(LAYOUT), noted), lambda: _content(territory, small))
    return stamp


def _content(territory: Territory, small: Sequence[Rows]) -> str:
    """Return the stamp over the rows themselves; the same content has the same stamp, whoever noted what."""
    outlines = list(_outlines(territory))
    return _digest(
        f"{LAYOUT} {METHOD} {territory.pk} {territory.name}",
        _rows(small),
        *_large(territory),
        [one[:-1] for one in outlines],
        content=b"".join(one[-1] for one in outlines),  # bytes, whose type differs between databases
    )


def _rows(parts: Sequence[Rows]) -> list[tuple[Any, ...]]:
    first, *others = parts
    return sorted(first.union(*others, all=True).order_by())


def _digest(*parts: str | Iterable[tuple[Any, ...]], content: bytes = b"") -> str:
    digest = blake2b(content, digest_size=20)
    for part in parts:
        digest.update(repr(part if isinstance(part, str) else list(part)).encode())
    return digest.hexdigest()


def _sums(territory: Territory) -> list[Rows]:
    """Return a row for each large table: how many rows it has here, and sums that differ for others."""
    below = {"territory__path__gt": territory.path + ".", "territory__path__lt": territory.path + "/"}
    within = {"territory__path__gte": territory.path, "territory__path__lt": territory.path + "/"}
    results = RiskResult.objects.filter(**below, release__nature=ReleaseNature.PROXY)
    return [
        _sum(Territory.objects.below(territory), Length("name")),
        _sum(Boundary.objects.filter(**below), Length("wkb")),
        _sum(results, Length(Cast("factor_values", TextField()))),
        _sum(PopulationCount.objects.filter(**within), F("persons")),
        _sum(Neighbourhood.objects.filter(**below), Length("name")),
        _sum(IndicatorValue.objects.filter(**below), F("value")),
    ]


def _sum(rows: QuerySet[Any], what: Any) -> Rows:
    kind = Value(rows.model._meta.label_lower, TextField())
    grouped = rows.order_by().annotate(of_kind=kind).values("of_kind")
    sums = (Cast(Sum("pk"), TextField()), Value("|"), Cast(Sum(what), TextField()))
    counted = grouped.annotate(counted=Count("pk"), said=Concat(*sums, output_field=TextField()))
    rows_said: Rows = counted.values_list("of_kind", "counted", "said")
    return rows_said


def _noted(territory: Territory) -> Rows:
    """Return how far the audit of the place and of those above it has come."""
    chains = AuditChain.objects.filter(path__in=[*territory.ancestor_paths, territory.path])
    return _said(chains, "path", "head_hash")


def _large(territory: Territory) -> Iterable[Iterable[tuple[Any, ...]]]:
    """Yield the rows of which there is one or more for each area."""
    below = {"territory__path__gt": territory.path + ".", "territory__path__lt": territory.path + "/"}
    within = {"territory__path__gte": territory.path, "territory__path__lt": territory.path + "/"}
    places = Territory.objects.below(territory).filter(level__is_micro=True).order_by("path")
    yield places.values_list("pk", "path", "code", "name", "level_id")
    results = RiskResult.objects.filter(**below, release__nature=ReleaseNature.PROXY)
    results = results.order_by("territory__path", "pk")
    yield results.values_list(
        "territory_id", "release_id", "official_class", Cast("factor_values", TextField())
    )
    counted = PopulationCount.objects.filter(**within).order_by("territory__path", "pk")
    yield counted.values_list(
        "territory_id", "sex", "age_from", "age_to", "persons", "basis", "year", "source", "illustrative"
    )
    named = Neighbourhood.objects.filter(**below).order_by("territory__path", "pk")
    yield named.values_list("territory_id", "name")
    chosen = Proxy.objects.filter(territory=territory, in_use=True)
    measured = IndicatorValue.objects.filter(**below, indicator__proxies__in=chosen)
    measured = measured.order_by("territory__path", "pk")
    yield measured.values_list("territory_id", "indicator_id", "year", "source", "value")


def _outlines(territory: Territory) -> QuerySet[Boundary, tuple[Any, ...]]:
    rows = Boundary.objects.filter(
        territory__path__gt=territory.path + ".",
        territory__path__lt=territory.path + "/",
        valid_to__isnull=True,
    )
    length = Length("wkb")
    return rows.order_by("territory__path", "pk").values_list(
        "territory_id", "valid_from", "source", length, "wkb"
    )


def _small(territory: Territory) -> list[Rows]:
    """Return the rows of which there are few, each as its kind, key and content."""
    mine = [_said(model.objects.filter(territory=territory), "version", "updated_at") for model in RECORDS]
    above = Adaptation.objects.filter(territory__path__in=[*territory.ancestor_paths, territory.path])
    members = Zone.areas.through.objects.filter(zone__territory=territory)
    releases = RiskRelease.objects.filter(nature=ReleaseNature.PROXY, country=territory.country)
    levels = Level.objects.filter(country=territory.country)
    return [
        *mine,
        _said(above, "version", "updated_at"),
        _said(members, "zone_id", "territory_id"),
        _said(releases, "name", "year", "source", "illustrative"),
        _said(levels, "code", "texts", "plural_texts"),
        _said(Factor.objects.all(), "code", "texts", "direction"),
    ]


def _said(rows: QuerySet[Any], *names: str) -> Rows:
    model: type[Model] = rows.model
    parts = [part for name in names for part in (Cast(name, TextField()), Value("|"))]
    kind = Value(model._meta.label_lower, TextField())
    said = Concat(*parts, output_field=TextField())
    found: Rows = rows.order_by().annotate(of_kind=kind, said=said).values_list("of_kind", "pk", "said")
    return found
