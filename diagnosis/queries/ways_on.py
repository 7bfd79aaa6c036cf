"""What a survey could not tell, and what is at hand here to go on without it."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from clrisk_site.figures.estimate import Verdict
from clrisk_site.places.models import Territory
from diagnosis.models import (
    AnalysisResult,
    FactorEffect,
    Finding,
    Inference,
    InformationRequest,
    Proxy,
    Survey,
    SurveyShare,
)
from diagnosis.queries.information_requests import ANSWERED


@dataclass(frozen=True, slots=True)
class TooSmall:
    """A survey or a result with numbers that the rule of quality keeps back."""

    title: str
    year: int
    survey_pk: int | None
    result_pk: int | None
    kept_back: int
    numbers: int


@dataclass(frozen=True, slots=True)
class WaysOn:
    """What is recorded of each way that needs no survey."""

    too_small: tuple[TooSmall, ...]
    inferences: int
    proxies: int
    requests: int
    requests_answered: int
    findings: int

    @property
    def kept_back(self) -> int:
        """How many numbers are kept back in all."""
        return sum(one.kept_back for one in self.too_small)


def ways_on(territory: Territory) -> WaysOn:
    """Read what the surveys of a territory could not tell, and what exists beside them."""
    asked = InformationRequest.objects.filter(territory=territory).aggregate(
        all=Count("pk"), answered=Count("pk", filter=Q(answer__in=ANSWERED))
    )
    return WaysOn(
        too_small=(*_surveys(territory), *_results(territory)),
        inferences=Inference.objects.filter(territory=territory).count(),
        proxies=Proxy.objects.filter(territory=territory, in_use=True).count(),
        requests=asked["all"],
        requests_answered=asked["answered"],
        findings=Finding.objects.filter(territory=territory).count(),
    )


def _surveys(territory: Territory) -> list[TooSmall]:
    kept_back = SurveyShare.objects.filter(survey=OuterRef("pk"), verdict=Verdict.SUPPRESS.value)
    rows = (
        Survey.objects.filter(Exists(kept_back), territory=territory)
        .annotate(
            back=Count("shares", filter=Q(shares__verdict=Verdict.SUPPRESS.value)), numbers=Count("shares")
        )
        .order_by("-year", "-pk")
    )
    return [TooSmall(one.title, one.year, one.pk, None, one.back, one.numbers) for one in rows]


def _results(territory: Territory) -> list[TooSmall]:
    kept_back = FactorEffect.objects.filter(result=OuterRef("pk"), verdict=Verdict.SUPPRESS.value)
    rows = (
        AnalysisResult.objects.filter(Exists(kept_back), territory=territory)
        .defer("result", "parameters", "inputs")
        .annotate(
            back=Count("effects", filter=Q(effects__verdict=Verdict.SUPPRESS.value)), numbers=Count("effects")
        )
        .order_by("-year", "-pk")
    )
    return [TooSmall(one.title, one.year, None, one.pk, one.back, one.numbers) for one in rows]
