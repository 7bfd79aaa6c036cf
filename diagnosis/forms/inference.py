"""The form of an inference: a value of another level that is used here, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.entry import offered
from clrisk_site.people.fields import YearField
from diagnosis.forms.nameless import NamelessForm
from diagnosis.models import DataLevel, Factor, Inference
from diagnosis.queries.sources import plain_name


class InferenceForm(NamelessForm[Inference]):
    """What was taken, from where, because of what."""

    NAMES_PASS = ("source", "from_place")

    year = YearField(label=_("Year of the data"), ahead=0)

    class Meta:
        model = Inference
        fields = (
            "subject",
            "factor",
            "from_level",
            "from_place",
            "value",
            "source",
            "year",
            "reason",
            "limits",
        )
        labels = {
            "subject": _("What the value is about"),
            "from_level": _("Level that the value describes"),
            "from_place": _("Place that the value describes"),
            "value": _("Value with its unit"),
            "source": _("Source"),
            "reason": _("Why it is used for the municipality"),
            "limits": _("What it cannot tell of the municipality"),
        }
        help_texts = {
            "subject": _("For example: share of girls of 12 to 14 with chores of 21 hours or more."),
            "from_place": _("For example the name of the state."),
            "value": _("With its interval where one was published. Leave it empty for a finding in words."),
            "source": _("Producer and title, as they should be cited."),
            "reason": _("For example: local data do not cover ages 5 to 11."),
        }
        widgets = {
            "from_level": forms.RadioSelect,
            "reason": forms.Textarea(attrs={"rows": 3}),
            "limits": forms.Textarea(attrs={"rows": 3}),
        }

    field_order = Meta.fields

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        country, named = self.instance.territory.country, [self.instance.factor_id or 0]
        self.fields["factor"] = forms.ModelChoiceField(
            offered(Factor, country, also=named),
            label=_("Factor that it is about"),
            required=False,
            empty_label=_("None of them"),
        )
        # An empty choice beside radio buttons would be an answer that says nothing.
        self.fields["from_level"].choices = DataLevel.choices  # type: ignore[attr-defined]  # a ChoiceField
        self.order_fields(self.Meta.fields)

    def clean(self) -> dict[str, Any]:
        """Refuse the municipality's own value: it is no inference."""
        cleaned = super().clean() or {}
        place, own = cleaned.get("from_place", ""), self.instance.territory.name
        if cleaned.get("from_level") == DataLevel.MUNICIPAL and plain_name(place) == plain_name(own):
            self.add_error(
                "from_place",
                _("This is the municipality itself. Name the other place whose value is used here."),
            )
        return cleaned
