"""Routes and information requests, for tests."""

import datetime as dt
from typing import Any

from clrisk_site.places.models import Territory
from diagnosis.models import DayKind, InformationRequest, RequestReminder, RequestRoute, RouteKind

SENT = dt.date(2026, 9, 1)  # a Tuesday


def make_route(
    code: str = "transparency-mx",
    *,
    days: int | None = 20,
    kind: RouteKind = RouteKind.TRANSPARENCY,
    **more: Any,
) -> RequestRoute:
    """Store a route; Mexico's platform unless said otherwise."""
    texts = {"es": f"Ruta {code}", "en": f"Route {code}"}
    values = {"extension_days": 10, "day_kind": DayKind.WORKING, "remind_after": 10, **more}
    found, _made = RequestRoute.objects.get_or_create(
        code=code, defaults={"texts": texts, "kind": kind, "days": days, **values}
    )
    return found


def make_request(
    territory: Territory, dataset: str = "Matrícula por escuela", **more: Any
) -> InformationRequest:
    """Store a request that was not sent, unless `more` says so."""
    values = {"holder": "Secretaría de Educación", "level": "state", **more}
    route = values.pop("route", None) or make_route()
    return InformationRequest.objects.create(territory=territory, dataset=dataset, route=route, **values)


def make_answered(
    territory: Territory, dataset: str = "Matrícula por escuela", **more: Any
) -> InformationRequest:
    """Store a request that was answered in full after ten days."""
    answered = {"sent_on": SENT, "answer": "full", "answered_on": SENT + dt.timedelta(days=10), "quality": 3}
    return make_request(territory, dataset, **{**answered, **more})


def make_reminder(request: InformationRequest, day: dt.date = SENT) -> RequestReminder:
    """Store a reminder."""
    return RequestReminder.objects.create(territory=request.territory, request=request, reminded_on=day)
