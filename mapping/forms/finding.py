"""What is looked for in the mapping: words, and what narrows the search."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.entry import offered
from clrisk_site.places.models import Territory
from diagnosis.models import Factor
from mapping.models import GovernmentLevel
from mapping.presenters.finding import KIND_LABELS

_NO_CHOICE = {"invalid_choice": _("This is not in the list. Choose again.")}
LONGEST = 200


class FindForm(forms.Form):
    """Words without accents, kind of record, level, factor. Sent with GET."""

    text = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(
        label=_("Kind of record"),
        required=False,
        choices=[("", _("All")), *((str(kind), label) for kind, label in KIND_LABELS.items())],
        error_messages=_NO_CHOICE,
    )
    level = forms.ChoiceField(
        label=_("Level"),
        required=False,
        choices=[("", _("All")), *GovernmentLevel.choices],
        error_messages=_NO_CHOICE,
    )
    factor = forms.ModelChoiceField(
        label=_("Factor"),
        queryset=Factor.objects.none(),
        required=False,
        to_field_name="code",
        empty_label=_("All"),
        error_messages=_NO_CHOICE,
    )

    def __init__(self, *args: Any, territory: Territory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["factor"].queryset = offered(Factor, territory.country)  # type: ignore[attr-defined]  # a ModelChoiceField, declared above
