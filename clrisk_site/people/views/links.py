"""Makes links: a new one for a person, and one for the owner of a record, who needs no account."""

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from clrisk_site.people.access import territory_for
from clrisk_site.people.actions.access_links import IssuedLink, issue_link
from clrisk_site.people.actions.ask_owner import ask_owner
from clrisk_site.people.grant_forms import AskOwnerForm
from clrisk_site.people.models import Grant, GrantKind, LinkPurpose, User
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.queries.person_grants import person_at
from clrisk_site.people.recent import ask_again_unless_recent
from clrisk_site.people.record import Record
from clrisk_site.people.record_links import RecordLinkKind, may_end_grant, record_links
from clrisk_site.people.refusal import RefusedError
from clrisk_site.people.views.access_links import show_issued_link
from clrisk_site.people.vouching import may_vouch
from clrisk_site.places.models import Territory


@require_POST
def renew_person_link(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Make a new invitation, or a link for a new password, for whoever asks at the counter."""
    territory = territory_for(request.user, path, Permission.VIEW_PEOPLE)
    person, by = person_at(territory, pk), cast("User", request.user)
    if not may_vouch(by, person):
        raise PermissionDenied
    ask_again_unless_recent(request)
    if person.closed_on is not None:
        messages.error(request, gettext("This account is closed. Nothing was changed."))
        return redirect("person", path, pk)
    purpose = LinkPurpose.RESET if person.has_usable_password() else LinkPurpose.INVITATION
    grants = Grant.objects.current(timezone.localdate()).filter(user=person, territory=territory)
    issued = issue_link(user=person, purpose=purpose, by=by, grant=grants.first())
    return show_issued_link(request, issued, back_url=reverse("person", args=[path, pk]))


@require_http_methods(["GET", "HEAD", "POST"])
def ask_record_owner(request: HttpRequest, path: str, kind: str, pk: int) -> HttpResponse:
    """Let somebody outside fill in one record of this place, by a link that ends."""
    territory, found, record = _record_to_ask_for(request, path, kind, pk)
    form = AskOwnerForm(request.POST if request.method == "POST" else None, territory=territory)
    if request.method == "POST" and form.is_valid():
        try:
            issued = ask_owner(
                by=cast("User", request.user),
                email=form.cleaned_data["email"],
                name=form.cleaned_data["name"],
                record=record,
                ends=form.cleaned_data["ends"],
            )
        except RefusedError as refused:
            form.refuse(refused)
        else:
            return _show_record_link(request, issued, found.page(record))
    context = page(request, territory, "people", form=form, record=record, back_url=found.page(record))
    return render(request, "people/ask_owner.html", context, status=422 if form.errors else 200)


@require_POST
def renew_record_link(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Make a new link for a record grant that is in force; the one before ends."""
    territory = territory_for(request.user, path, Permission.VIEW_PEOPLE)
    grants = Grant.objects.current(timezone.localdate()).filter(kind=GrantKind.RECORD, territory=territory)
    grant = get_object_or_404(grants.select_related("user", "territory", "subject_type"), pk=pk)
    if not may_end_grant(request.user, grant):
        raise PermissionDenied
    ask_again_unless_recent(request)
    if not isinstance(grant.subject, Record):  # the record was deleted, and its grant stayed
        raise Http404
    issued = ask_owner(
        by=cast("User", request.user),
        email=grant.user.email,
        name=grant.user.name,
        record=grant.subject,
        ends=grant.ends or timezone.localdate(),
    )
    return _show_record_link(request, issued, reverse("person", args=[path, grant.user_id]))


def _record_to_ask_for(
    request: HttpRequest, path: str, code: str, pk: int
) -> tuple[Territory, RecordLinkKind, Record]:
    kind = record_links.get(code)
    if kind is None:
        raise Http404
    # The kind says who asks: a seat is given by its municipality, a definition by whoever owns it.
    territory = territory_for(request.user, path, kind.permission)
    record = get_object_or_404(
        kind.model._default_manager.select_related("territory"), pk=pk, territory=territory
    )
    ask_again_unless_recent(request)
    return territory, kind, record


def _show_record_link(request: HttpRequest, issued: IssuedLink, back_url: str) -> HttpResponse:
    address = reverse("record-link", args=[issued.token])
    return show_issued_link(request, issued, back_url=back_url, path=address)
