"""Stores the information requests of the demonstration, each on the way that a person would take."""

from collections.abc import Mapping
from typing import Any

from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record
from clrisk_site.places.models import Territory
from diagnosis.actions.follow_request import answer_request, send_request
from diagnosis.models import InformationRequest, RequestReminder, RequestRoute
from planning.demo.reading import read


def build_requests(municipality: Territory, *, by: User) -> None:
    """Store the requests with their sending, reminders and answers."""
    routes = {route.code: route for route in RequestRoute.objects.all()}
    for told in read("requests")["requests"]:
        ask = told["ask"] | {"route": routes[told["ask"]["route"]]}
        request = InformationRequest(territory=municipality, illustrative=True, **ask)
        _follow(create_record(request, by=by), told, by=by)


def _follow(request: InformationRequest, told: Mapping[str, Any], *, by: User) -> None:
    if "sent" not in told:
        return
    request.sent_on, request.folio = told["sent"], told["folio"]
    extended = told.get("extended", False)
    send_request(request, extended=extended, by=by, expected_version=request.version)
    for day, note in told.get("reminders", ()):
        reminder = RequestReminder(territory=request.territory, request=request, reminded_on=day, note=note)
        create_record(reminder, by=by)
    if "answer" in told:
        for name, value in told["answer"].items():
            setattr(request, name, value)
        answer_request(request, by=by, expected_version=request.version)
