"""The form of an entry that a country adds itself: its code is prefixed with the country's."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.adaptations.forms.entry import EntryForm

LONGEST_CODE = 40
CODE = re.compile(r"[a-z][a-z0-9_-]*")


class OwnEntryForm(EntryForm):
    """A new entry of a country."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prefix_of_country = f"{self.instance.territory.country.lower()}-"
        self.fields["code"] = forms.CharField(
            label=_("Code"),
            help_text=gettext("Lower-case letters, digits, hyphens. The site puts «%(prefix)s» before it.")
            % {"prefix": self.prefix_of_country},
            max_length=LONGEST_CODE,
            widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "spellcheck": "false"}),
            error_messages={"required": _("Write a code for the entry, for example «seasonal_harvest».")},
        )
        self.order_fields(["code"])

    def clean_code(self) -> str:
        """Return the code with the country's prefix, once it is known to be free."""
        typed = self.cleaned_data["code"].removeprefix(self.prefix_of_country)
        if not CODE.fullmatch(typed):
            words = _("Use only lower-case letters without accents, digits, hyphens and underscores.")
            raise forms.ValidationError(words)
        code = f"{self.prefix_of_country}{typed}"
        model = self.catalogue.model
        if model is not None and model._default_manager.filter(code=code).exists():
            taken = gettext("The code %(code)s is taken. Choose another.") % {"code": code}
            raise forms.ValidationError(taken)
        return code

    def clean(self) -> dict[str, Any]:
        """Give the record its code, so that the database watches over it."""
        data = super().clean() or {}
        if "code" in data:
            self.instance.code = data["code"]
        return data
