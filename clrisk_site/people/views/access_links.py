"""The page behind an access link, the letter that shows a new one once, and the page of a refused one."""

from typing import cast

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.core.internal import ratelimit
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from clrisk_site.catalogue.moments import moment_words
from clrisk_site.people.actions.access_links import (
    IssuedLink,
    LinkRefusedError,
    note_refusal,
    redeem_link,
    usable_link,
)
from clrisk_site.people.letters import write_letter
from clrisk_site.people.mailing import send_letter
from clrisk_site.people.models import LinkPurpose, User
from clrisk_site.people.page import page
from clrisk_site.people.passwords import NewPasswordForm
from clrisk_site.people.second_factor import draw_for_phone
from clrisk_site.people.site_address import site_address


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password1", "password2")
def open_access_link(request: HttpRequest, token: str) -> HttpResponse:
    """Let the person choose a password and step in. Looking spends nothing: mail scanners look first."""
    try:
        link = usable_link(token, LinkPurpose.INVITATION, LinkPurpose.RESET)
    except LinkRefusedError as error:
        return refuse_link(request, error)
    form = NewPasswordForm(request.POST if request.method == "POST" else None, user=link.user)
    if request.method == "POST" and form.is_valid():
        return _redeem(request, token, form.cleaned_data["password1"])
    context = page(request, None, None, form=form, link=link, until=moment_words(link.expires_at))
    return render(request, "people/access_link.html", context, status=422 if form.errors else 200)


@sensitive_variables("token", "password")
def _redeem(request: HttpRequest, token: str, password: str) -> HttpResponse:
    try:
        link = redeem_link(token, password=password)
    except LinkRefusedError as error:
        return refuse_link(request, error)
    if request.user.is_authenticated:
        logout(request)  # whoever was signed in here is not the person of the link, or gets a new session
    user = User.objects.get(pk=link.user_id)
    record_authentication(request, user, method="access_link")
    return cast("HttpResponse", perform_login(request, user, redirect_url="/"))


def refuse_link(request: HttpRequest, error: LinkRefusedError) -> HttpResponse:
    """Answer a link that is not taken with 410 and its reason; who tries many is asked to wait."""
    if not ratelimit.consume(request, app="allauth.account", action="access_link", limit_get=True):
        return cast("HttpResponse", ratelimit.respond_429(request))
    note_refusal(error)
    context = page(request, None, None, refusal=str(error.refusal))
    return render(request, "people/access_link_refused.html", context, status=410)


def show_issued_link(
    request: HttpRequest, issued: IssuedLink, *, back_url: str, path: str | None = None
) -> HttpResponse:
    """Show a new link as a letter, as the answer to the POST that made it, and mail it where mail is set up.

    Parameters
    ----------
    back_url : str
        Where the person who issued it goes on.
    path : str, optional
        The address of the link inside the site; a link for a record has its own.
    """
    letter = write_letter(issued.link, site_address(request) + (path or path_of(issued)))
    context = page(
        request,
        None,
        None,
        letter=letter,
        drawing=mark_safe(draw_for_phone(letter.address)),  # noqa: S308 - made of numbers alone
        back_url=back_url,
        mailed_to=issued.link.user.email if send_letter(letter, issued.link.user) else "",
    )
    return render(request, "people/access_link_issued.html", context)


def path_of(issued: IssuedLink) -> str:
    """Return the address of an invitation or reset inside the site."""
    return reverse("access-link", kwargs={"token": issued.token})
