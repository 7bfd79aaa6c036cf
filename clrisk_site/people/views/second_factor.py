"""Setting up, renewing and giving up the second factor on our pages, and the reset for who lost the phone."""

from typing import Any, cast

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.internal.auth import get_totp_secret
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from clrisk_site.people.access import territory_for
from clrisk_site.people.actions.second_factor import reset_second_factor
from clrisk_site.people.models import User
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.queries.person_grants import person_at
from clrisk_site.people.recent import ask_again_unless_recent
from clrisk_site.people.second_factor import draw_for_phone, has_second_factor, role_obliges
from clrisk_site.people.vouching import may_vouch


class Activate(ActivateTOTPView):
    """Show the secret as a picture and as text, and take the first code."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the drawing and the secret in groups of four, as apps show it."""
        context = super().get_context_data(**kwargs)
        secret = get_totp_secret()
        groups = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
        drawing = mark_safe(draw_for_phone(context["totp_url"]))  # noqa: S308 - made of numbers alone
        more = {"drawing": drawing, "secret": groups, "obliged": role_obliges(self.request.user)}
        return {**context, **page(self.request, None, None, **more)}

    def get_success_url(self) -> str:
        """Go on to the recovery codes."""
        return reverse("mfa_view_recovery_codes")

    def form_valid(self, form: Any) -> HttpResponse:
        """Spend the code that set it up, so that nobody who saw it signs in with it."""
        answer: HttpResponse = super().form_valid(form)
        made = Authenticator.objects.get(user_id=self.request.user.pk, type=Authenticator.Type.TOTP)
        made.wrap().validate_code(form.cleaned_data["code"])
        return answer

    def form_invalid(self, form: Any) -> HttpResponse:
        """Keep the secret, so that the phone need not be set up again, and say what is wrong."""
        answer: HttpResponse = super().form_invalid(form)
        answer.status_code = 422
        return answer


class Deactivate(DeactivateTOTPView):
    """Give up the second factor; a role that demands one does not allow it."""

    success_url = reverse_lazy("account")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send back whoever must keep it, and whoever has none."""
        user = cast("User", request.user)
        if role_obliges(user) or not has_second_factor(user):
            return redirect("account")
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the frame of the page."""
        return {**super().get_context_data(**kwargs), **page(self.request, None, None)}


class ShowCodes(ViewRecoveryCodesView):
    """Show the recovery codes that are left."""

    http_method_names = ["get", "head"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send back whoever has none."""
        if not has_second_factor(cast("User", request.user)):
            return redirect("account")
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the frame of the page."""
        return {**super().get_context_data(**kwargs), **page(self.request, None, None)}


class RenewCodes(GenerateRecoveryCodesView):
    """Replace the recovery codes."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the frame of the page."""
        return {**super().get_context_data(**kwargs), **page(self.request, None, None)}


activate = Activate.as_view()
deactivate = Deactivate.as_view()
show_codes = ShowCodes.as_view()
renew_codes = RenewCodes.as_view()


@require_POST
def reset_for_person(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Take the second factor from a person who lost phone and codes; the next sign-in sets up a new one."""
    territory = territory_for(request.user, path, Permission.MANAGE_PEOPLE)
    person, by = person_at(territory, pk), cast("User", request.user)
    if not may_vouch(by, person):
        raise PermissionDenied
    ask_again_unless_recent(request)
    if reset_second_factor(user=person, by=by, territory=territory):
        messages.success(request, gettext("The second factor is removed, and all their sessions have ended."))
    else:
        messages.info(request, gettext("This person has no second factor. Nothing was changed."))
    return redirect("person", path, pk)
