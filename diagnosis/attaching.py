"""Which records of the diagnosis may have files attached."""

from django.db.models import QuerySet
from django.urls import reverse

from clrisk_site.files.attachable import attachable
from clrisk_site.people.models import User
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from diagnosis.models import DefinitionSheet, InformationRequest
from diagnosis.queries.information_requests import seen_requests


def register_attachable() -> None:
    """The papers behind a definition sheet; letters and answers of information requests."""
    attachable.register(
        DefinitionSheet,
        view=Permission.VIEW_DIAGNOSIS,
        edit=Permission.EDIT_DIAGNOSIS,
        address=lambda path, _sheet: reverse("definition", args=[path]),
    )
    attachable.register(
        InformationRequest,
        view=Permission.VIEW_DIAGNOSIS,
        edit=Permission.EDIT_DIAGNOSIS,
        address=_request_address,
        seen=_requests_seen,
    )


def _request_address(path: str, request: InformationRequest) -> str:
    page = "request" if request.territory.path == path else "request-shared"
    return reverse(page, args=[path, request.pk])


def _requests_seen(_user: User, territory: Territory) -> QuerySet[InformationRequest]:
    return seen_requests(territory)
