"""How much is recorded of each kind in a territory, in one query."""

from collections.abc import Mapping
from typing import cast

from django.db.models import Count, IntegerField, Model, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from clrisk_site.places.models import Territory
from diagnosis.models import (
    AnalysisResult,
    Finding,
    Inference,
    InformationRequest,
    LiteratureSearch,
    LocalVariable,
    Proxy,
    QualitativeInstrument,
    Recode,
    Reference,
    StatisticalSource,
    Survey,
    Technique,
)
from diagnosis.models.codebook import InclusionChoice
from diagnosis.queries.information_requests import ANSWERED

_FROM_MICRODATA = (Technique.PROPORTION, Technique.DIFFERENCE, Technique.CORRESPONDENCE, Technique.LOGIT)

_COUNTED: dict[str, tuple[type[Model], Q]] = {
    "searches": (LiteratureSearch, Q()),
    "references": (Reference, Q()),
    "sources": (StatisticalSource, Q()),
    "inferences": (Inference, Q()),
    "requests": (InformationRequest, Q()),
    "requests_answered": (InformationRequest, Q(answer__in=ANSWERED)),
    "instruments": (QualitativeInstrument, Q()),
    "findings": (Finding, Q()),
    "recodes": (Recode, Q()),
    "local_variables": (LocalVariable, Q()),
    "topics": (InclusionChoice, Q()),
    "surveys": (Survey, Q()),
    "results": (AnalysisResult, Q()),
    "analyses": (AnalysisResult, Q(technique__in=_FROM_MICRODATA)),
    "proxies": (Proxy, Q(in_use=True)),
}


def recorded(territory: Territory) -> Mapping[str, int]:
    """Return how many records of each kind a territory has; the keys are those of the stage's tasks."""
    row = Territory.objects.filter(pk=territory.pk).values(
        **{name: _count(model, which) for name, (model, which) in _COUNTED.items()}
    )
    return cast("Mapping[str, int]", row.get())


def _count(model: type[Model], which: Q) -> Coalesce:
    rows = model._default_manager.filter(which, territory=OuterRef("pk")).order_by().values("territory")
    counted = rows.annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
