"""What a password must be: 12 to 128 characters of any kind, and nothing that is soon guessed."""

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    UserAttributeSimilarityValidator,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.form_faults import name_faults
from clrisk_site.people.models import User

LONGEST = 128
FEWEST_DIFFERENT = 5


class LongestPasswordValidator:
    """Refuses what no person types: the time to hash a password grows with its length."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:  # noqa: ARG002 - Django's
        """Raise `ValidationError` above the limit."""
        if len(password) > LONGEST:
            words = gettext("This password is longer than %(most)d characters. Take a shorter one.")
            raise ValidationError(words % {"most": LONGEST}, code="password_too_long")

    def get_help_text(self) -> str:
        """Return the rule in words."""
        return gettext("Your password has %(most)d characters at most.") % {"most": LONGEST}


class GuessablePasswordValidator:
    """Refuses figures alone, and a few characters over and over: both are tried first."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:  # noqa: ARG002 - Django's
        """Raise `ValidationError` for such a password."""
        if password.isdecimal():
            words = gettext("A password of figures alone is soon guessed. Add words that only you know.")
            raise ValidationError(words, code="password_entirely_numeric")
        if len(set(password.lower())) < FEWEST_DIFFERENT:
            words = gettext("This password repeats few characters. Take a sentence that only you know.")
            raise ValidationError(words, code="password_repeats")

    def get_help_text(self) -> str:
        """Return the rule in words."""
        return gettext("Figures alone, or few characters over and over, are not taken.")


class KnownPasswordValidator(CommonPasswordValidator):
    """Refuses passwords of public lists, and says what to do instead."""

    def get_error_message(self) -> str:
        """Return the fault with its cure."""
        return gettext("Many people use this password. Take a sentence that only you know.")


class PersonalPasswordValidator(UserAttributeSimilarityValidator):
    """Refuses what resembles the person's name or address, and says what to do instead."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("name", "email"))

    def get_error_message(self) -> str:
        """Return the fault with its cure."""
        return gettext("This password resembles your name or your e-mail. Take a sentence without them.")


class NewPasswordForm(forms.Form):
    """A new password, typed twice, since the person cannot see it."""

    password1 = forms.CharField(
        label=_("New password"),
        strip=False,
        help_text=_("12 characters or more. A sentence that only you know is easy to remember."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: object, user: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        self.user = user
        name_faults(self)

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        validate_password(password, self.user)
        if self.user.has_usable_password() and self.user.check_password(password):
            raise ValidationError(gettext("This is the password that you had. Choose another one."))
        return password

    def clean_password2(self) -> str:
        password: str = self.cleaned_data["password2"]
        if "password1" in self.cleaned_data and password != self.cleaned_data["password1"]:
            raise ValidationError(gettext("The two passwords differ. Type the same one twice."))
        return password
