"""Measures of areas that may be held against each other: modelled ones, and direct ones of any source."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from clrisk_site.figures.audience import Audience
from clrisk_site.figures.message import Message
from clrisk_site.places.models import Territory
from diagnosis.models import (
    AnalysisResult,
    IndicatorValue,
    MeasureType,
    ReleaseNature,
    RiskRelease,
    RiskResult,
    Survey,
    Technique,
)
from diagnosis.presenters.survey_shares import shown_shares
from diagnosis.queries.definition import frozen_definition
from diagnosis.staleness import Staleness, stale_because

LEAST = 2
"""Areas of which an indicator must have a number before it is offered."""


@dataclass(frozen=True, slots=True)
class Value:
    """The value of one area; both ends of its interval or none."""

    value: float
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A number of several areas, by their path.

    `in_percent` is its unit; `is_share` tells that it is the share of children in child labour, so that an
    interval of another such share may hold it.
    """

    key: str
    title: str
    source: str
    values: Mapping[str, Value]
    in_percent: bool = False
    is_share: bool = False
    illustrative: bool = False
    children: Mapping[str, float] = field(default_factory=dict)
    stale: Message | None = None


def modelled_choices(territory: Territory) -> list[tuple[str, str]]:
    """Return the key and name of every modelled measure of a territory, the newest first."""
    results = AnalysisResult.objects.filter(
        territory=territory, technique__in=(Technique.TRANSFER, Technique.INDEX)
    ).defer("result", "inputs", "parameters")
    found = [(f"result:{one.pk}", f"R-{one.pk} {one.title}") for one in results.order_by("-pk")]
    return found + [(f"release:{one.pk}", str(one)) for one in _releases(territory, ReleaseNature.PHASE_I)]


def direct_choices(territory: Territory) -> list[tuple[str, str]]:
    """Return the key and name of every measure that did not come of a model, or of another one."""
    surveys = Survey.objects.filter(territory__in=Territory.objects.within(territory)).order_by("-pk")
    found = [(f"survey:{survey.pk}", str(survey)) for survey in surveys]
    values = IndicatorValue.objects.filter(territory__in=Territory.objects.below(territory))
    rows = values.values_list("indicator", "indicator__name", "indicator__code", "year", "source")
    for pk, name, code, year, source, areas in rows.annotate(areas=Count("pk")).order_by(
        "indicator", "-year"
    ):
        if areas >= LEAST:
            found.append((f"indicator:{pk}:{year}:{source}", f"{name or code}, {year} ({source})"))
    return found + [(f"release:{one.pk}", str(one)) for one in _releases(territory)]


def measure_of(territory: Territory, key: str) -> Measure | None:
    """Read the measure of a key; None when the territory does not have it."""
    kind, _mark, rest = key.partition(":")
    read = _READERS.get(kind)
    return read(territory, rest) if read else None


def _releases(territory: Territory, nature: ReleaseNature | None = None) -> Iterator[RiskRelease]:
    below = RiskResult.objects.filter(territory__in=Territory.objects.below(territory), value__isnull=False)
    releases = RiskRelease.objects.filter(pk__in=below.values("release")).order_by("-year", "name")
    yield from releases.filter(nature=nature) if nature else releases


def _of_result(territory: Territory, rest: str) -> Measure | None:
    rows = AnalysisResult.objects.filter(territory=territory, pk=int(rest) if rest.isdecimal() else 0)
    result = (
        rows.filter(technique__in=(Technique.TRANSFER, Technique.INDEX))
        .select_related("definition", "territory")
        .first()
    )
    if result is None:
        return None
    is_share = result.technique == Technique.TRANSFER
    areas = result.result.get("areas", [])
    values = dict(_risks(areas)) if is_share else dict(_indices(areas))
    total = result.result.get("total")
    if is_share and total:
        values |= dict(_risks([{**total, "path": territory.path}]))
    return Measure(
        f"result:{result.pk}",
        f"R-{result.pk} {result.title}",
        result.source,
        values,
        is_share,
        is_share,
        result.illustrative,
        {one["path"]: one["children"] for one in areas if "path" in one and one.get("children") is not None},
        Staleness(frozen_definition(territory)).of(result),
    )


def _risks(areas: list[dict[str, Any]]) -> Iterator[tuple[str, Value]]:
    for one in areas:
        if one["risk"] is not None:
            lower, upper = one["lower"], one["upper"]
            ends = (None, None) if lower is None or upper is None else (100 * lower, 100 * upper)
            yield str(one["path"]), Value(100 * one["risk"], *ends)


def _indices(areas: list[dict[str, Any]]) -> Iterator[tuple[str, Value]]:
    for one in areas:
        if one.get("index") is not None:
            yield str(one["path"]), Value(float(one["index"]))


def _of_release(territory: Territory, rest: str) -> Measure | None:
    release = RiskRelease.objects.filter(pk=int(rest) if rest.isdecimal() else 0).first()
    if release is None:
        return None
    is_share = release.measure_type == MeasureType.PROBABILITY
    times = 100 if is_share else 1
    rows = RiskResult.objects.filter(
        release=release, territory__in=Territory.objects.below(territory), value__isnull=False
    )
    values = {
        path: Value(times * value, *_ends(lower, upper, times))
        for path, value, lower, upper in rows.values_list("territory__path", "value", "lower", "upper")
        if value is not None
    }
    return Measure(
        f"release:{release.pk}",
        str(release),
        release.source,
        values,
        is_share,
        is_share,
        release.illustrative,
    )


def _ends(lower: float | None, upper: float | None, times: float) -> tuple[float | None, float | None]:
    return (None, None) if lower is None or upper is None else (times * lower, times * upper)


def _of_indicator(territory: Territory, rest: str) -> Measure | None:
    pk, _mark, tail = rest.partition(":")
    year, _mark, source = tail.partition(":")
    if not (pk.isdecimal() and year.isdecimal()):
        return None
    rows = IndicatorValue.objects.filter(
        territory__in=Territory.objects.within(territory), indicator=int(pk), year=int(year), source=source
    ).select_related("indicator", "territory")
    found = list(rows)
    if not found:
        return None
    indicator = found[0].indicator
    return Measure(
        f"indicator:{rest}",
        f"{indicator}, {year}",
        source,
        {one.territory.path: Value(one.value) for one in found},
        "%" in indicator.unit,
        "%" in indicator.unit,
        any(one.illustrative for one in found),
    )


def _of_survey(territory: Territory, rest: str) -> Measure | None:
    """Return what may be published of a survey: everyone for its place, groups that name areas for those."""
    surveys = Survey.objects.filter(territory__in=Territory.objects.within(territory))
    survey = (
        surveys.filter(pk=int(rest) if rest.isdecimal() else 0)
        .select_related("territory", "definition")
        .prefetch_related("shares")
        .first()
    )
    if survey is None:
        return None
    named: dict[str, str] = {}
    for path, code, name in Territory.objects.below(survey.territory).values_list("path", "code", "name"):
        named |= {code: path, name.casefold(): path}
    values = {}
    for share in shown_shares(survey, audience=Audience.PUBLIC):
        place = survey.territory.path if share.is_everyone else named.get(share.category.casefold())
        if place and share.share.value is not None:
            values[place] = Value(share.share.value, share.share.lower, share.share.upper)
    return Measure(
        f"survey:{survey.pk}",
        str(survey),
        survey.source,
        values,
        in_percent=True,
        is_share=True,
        illustrative=survey.illustrative,
        stale=stale_because(survey.definition, frozen_definition(survey.territory)),
    )


_READERS: Mapping[str, Callable[[Territory, str], Measure | None]] = {
    "result": _of_result,
    "release": _of_release,
    "indicator": _of_indicator,
    "survey": _of_survey,
}
