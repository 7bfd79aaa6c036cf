"""Reads the register of information requests of a place: how each stands, how long answers took."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from clrisk_site.catalogue.entry import offered
from clrisk_site.places.models import Territory
from diagnosis.models import DayKind, InformationRequest, RequestAnswer, RequestRoute
from diagnosis.request_deadlines import (
    URGENCY,
    MedianDays,
    RequestDates,
    Standing,
    add_days,
    median_days,
    remind_on,
    standing_of,
)

GIVEN = (RequestAnswer.FULL, RequestAnswer.PARTIAL)
"""Answers with data in them: what may be shared."""

ANSWERED = (*GIVEN, RequestAnswer.DENIED)


@dataclass(frozen=True)
class RequestRow:
    """One request with how it stands today."""

    request: InformationRequest
    standing: Standing
    remind_on: dt.date | None
    reminders: tuple[dt.date, ...]

    @property
    def is_given(self) -> bool:
        """Whether data came back."""
        return self.request.answer in GIVEN


@dataclass(frozen=True)
class RouteMedian:
    """How long the answers of one route took, and how many requests still have none."""

    route: RequestRoute
    median: MedianDays
    unanswered: int


@dataclass(frozen=True)
class RequestFindings:
    """The register: the most urgent first. `shared` are answers that others share with the place."""

    rows: tuple[RequestRow, ...]
    medians: tuple[RouteMedian, ...]
    shared: tuple[InformationRequest, ...]

    def standing(self, *wanted: Standing) -> tuple[RequestRow, ...]:
        """Return the rows that stand in one of these ways."""
        return tuple(row for row in self.rows if row.standing in wanted)


def requests_of(territory: Territory, today: dt.date) -> RequestFindings:
    """Return the requests of a place as they stand on a day."""
    requests = InformationRequest.objects.filter(territory=territory)
    rows = standing_rows(requests, today)
    return RequestFindings(rows, _medians(rows), tuple(shared_with(territory)))


def standing_rows(requests: QuerySet[InformationRequest], today: dt.date) -> tuple[RequestRow, ...]:
    """Return requests as they stand on a day, the most urgent first."""
    found = requests.select_related("route", "territory").prefetch_related("reminders", "shared_with")
    return tuple(sorted((row_of(one, today) for one in found), key=_urgency))


def row_of(request: InformationRequest, today: dt.date) -> RequestRow:
    """Return one request as it stands on a day."""
    reminders = tuple(sorted(reminder.reminded_on for reminder in request.reminders.all()))
    route = request.route
    dates = RequestDates(
        sent_on=request.sent_on,
        due_on=request.due_on,
        is_answered=request.answer in ANSWERED,
        is_closed=request.answer == RequestAnswer.NONE,
        last_reminder=reminders[-1] if reminders else None,
        remind_after=route.in_force("remind_after", route.remind_after),
        working=route.in_force("day_kind", route.day_kind) == DayKind.WORKING,
    )
    return RequestRow(request, standing_of(dates, today), remind_on(dates), reminders)


def _urgency(row: RequestRow) -> tuple[int, dt.date, int]:
    awaited = row.request.due_on or row.remind_on or dt.date.max
    return URGENCY.index(row.standing), awaited, -row.request.pk


def _medians(rows: Sequence[RequestRow]) -> tuple[RouteMedian, ...]:
    sent = [row.request for row in rows if row.request.sent_on is not None]
    routes = {one.route.pk: one.route for one in sent}
    found = [_median(route, [one for one in sent if one.route_id == pk]) for pk, route in routes.items()]
    return tuple(sorted(found, key=lambda one: (one.route.position, one.route.code)))


def _median(route: RequestRoute, sent: Iterable[InformationRequest]) -> RouteMedian:
    sent = list(sent)
    spans = [
        (one.sent_on, one.answered_on)
        for one in sent
        if one.answer in ANSWERED and one.sent_on is not None and one.answered_on is not None
    ]
    return RouteMedian(route, median_days(spans), len(sent) - len(spans))


def shared_with(territory: Territory) -> QuerySet[InformationRequest]:
    """Return the requests of others, with data in the answer, that name a place to share them with."""
    shared = InformationRequest.objects.filter(shared_with=territory, answer__in=GIVEN)
    return shared.select_related("territory", "route").order_by("territory__name", "dataset", "pk")


def seen_requests(territory: Territory) -> QuerySet[InformationRequest]:
    """Return the requests of a place, and those of others that it may read."""
    shared = Q(shared_with=territory, answer__in=GIVEN)
    return InformationRequest.objects.filter(Q(territory=territory) | shared).distinct()


def routes_for(country: str, *, also: Iterable[int] = ()) -> QuerySet[RequestRoute]:
    """Return the ways to ask in a country: its own in place of the general one of their kind."""
    routes = offered(RequestRoute, country, also=also)
    of_country = Q(country_only=country) | Q(country=country)
    own = routes.filter(of_country).values_list("kind", flat=True)
    general = Q(country_only="", country="") & ~Q(kind__in=list(own))
    return routes.filter(of_country | general | Q(pk__in=list(also)))


def due_date(route: RequestRoute, sent_on: dt.date, *, extended: bool) -> dt.date | None:
    """Return the day until which the law allows for an answer; None where no deadline is known.

    Parameters
    ----------
    extended : bool
        Whether the holder announced the extension that the law allows.
    """
    days = route.in_force("days", route.days)
    if days is None:
        return None
    more = route.in_force("extension_days", route.extension_days) or 0
    working = route.in_force("day_kind", route.day_kind) == DayKind.WORKING
    return add_days(sent_on, days + (more if extended else 0), working=working)
