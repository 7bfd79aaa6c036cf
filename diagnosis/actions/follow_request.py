"""Writes what becomes of an information request: sent, answered, shared with other municipalities."""

from collections.abc import Iterable

from django.db import transaction

from clrisk_site.people import audit
from clrisk_site.people.models import User
from clrisk_site.people.writing import save_record
from clrisk_site.places.models import Territory
from diagnosis.models import InformationRequest
from diagnosis.queries.information_requests import GIVEN, due_date


def send_request(
    request: InformationRequest, *, extended: bool, by: User | None, expected_version: int
) -> InformationRequest:
    """Save when and how a request was sent; a due date that nobody named follows from its route.

    Parameters
    ----------
    extended : bool
        Whether the holder announced the extension that the law allows.

    Raises
    ------
    ConflictError
        When somebody saved the request since it was read.
    """
    if request.due_on is None and request.sent_on is not None:
        request.due_on = due_date(request.route, request.sent_on, extended=extended)
    return save_record(request, by=by, expected_version=expected_version, action="send")


@transaction.atomic
def answer_request(
    request: InformationRequest, *, by: User | None, expected_version: int
) -> InformationRequest:
    """Save what came back. An answer that is taken back is shared with nobody from then on.

    Raises
    ------
    ConflictError
        When somebody saved the request since it was read.
    """
    taken_back = [] if request.answer in GIVEN else list(request.shared_with.all())
    related = {"shared_with": ()} if taken_back else {}
    saved = save_record(request, by=by, expected_version=expected_version, related=related, action="answer")
    for place in taken_back:
        audit.note(by=by, territory=place, action="informationrequest.withdraw", subject=request)
    return saved


@transaction.atomic
def share_request(
    request: InformationRequest, *, places: Iterable[Territory], by: User | None, expected_version: int
) -> InformationRequest:
    """Share an answered request with exactly these places; each one that comes or goes has it noted.

    Raises
    ------
    ConflictError
        When somebody saved the request since it was read.
    """
    before = {place.pk: place for place in request.shared_with.all()}
    after = {place.pk: place for place in places}
    save_record(
        request,
        by=by,
        expected_version=expected_version,
        related={"shared_with": list(after.values())},
        action="share",
    )
    for pk, place in sorted({**before, **after}.items(), key=lambda item: item[1].path):
        if pk in after and pk not in before:
            audit.note(by=by, territory=place, action="informationrequest.receive", subject=request)
        elif pk in before and pk not in after:
            audit.note(by=by, territory=place, action="informationrequest.withdraw", subject=request)
    return request
