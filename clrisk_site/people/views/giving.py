"""Gives grants: to a person who is invited, or to one who has an account."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from clrisk_site.people.access import territory_for
from clrisk_site.people.actions.give_grant import give_grant
from clrisk_site.people.actions.invite import Invited, invite
from clrisk_site.people.grant_forms import GRANT_FORMS, INVITE_FORMS, GrantForm
from clrisk_site.people.models import GrantKind, User
from clrisk_site.people.page import page
from clrisk_site.people.queries.person_grants import person_at
from clrisk_site.people.recent import ask_again_unless_recent
from clrisk_site.people.refusal import RefusedError
from clrisk_site.people.terms import NEEDED
from clrisk_site.people.views.access_links import show_issued_link
from clrisk_site.people.views.once import once
from clrisk_site.people.views.people import kinds_to_give
from clrisk_site.places.models import Territory


@require_http_methods(["GET", "HEAD", "POST"])
def invite_person(request: HttpRequest, path: str, kind: str) -> HttpResponse:
    """Give somebody a grant by name and address; a new person gets a link to print or send."""
    territory, wanted = _where_and_what(request, path, kind)
    form = INVITE_FORMS[wanted](request.POST if request.method == "POST" else None, territory=territory)
    if request.method == "POST" and form.is_valid():
        try:
            invited = invite(
                by=cast("User", request.user),
                email=form.cleaned_data["email"],
                name=form.cleaned_data["name"],
                terms=form.terms,
            )
        except RefusedError as refused:
            held = refused.held
            if held and held.territory_id == territory.pk and _waits(held.user, form.cleaned_data["email"]):
                # Mostly the letter was loaded again, which cannot be shown twice.
                words = gettext("%(name)s is invited already. If the link is lost, make a new one here.")
                messages.info(request, words % {"name": held.user})
                return redirect("person", path, held.user_id)
            form.refuse(refused)
        else:
            return show_invited(request, territory, invited)
    return _show_form(request, territory, wanted, form)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def create_grant(request: HttpRequest, path: str, pk: int, kind: str) -> HttpResponse:
    """Give a person of this place one more grant."""
    territory, wanted = _where_and_what(request, path, kind)
    person = person_at(territory, pk)
    form = GRANT_FORMS[wanted](request.POST if request.method == "POST" else None, territory=territory)
    if request.method == "POST" and form.is_valid():
        try:
            give_grant(by=cast("User", request.user), user=person, terms=form.terms)
        except RefusedError as refused:
            form.refuse(refused)
        else:
            messages.success(request, gettext("Recorded. It holds for the days that you wrote."))
            return redirect("person", path, pk)
    return _show_form(request, territory, wanted, form, person=person)


def _waits(person: User, email: str) -> bool:
    """Whether the person who was typed is the one who holds the grant, and has not come in yet."""
    return person.email.lower() == email.lower() and not person.has_usable_password()


def show_invited(request: HttpRequest, territory: Territory, invited: Invited) -> HttpResponse:
    """Show the link of a new person; of one who has an account, their page."""
    person_url = reverse("person", args=[territory.path, invited.user.pk])
    if invited.link is not None:
        return show_issued_link(request, invited.link, back_url=person_url)
    if invited.user.has_usable_password():
        words = gettext("%(name)s had an account already and signs in as before. The new grant is below.")
    else:
        words = gettext("%(name)s was invited already by others, who hand out the link. The grant is below.")
    messages.success(request, words % {"name": invited.user})
    return redirect(person_url)


def _where_and_what(request: HttpRequest, path: str, kind: str) -> tuple[Territory, GrantKind]:
    if kind not in INVITE_FORMS:
        raise Http404
    wanted = GrantKind(kind)
    territory = territory_for(request.user, path, NEEDED[wanted])
    if wanted == GrantKind.POST and not territory.level.is_municipal:
        raise Http404
    ask_again_unless_recent(request)
    return territory, wanted


def _show_form(
    request: HttpRequest,
    territory: Territory,
    kind: GrantKind,
    form: GrantForm,
    *,
    person: User | None = None,
) -> HttpResponse:
    held = form.held if form.held and form.held.territory_id == territory.pk else None
    context = page(
        request,
        territory,
        "people",
        form=form,
        person=person,
        kind=kind,
        held=held,
        tabs=[_tab(territory, one, kind, person) for one in kinds_to_give(request, territory)],
    )
    return render(request, "people/give.html", context, status=422 if form.errors else 200)


def _tab(territory: Territory, kind: GrantKind, current: GrantKind, person: User | None) -> dict[str, object]:
    labels = {
        GrantKind.POST: gettext("Post"),
        GrantKind.SEAT: gettext("Seat"),
        GrantKind.MEMBERSHIP: gettext("Membership"),
    }
    name, key = ("grant-create", [person.pk]) if person else ("person-invite", [])
    url = reverse(name, args=[territory.path, *key, kind.value])
    return {"label": labels[kind], "url": url, "current": kind == current}
