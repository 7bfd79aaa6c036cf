"""Forms of one's own account."""

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.form_faults import name_faults
from clrisk_site.people.models import User
from clrisk_site.people.passwords import NewPasswordForm

# Each names itself in its own language, which a screen reader must know.
_LANGUAGES = [
    (code, format_html('<span lang="{}">{}</span>', code, name)) for code, name in settings.LANGUAGES
]


class ProfileForm(forms.ModelForm[User]):
    """Name and language; the e-mail address is the account's key, so an administrator changes it."""

    language = forms.ChoiceField(
        label=_("Language of the pages"),
        required=False,
        choices=[("", _("As my browser asks")), *_LANGUAGES],
        widget=forms.RadioSelect,
    )

    class Meta:
        model = User
        fields = ["name", "language"]
        labels = {"name": _("Name")}
        help_texts = {"name": _("As it shall stand in lists and documents, such as Ana López Ruiz.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_faults(self)


class ChangePasswordForm(NewPasswordForm):
    """The present password and a new one."""

    current = forms.CharField(
        label=_("Present password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("current", "password1", "password2")

    def clean_current(self) -> str:
        """Check it as a sign-in is checked: counted, limited and noted."""
        password: str = self.cleaned_data["current"]
        if not get_adapter().reauthenticate(self.user, password):
            raise get_adapter().validation_error("incorrect_password")
        return password


class AskForLinkForm(forms.Form):
    """The address of someone who forgot the password."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_faults(self)

    def clean_email(self) -> Any:
        """Addresses are kept in small letters."""
        return self.cleaned_data["email"].lower()
