"""Ends what a person may do: one grant, or all of them when the person leaves."""

from typing import cast

from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from clrisk_site.catalogue.wording import render as sentence
from clrisk_site.people.access import may, territory_for
from clrisk_site.people.actions.erase_person import erase_person
from clrisk_site.people.actions.leave import leave
from clrisk_site.people.actions.revoke_grant import revoke_grant
from clrisk_site.people.leaving_form import LeavingForm
from clrisk_site.people.models import Grant, User
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.presenters.grant_rows import grant_row
from clrisk_site.people.presenters.leaving import leaving_groups
from clrisk_site.people.queries.person_grants import person_at
from clrisk_site.people.recent import ask_again_unless_recent
from clrisk_site.people.record_links import may_end_grant
from clrisk_site.people.refusal import RefusedError
from clrisk_site.people.views.giving import show_invited
from clrisk_site.people.views.once import once
from clrisk_site.people.vouching import may_vouch
from clrisk_site.places.models import Territory


@require_http_methods(["GET", "HEAD", "POST"])
@once
def end_grant(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Ask whether one grant is to end now, and end it."""
    territory = territory_for(request.user, path, Permission.VIEW_PEOPLE)
    grants = Grant.objects.select_related("user", "territory", "successor")
    grant = get_object_or_404(grants, pk=pk, territory=territory)
    if not may_end_grant(request.user, grant):
        raise PermissionDenied
    ask_again_unless_recent(request)
    problem = ""
    if request.method == "POST":
        try:
            revoke_grant(grant=grant, by=cast("User", request.user))
        except RefusedError as refused:
            problem = sentence(refused.message)
        else:
            messages.success(request, gettext("Ended. It opens nothing from now on."))
            return redirect("person", path, grant.user_id)
    row = grant_row(grant, timezone.localdate())
    context = page(request, territory, "people", grant=grant, row=row, problem=problem)
    return render(request, "people/end_grant.html", context, status=422 if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def prepare_leaving(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Ask who takes over, then show all that would change; nothing is changed here."""
    territory, person = _who_leaves(request, path, pk)
    form = LeavingForm(_typed(request), person=person, territory=territory, by=cast("User", request.user))
    context = _leaving_page(request, territory, person, form)
    if request.method != "POST":
        return render(request, "people/leave.html", context)
    if not form.is_valid() or form.foresees_refusal():
        return render(request, "people/leave.html", context, status=422)
    context["groups"] = leaving_groups(form, back_url=request.path)
    return render(request, "people/leave_check.html", context)


@require_POST
@once
def confirm_leaving(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Close the account, and hand over what was agreed."""
    territory, person = _who_leaves(request, path, pk)
    by = cast("User", request.user)
    form = LeavingForm(request.POST, person=person, territory=territory, by=by)
    context = _leaving_page(request, territory, person, form)
    if not form.is_valid():
        return render(request, "people/leave.html", context, status=422)
    try:
        taken_over = leave(by=by, user=person, territory=territory, successors=form.successors)
    except RefusedError as refused:
        form.add_error(None, sentence(refused.message))
        return render(request, "people/leave.html", context, status=422)
    if by.pk == person.pk:
        logout(request)
        messages.success(request, gettext("Your account is closed. Thank you for your work."))
        return redirect("account_login")
    messages.success(request, gettext("%(name)s no longer has access.") % {"name": person})
    with_link = [one for one in taken_over if one.link is not None]
    return show_invited(request, territory, with_link[0]) if with_link else redirect("person", path, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def erase(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Forget the name of a person whose account is closed."""
    territory = territory_for(request.user, path, Permission.MANAGE_PEOPLE)
    person, problem = person_at(territory, pk), ""
    if not may_vouch(cast("User", request.user), person):
        raise PermissionDenied
    ask_again_unless_recent(request)
    if request.method == "POST":
        try:
            erase_person(by=cast("User", request.user), user=person, territory=territory)
        except RefusedError as refused:
            problem = sentence(refused.message)
        else:
            messages.success(
                request, gettext("The name is forgotten. What was done stays, by a former member.")
            )
            return redirect("person", path, pk)
    context = page(request, territory, "people", person=person, problem=problem)
    return render(request, "people/erase.html", context, status=422 if problem else 200)


def _who_leaves(request: HttpRequest, path: str, pk: int) -> tuple[Territory, User]:
    """Everybody may leave; an administrator closes the account of somebody else."""
    is_self = request.user.pk == pk
    needed = Permission.VIEW_PUBLISHED if is_self else Permission.MANAGE_PEOPLE
    territory = territory_for(request.user, path, needed)
    person = person_at(territory, pk)
    if person.closed_on is not None:
        raise Http404
    ask_again_unless_recent(request)
    return territory, person


def _typed(request: HttpRequest) -> object:
    return request.POST if request.method == "POST" else None


def _leaving_page(
    request: HttpRequest, territory: Territory, person: User, form: LeavingForm
) -> dict[str, object]:
    is_self = request.user.pk == person.pk
    may_look = may(request.user, Permission.VIEW_PEOPLE, territory)
    back = reverse("person", args=[territory.path, person.pk]) if may_look else "/"
    return page(request, territory, "people", person=person, form=form, is_self=is_self, back_url=back)
