"""The long form of a programme, in fieldsets, with the factors it addresses as a table of radio buttons."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.entry import offered
from clrisk_site.people.form_groups import (
    FieldGroup,
    FieldRow,
    FieldTable,
    Group,
    grouped_fields,
    is_taken,
    lines,
    narrow,
)
from clrisk_site.people.forms import RecordForm
from clrisk_site.people.models import User
from diagnosis.models import Factor
from mapping.actions.save_programme import save_programme
from mapping.models import Evidence, Institution, Programme, Strength
from mapping.owners import owner_paths

_GROUPS = (
    Group(_("Identity"), ("name", "institution", "level", "status", "legal_basis")),
    Group(
        _("Rules of operation"),
        ("operation_rules", "operation_rules_year", "website"),
        _("The document that says who may enter and how."),
    ),
    Group(
        _("What it does"),
        ("purpose", "strategy", "acceleration_factor", "benefit_kind", "benefit", "benefit_mxn"),
    ),
    Group(
        _("For whom and where"),
        ("target_population", "age_from", "age_to", "sex", "territorial_scope"),
    ),
    Group(
        _("How one enters"),
        ("requirements", "documents_requested", "how_to_apply", "intake_period", "contact"),
    ),
    Group(
        _("Evidence"),
        ("evidence", "evidence_document", "source", "year", "illustrative"),
        _("What somebody said is claimed; a document makes it confirmed."),
    ),
)
_NOT_LINKED = ""


class ProgrammeForm(RecordForm[Programme]):
    """What a programme is; what it can do in one municipality is the form of its local offer."""

    class Meta:
        model = Programme
        fields = (*(name for group in _GROUPS for name in group.names), "addresses_no_factor")
        labels = {
            "name": _("Name"),
            "level": _("Level of government"),
            "status": _("Does it run?"),
            "legal_basis": _("Legal basis"),
            "operation_rules": _("Title of the rules of operation"),
            "operation_rules_year": _("Year of the rules"),
            "website": _("Web page"),
            "purpose": _("Purpose"),
            "strategy": _("Strategy"),
            "acceleration_factor": _("Acceleration factor"),
            "benefit_kind": _("Kind of benefit"),
            "benefit": _("Benefit"),
            "benefit_mxn": _("Amount of the benefit, in pesos"),
            "target_population": _("Target population"),
            "age_from": _("From age"),
            "age_to": _("To age"),
            "sex": _("Sex"),
            "territorial_scope": _("Where it works"),
            "requirements": _("Requirements to enter"),
            "documents_requested": _("Documents requested"),
            "how_to_apply": _("How one applies"),
            "intake_period": _("Period of intake"),
            "contact": _("Post or office to contact"),
            "evidence": _("How well is this supported?"),
            "evidence_document": _("Document that confirms it"),
            "source": _("Source"),
            "year": _("Year of the source"),
            "illustrative": _("Invented for a demonstration"),
            "addresses_no_factor": _("Reviewed: it addresses none of the factors"),
        }
        help_texts = {
            "name": _("As its rules of operation print it."),
            "status": _("One that closes or is only announced cannot carry an action."),
            "target_population": _("Conditions that a person must meet, in the words of the rules."),
            "how_to_apply": _("Where one goes, in what order, and who decides."),
            "contact": _("A post, an office or its telephone. Never the name of a person."),
            "source": _("Inventory, web page or interview, with its date."),
        }
        error_messages = {
            "name": {"required": _("Write the name of the programme, as its rules print it.")},
            "level": {"required": _("Choose the level of government that runs the programme.")},
        }
        widgets = {
            **lines("purpose", "benefit", "target_population", "requirements", "documents_requested"),
            **lines("how_to_apply"),
            **narrow(4, "operation_rules_year", "year"),
            **narrow(2, "age_from", "age_to"),
            **narrow(10, "benefit_mxn"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = owner_paths(self.instance.territory)
        self.fields["institution"] = forms.ModelChoiceField(
            Institution.objects.filter(territory__path__in=owners),
            label=_("Institution that owns it"),
            help_text=_("If it is missing, record the institution first."),
            error_messages={"required": _("Choose the institution that owns the programme.")},
        )
        strengths = (
            dict(self.instance.factor_links.values_list("factor_id", "strength")) if self.instance.pk else {}
        )
        self._factors = list(offered(Factor, self.instance.territory.country, also=strengths))
        for factor in self._factors:
            self.fields[f"factor_{factor.code}"] = forms.ChoiceField(
                label=str(factor),
                choices=[(_NOT_LINKED, _("No")), *Strength.choices],
                widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
                initial=strengths.get(factor.pk, _NOT_LINKED),
                required=False,
            )

    @property
    def groups(self) -> list[FieldGroup]:
        """The fieldsets in the order of the form."""
        table = FieldTable(
            caption=_("How directly does it address each factor?"),
            columns=(_("Factor"), _("Does it address it?")),
            rows=[FieldRow(str(factor), [self[f"factor_{factor.code}"]]) for factor in self._factors],
        )
        factors = FieldGroup(
            _("Factors that it addresses"),
            [self["addresses_no_factor"]],
            _("This places the programme in the matrix of supply and gaps."),
            table,
        )
        *others, evidence = grouped_fields(self, _GROUPS)
        return [*others, factors, evidence]

    @property
    def strengths(self) -> dict[int, str]:
        """Factor id to strength, for the factors that it addresses."""
        chosen = {factor.pk: self.cleaned_data.get(f"factor_{factor.code}") for factor in self._factors}
        return {pk: strength for pk, strength in chosen.items() if strength}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._check_unique(data)
        check_confirmed(self, data)
        if None not in (data.get("age_from"), data.get("age_to")) and data["age_to"] < data["age_from"]:
            self.add_error("age_to", gettext("The last age is lower than the first. Exchange them."))
        for name in ("age_from", "age_to"):
            if (data.get(name) or 0) > 120:
                self.add_error(name, gettext("Write an age in years, up to 120."))
        for name in ("year", "operation_rules_year"):
            check_year(self, name, data.get(name))
        if data.get("addresses_no_factor") and self.strengths:
            self.add_error(
                "addresses_no_factor",
                gettext("It is linked to factors below. Remove the mark, or answer No for every factor."),
            )
        return data

    def write(self, *, by: User) -> Programme:
        """Save the programme and the factors it addresses in one transaction."""
        return save_programme(
            programme=self.save(commit=False),
            strengths=self.strengths,
            by=by,
            expected_version=self.cleaned_data["version"],
        )

    def _check_unique(self, data: dict[str, Any]) -> None:
        same = {"institution": data.get("institution"), "name": data.get("name")}
        if all(same.values()) and is_taken(self, territory=self.instance.territory, **same):
            self.add_error("name", gettext("This institution already has a programme of this name."))


def check_confirmed(form: forms.BaseModelForm[Any], data: dict[str, Any]) -> None:
    """A claim becomes confirmed only with a document (R14)."""
    if data.get("evidence") == Evidence.CONFIRMED and not data.get("evidence_document"):
        form.add_error(
            "evidence_document",
            gettext("Name the document that confirms it, or choose that it is claimed."),
        )


def check_year(form: forms.BaseModelForm[Any], name: str, year: int | None) -> None:
    """A year has four digits and lies in living memory."""
    if year is not None and not 1950 <= year <= 2100:
        form.add_error(name, gettext("Write a year of four digits, for example 2025."))
