"""A forgotten password: a link by mail or by hand. All addresses are answered alike."""

from typing import cast

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from clrisk_site.people.account_forms import AskForLinkForm
from clrisk_site.people.models import User
from clrisk_site.people.page import page
from clrisk_site.people.tasks import mail_reset_link


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_link(request: HttpRequest) -> HttpResponse:
    """Take the address; whether it has an account shows neither in the answer nor in its time."""
    if not settings.SENDS_MAIL:
        return render(request, "account/forgotten_without_mail.html", page(request, None, None))
    form = AskForLinkForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if not ratelimit.consume(request, app="allauth.account", action="reset_password", key=email):
            return cast("HttpResponse", ratelimit.respond_429(request))
        user = User.objects.filter(email=email, is_active=True).first()
        mail_reset_link.enqueue(user.pk if user else 0)
        return redirect("forgotten-sent")
    status = 422 if form.errors else 200
    return render(request, "account/forgotten.html", page(request, None, None, form=form), status=status)


@login_not_required
@require_safe
def link_sent(request: HttpRequest) -> HttpResponse:
    """Say what happens now, to everyone the same."""
    return render(request, "account/forgotten_sent.html", page(request, None, None))
