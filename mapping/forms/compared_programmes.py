"""Chooses the programmes that are read side by side: those chosen, and those that words find."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mapping.models import Programme


class CompareForm(forms.Form):
    """Words to search by, and a tick for each programme; sent with GET."""

    text = forms.CharField(
        label=_("Search programmes to add"),
        required=False,
        max_length=200,
        help_text=_("Without words, those that address the same factors are offered."),
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    programme = forms.MultipleChoiceField(
        label=_("Programmes"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offered: Sequence[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["programme"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - tells the type checker
        field.choices = [(str(one.pk), f"{one.name} · {one.institution}") for one in offered]
