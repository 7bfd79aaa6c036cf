"""One's own account: who I am here, what I may do where, and how my sign-in is kept safe."""

from typing import cast

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.i18n import set_language

from clrisk_site.people import audit
from clrisk_site.people.account_forms import ChangePasswordForm, ProfileForm
from clrisk_site.people.actions import profile
from clrisk_site.people.actions.sessions import change_password, end_sessions
from clrisk_site.people.models import Grant, User
from clrisk_site.people.page import page
from clrisk_site.people.presenters.grant_rows import grant_row
from clrisk_site.people.presenters.own_account import second_factor_state, session_rows
from clrisk_site.people.queries.open_sessions import open_sessions
from clrisk_site.people.queries.own_data import own_data
from clrisk_site.people.recent import recently_authenticated
from clrisk_site.people.second_factor import role_obliges


@require_safe
def show_account(request: HttpRequest) -> HttpResponse:
    """Show the account with its grants and what protects it."""
    user = cast("User", request.user)
    grants = Grant.objects.filter(user=user).select_related("territory", "user", "successor")
    today = timezone.localdate()
    context = page(
        request,
        None,
        None,
        grants=[grant_row(grant, today) for grant in grants.prefetch_related("subject").order_by("-pk")],
        second_factor=second_factor_state(list(Authenticator.objects.filter(user=user))),
        obliged=role_obliges(user),
        demonstration=not settings.SECOND_FACTOR_OBLIGATORY,
        sessions=len(open_sessions(user)),
        own_language=dict(settings.LANGUAGES).get(user.language, ""),
    )
    return render(request, "account/account.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_profile(request: HttpRequest) -> HttpResponse:
    """Change one's name and language."""
    user = _own_row(request)
    form = ProfileForm(request.POST if request.method == "POST" else None, instance=user)
    if request.method == "POST" and form.is_valid():
        stored = User.objects.get(pk=user.pk)
        profile.change_profile(
            user=stored, name=form.cleaned_data["name"], language=form.cleaned_data["language"]
        )
        with override(stored.language or None):
            messages.success(request, _("Your account was saved."))
        return redirect("account")
    status = 422 if form.errors else 200
    return render(request, "account/profile.html", page(request, None, None, form=form), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("current", "password1", "password2")
def edit_password(request: HttpRequest) -> HttpResponse:
    """Change one's password; the present one is asked for, so no other proof is."""
    user = _own_row(request)
    form = ChangePasswordForm(request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST" and form.is_valid():
        change_password(request, user, form.cleaned_data["password1"])
        messages.success(request, _("The new password holds. Sessions on other computers have ended."))
        return redirect("account")
    status = 422 if form.errors else 200
    return render(request, "account/password.html", page(request, None, None, form=form), status=status)


def _own_row(request: HttpRequest) -> User:
    """A copy, so that a form that fails does not change the name above the page."""
    return User.objects.get(pk=cast("User", request.user).pk)


@require_safe
def show_sessions(request: HttpRequest) -> HttpResponse:
    """List where the person is signed in."""
    rows = session_rows(open_sessions(cast("User", request.user)), request.session.session_key)
    return render(request, "usersessions/sessions.html", page(request, None, None, sessions=rows))


@require_POST
def end_sessions_elsewhere(request: HttpRequest) -> HttpResponse:
    """End the session that was named, or all but the one in use, which ends by signing out."""
    user = cast("User", request.user)
    named = request.POST.get("session", "")
    if named and not named.isdecimal():
        raise Http404
    ended = end_sessions(user, by=user, keep=request.session.session_key, only=int(named) if named else None)
    if ended:
        messages.success(
            request,
            ngettext("%(count)s session has ended.", "%(count)s sessions have ended.", ended)
            % {"count": ended},
        )
    else:
        messages.info(request, _("That session had already ended."))
    return redirect("sessions")


@require_safe
@recently_authenticated
def download_own_data(request: HttpRequest) -> HttpResponse:
    """Hand out what the site keeps about the person."""
    user = cast("User", request.user)
    audit.note(by=user, territory=None, action="export.download", subject=user)
    answer = JsonResponse(own_data(user), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer.headers["Content-Disposition"] = 'attachment; filename="clrisk-account.json"'
    return answer


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Switch the language of the pages; of a person with an account it is remembered there."""
    language = request.POST.get("language", "")
    if isinstance(request.user, User) and language in dict(settings.LANGUAGES):
        profile.choose_language(user=request.user, language=language)
    return cast("HttpResponseRedirect", set_language(request))
