"""Facts of the pilot: stage 1 (selection, liaison, instrument) and the choices of stage 3."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.form_faults import name_faults
from clrisk_site.people.forms import RecordForm
from clrisk_site.places.models import Territory
from mapping.models import CoordinationSpace, Institution
from planning.forms.groups import group_fields
from planning.models import Pilot


def of_place_or_above(territory: Territory) -> Q:
    """Condition for records of a territory and of all above it."""
    return Q(territory__path__in=[territory.path, *territory.ancestor_paths])


class OpenPilotForm(forms.Form):
    """The day on which the walk begins."""

    opened_on = forms.DateField(label=_("Day on which the pilot begins"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_faults(self)


class ScopeForm(RecordForm[Pilot]):
    """Stage 1: who chose the territory and why, who leads, and under which instrument."""

    class Meta:
        model = Pilot
        fields = (
            "opened_on",
            "selected_on",
            "selection_reason",
            "liaison_name",
            "liaison_post",
            "liaison_unit",
            "liaison_has_mandate",
            "mandate_basis",
            "delegation_document",
            "instrument",
            "instrument_signed_on",
            "no_instrument_reason",
        )
        widgets = {
            "liaison_has_mandate": forms.RadioSelect,
            "selection_reason": forms.Textarea(attrs={"rows": 4}),
            "no_instrument_reason": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {
            "opened_on": _("Day on which the pilot began"),
            "selected_on": _("Day of the decision"),
            "selection_reason": _("Why this territory"),
            "liaison_name": _("Name of the liaison"),
            "liaison_post": _("Post"),
            "liaison_unit": _("Unit"),
            "liaison_has_mandate": _(
                "Does the liaison have a mandate on child labour or on children's care?"
            ),
            "mandate_basis": _("Legal basis of the mandate"),
            "delegation_document": _("Written delegation of the mayor"),
            "instrument": _("Instrument"),
            "instrument_signed_on": _("Day on which it was signed"),
            "no_instrument_reason": _("Why there is no instrument"),
        }
        help_texts = {
            "selection_reason": _("A low level of risk is no reason against. Write what decided."),
            "liaison_name": _("A public servant. Never the name of a child."),
            "mandate_basis": _("For example: municipal regulation, article 47."),
            "delegation_document": _("Only without a mandate. Name the document and its date."),
            "instrument": _("For example: memorandum of understanding."),
            "no_instrument_reason": _("Only if there is none."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Institution.objects.filter(of_place_or_above(self.instance.territory))
        self.fields["liaison_unit"].queryset = units  # type: ignore[attr-defined]  # a choice of rows has one
        self.groups = group_fields(
            self,
            (_("Choice of the territory"), ("opened_on", "selected_on", "selection_reason")),
            (
                _("Liaison"),
                (
                    "liaison_name",
                    "liaison_post",
                    "liaison_unit",
                    "liaison_has_mandate",
                    "mandate_basis",
                    "delegation_document",
                ),
            ),
            (_("Instrument"), ("instrument", "instrument_signed_on", "no_instrument_reason")),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("instrument_signed_on") and not cleaned.get("instrument"):
            self.add_error("instrument", _("Name the instrument that was signed on that day."))
        if cleaned.get("instrument") and cleaned.get("no_instrument_reason"):
            message = _("Name an instrument, or say why there is none: not both.")
            self.add_error("no_instrument_reason", message)
        return cleaned


class DesignForm(RecordForm[Pilot]):
    """Stage 3: the space, the type of intervention, the criteria to grow and the baseline."""

    class Meta:
        model = Pilot
        fields = (
            "space",
            "intervention_type",
            "intervention_reason",
            "expansion_criteria",
            "baseline_method",
        )
        widgets = {
            "intervention_type": forms.RadioSelect,
            "intervention_reason": forms.Textarea(attrs={"rows": 3}),
            "expansion_criteria": forms.Textarea(attrs={"rows": 3}),
            "baseline_method": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {
            "space": _("Coordination space that hosts the plan"),
            "intervention_type": _("Type of intervention"),
            "intervention_reason": _("Why this type"),
            "expansion_criteria": _("When the plan grows to further zones"),
            "baseline_method": _("How the baseline is taken"),
        }
        help_texts = {
            "space": _("Without one the proposal is marked semi-finished. It may advance all the same."),
            "expansion_criteria": _(
                "For example: two of three indicators reach their target in the pilot zones."
            ),
            "baseline_method": _("For example: a survey of households in the pilot zones, by a university."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spaces = CoordinationSpace.objects.filter(of_place_or_above(self.instance.territory))
        self.fields["space"].queryset = spaces  # type: ignore[attr-defined]  # a choice of rows has one
        self.groups = group_fields(
            self,
            (_("Where it is decided"), ("space",)),
            (_("How it works"), ("intervention_type", "intervention_reason")),
            (_("How it grows and how it is measured"), ("expansion_criteria", "baseline_method")),
        )
