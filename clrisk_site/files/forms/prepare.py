"""Asking for a document: in which language it is written."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class PrepareForm(forms.Form):
    """The language of the document; without a choice, that of the page."""

    language = forms.ChoiceField(label=_("Language of the document"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = settings.LANGUAGES
        field.initial = get_language() or settings.LANGUAGE_CODE

    @property
    def chosen(self) -> str:
        """Return the language that was chosen."""
        return self.cleaned_data["language"] or get_language() or settings.LANGUAGE_CODE
