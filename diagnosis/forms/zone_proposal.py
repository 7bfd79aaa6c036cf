"""What people choose for a proposal of zones, and which of the proposed zones they take."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.form_faults import name_faults
from clrisk_site.places.models import Territory
from diagnosis.forms.nameless import BOX, nobody_named, places_of, refuse_persons
from diagnosis.queries.zone_proposal import ProposalChoices
from diagnosis.statistics.zones.proposing import LEAST_AREAS, LEAST_CHILDREN

BRIDGES_M = (0, 10, 50, 100, 250, 500)
MOST_KEPT = 200


class ProposalForm(forms.Form):
    """The sizes that a zone needs; read from the address, so that a proposal can be sent to others."""

    least_areas = forms.IntegerField(
        label=_("Areas that a zone needs"),
        min_value=1,
        max_value=50,
        required=False,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )
    least_children = forms.IntegerField(
        label=_("Children 5 to 17 that a zone needs"),
        min_value=0,
        max_value=100_000,
        required=False,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"}),
    )
    bridge = forms.TypedChoiceField(
        label=_("Gap that does not separate areas"),
        help_text=_("Metres between outlines: a river, a large road, a gap in the drawing."),
        choices=[(value, f"{value} m") for value in BRIDGES_M],
        coerce=int,
        required=False,
    )
    keep = forms.CharField(required=False, max_length=8_000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_faults(self)

    def choices(self, taken: tuple[str, ...]) -> ProposalChoices:
        """Return what was chosen; what is missing or wrong is as shipped."""
        self.full_clean()
        given: dict[str, Any] = getattr(self, "cleaned_data", {})
        areas, children = given.get("least_areas"), given.get("least_children")
        keep = tuple(code for code in str(given.get("keep") or "").split() if code)[:MOST_KEPT]
        return ProposalChoices(
            least_areas=LEAST_AREAS if areas is None else areas,
            least_children=int(LEAST_CHILDREN) if children is None else children,
            bridge_m=given.get("bridge") or 0,
            keep=keep,
            taken=taken,
        )


class AdoptForm(forms.Form):
    """Which proposed zones become zones, and why. `seen` is the fingerprint of the data that were read."""

    letters = forms.MultipleChoiceField(
        label=_("Zones to adopt"),
        error_messages={"required": _("Choose at least one of the proposed zones.")},
    )
    reason = forms.CharField(
        label=_("Why are these zones adopted?"),
        help_text=_("For example: the commission agreed on them on 10 June. It stays in the trail of zones."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    nobody_named = nobody_named()
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, letters: list[str], sha256: str, municipality: Territory, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sha256, self.municipality = sha256, municipality
        if not self.is_bound:
            del self.fields[BOX]
        field = self.fields["letters"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - tells the type checker
        field.choices = [(letter, letter) for letter in letters]
        self.fields["seen"].initial = sha256
        name_faults(self)

    def clean(self) -> dict[str, Any]:
        """Refuse zones of a proposal that came out otherwise meanwhile, and names of persons."""
        cleaned = super().clean() or {}
        refuse_persons(self, cleaned, places=places_of(self.municipality))
        if cleaned.get("seen") != self.sha256:
            raise forms.ValidationError(
                _("The data of the areas, or the zones, changed while you read. Look at the proposal again.")
            )
        return cleaned
