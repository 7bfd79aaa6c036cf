"""Forms that ask for a code: of the app on the phone, or one of the recovery codes."""

from typing import Any

from allauth.core import context
from allauth.mfa import app_settings
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# "Code" alone is in our catalogue the code of an entry, which is another word in Spanish.
_CODE = pgettext_lazy("second factor", "Code")


class SetUpForm(ActivateTOTPForm):
    """The first code. The secret stays the same until it is set up, however often the page is opened."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        session = context.request.session
        kept = session.get(SECRET_SESSION_KEY)
        super().__init__(*args, **kwargs)  # makes a new one for each page
        if kept:
            self.secret = session[SECRET_SESSION_KEY] = kept
        self.fields["code"].label = _CODE


class _CodeAtTheDoor(forms.Form):
    """Answers by the kind of code that was typed: a recovery code knows no half minute."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _CODE

    def clean_code(self) -> str:
        """Check it as the library does.

        Raises
        ------
        ValidationError
            When neither the app nor the list of recovery codes knows it.
        """
        try:
            code: str = super().clean_code()  # type: ignore[misc]  # of the form that it is mixed into
        except forms.ValidationError:
            typed = "".join(one for one in self.cleaned_data["code"] if one.isalnum())
            if len(typed) < app_settings.RECOVERY_CODE_DIGITS:
                raise
            words = _("This recovery code is not right, or was used before. Each works once; type another.")
            raise forms.ValidationError(words, code="incorrect_code") from None
        return code


class SignInCodeForm(_CodeAtTheDoor, AuthenticateForm):
    """The second step of signing in."""


class ConfirmCodeForm(_CodeAtTheDoor, ReauthenticateForm):
    """The code that is asked for again before a grave act."""
