"""The form of an action line (B4): what, why, for whom, on which offer, with what, when."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.entry import offered
from clrisk_site.people.forms import RecordForm
from diagnosis.models import Factor, Zone, ZoneStatus
from mapping.models import Institution, LocalOffer
from mapping.presenters.eligibility import eligibility_words
from planning.forms.groups import group_fields
from planning.forms.pilot import of_place_or_above
from planning.models import ActionLine

_LONG_LIST = {"class": "c-scroll-list"}
_GROUPS = (
    (_("What"), ("code", "title", "objective", "strategy", "outcome", "acceleration_factor")),
    (_("Why"), ("factors",)),
    (
        _("For whom and where"),
        ("population", "age_from", "age_to", "sex", "is_for_girls", "girls_mechanism", "zones"),
    ),
    (
        _("With which offer and by whom"),
        ("offers", "mechanism", "lead", "co_responsible", "is_own_action", "is_restitution_or_street"),
    ),
    (
        _("With what"),
        (
            "resources_available",
            "resources_missing",
            "nothing_missing_because",
            "funding_source",
            "budget_code",
            "no_budget_code_because",
            "marginal_cost_mxn",
        ),
    ),
    (_("When and with which risks"), ("starts_on", "ends_on", "risks")),
)


class OfferChoiceField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # it is generic in the stubs alone
    """Offers with what is known of their eligibility, so that nobody chooses blindly."""

    def label_from_instance(self, obj: LocalOffer) -> str:
        return f"{obj.programme} ({obj.year}) · {eligibility_words(obj.eligibility).label}"


class ActionLineForm(RecordForm[ActionLine]):
    """Everything of a line but its activities, indicators, status and exception."""

    offers = OfferChoiceField(
        queryset=LocalOffer.objects.none(),
        required=False,
        label=_("Local offers"),
        widget=forms.CheckboxSelectMultiple(attrs=_LONG_LIST),
        help_text=_("Goods and services that exist. Beside each stands whether a line may rest on it."),
    )

    class Meta:
        model = ActionLine
        fields = tuple(name for _heading, names in _GROUPS for name in names)
        widgets = {
            "objective": forms.Textarea(attrs={"rows": 3}),
            "strategy": forms.RadioSelect,
            "factors": forms.CheckboxSelectMultiple(attrs=_LONG_LIST),
            "zones": forms.CheckboxSelectMultiple,
            "co_responsible": forms.CheckboxSelectMultiple(attrs=_LONG_LIST),
            "sex": forms.RadioSelect,
            "age_from": forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
            "age_to": forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
            "code": forms.TextInput(attrs={"class": "govuk-input--width-10"}),
            "girls_mechanism": forms.Textarea(attrs={"rows": 3}),
            "mechanism": forms.Textarea(attrs={"rows": 3}),
            "resources_available": forms.Textarea(attrs={"rows": 3}),
            "resources_missing": forms.Textarea(attrs={"rows": 3}),
            "nothing_missing_because": forms.Textarea(attrs={"rows": 2}),
            "no_budget_code_because": forms.Textarea(attrs={"rows": 2}),
            "risks": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {
            "code": _("Code"),
            "title": _("Title"),
            "objective": _("Objective"),
            "strategy": _("Strategy"),
            "outcome": _("Outcome"),
            "acceleration_factor": _("Acceleration factor"),
            "factors": _("Associated factors that it answers"),
            "population": _("Population"),
            "age_from": _("From age"),
            "age_to": _("To age"),
            "sex": _("Sex"),
            "is_for_girls": _("It is specific to girls"),
            "girls_mechanism": _("Mechanism of its own for girls"),
            "zones": _("Zones"),
            "mechanism": _("How an existing programme reaches them"),
            "lead": _("Institution that leads"),
            "co_responsible": _("Institutions that support"),
            "is_own_action": _("It is an action of the coordinating agency itself"),
            "is_restitution_or_street": _("It is about restitution of rights or children in the street"),
            "resources_available": _("Resources available"),
            "resources_missing": _("Resources missing"),
            "nothing_missing_because": _("None is missing, because…"),
            "funding_source": _("Funding source"),
            "budget_code": _("Budget code"),
            "no_budget_code_because": _("There is no budget code, because…"),
            "marginal_cost_mxn": _("Marginal cost, in pesos"),
            "starts_on": _("Starts on"),
            "ends_on": _("Ends on"),
            "risks": _("Risks"),
        }
        help_texts = {
            "title": _("What changes, in a few words: “Places of care so that girls stay at school”."),
            "objective": _("One sentence of up to 25 words: how many places, for whom, where."),
            "population": _("For example: girls aged 12 to 17 of zones A and C."),
            "is_for_girls": _("An indicator by sex does not make a line specific to girls."),
            "girls_mechanism": _("How it reaches girls in particular: hours, place, care of siblings."),
            "resources_available": _("Human, technical and financial."),
            "resources_missing": _("Human, technical and financial. Write it here or in the next field."),
            "budget_code": _("What is not in the budget does not exist. Write it, or the reason below."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        territory = self.instance.territory
        institutions = Institution.objects.filter(of_place_or_above(territory))
        offers = LocalOffer.objects.filter(territory=territory).select_related("programme")
        zones = Zone.objects.filter(territory=territory).exclude(status=ZoneStatus.DROPPED)
        for name, rows in {
            "factors": offered(Factor, territory.country, also=self._named()),
            "zones": zones,
            "offers": offers,
            "lead": institutions,
            "co_responsible": institutions,
        }.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]  # choices of rows have one
        self.groups = group_fields(self, *_GROUPS)

    def _named(self) -> list[int]:
        """Keys of the factors that the line names already, in use or not any more."""
        return list(self.instance.factors.values_list("pk", flat=True)) if self.instance.pk else []

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].strip().upper()
        others = ActionLine.objects.filter(pilot=self.instance.pilot, code=code).exclude(pk=self.instance.pk)
        if others.exists():
            raise forms.ValidationError(gettext("Another line has this code. Use the next one."))
        return code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._check_order("age_from", "age_to", _("The last age is before the first."))
        self._check_order("starts_on", "ends_on", _("The line ends before it starts."))
        self._check_value_or_reason(
            "resources_missing",
            "nothing_missing_because",
            _("Write what is missing, or why nothing is missing."),
        )
        self._check_value_or_reason(
            "budget_code", "no_budget_code_because", _("Write the budget code, or why there is none.")
        )
        return cleaned

    def _check_order(self, first: str, last: str, message: Any) -> None:
        low, high = self.cleaned_data.get(first), self.cleaned_data.get(last)
        if low is not None and high is not None and high < low:
            self.add_error(last, message)

    def _check_value_or_reason(self, value: str, reason: str, message: Any) -> None:
        given = [bool((self.cleaned_data.get(name) or "").strip()) for name in (value, reason)]
        if given == [False, False]:
            self.add_error(value, message)
        elif given == [True, True]:
            self.add_error(reason, _("Both fields are filled in, and they contradict each other. Leave one."))
