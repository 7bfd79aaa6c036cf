"""Forms of institutions, their powers, and their acknowledgement of the definition."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.entry import offered
from clrisk_site.people.form_groups import is_taken
from clrisk_site.people.forms import RecordForm
from diagnosis.models import Factor
from mapping.models import Competence, DefinitionAcknowledgement, Institution
from mapping.models.institution import GovernmentLevel, Sector
from mapping.owners import owner_paths


class InstitutionForm(RecordForm[Institution]):
    """A body of any level and sector."""

    class Meta:
        model = Institution
        fields = ("name", "acronym", "level", "sector", "website", "source", "illustrative")
        labels = {
            "name": _("Name"),
            "acronym": _("Acronym"),
            "level": _("Level of government"),
            "sector": _("Sector"),
            "website": _("Web page"),
            "source": _("Where this was found"),
            "illustrative": _("Invented for a demonstration"),
        }
        help_texts = {
            "name": _("As its law or regulation writes it."),
            "source": _("Web page, law or directory, with its date."),
        }
        error_messages = {
            "name": {"required": _("Write the name of the institution, as its law prints it.")},
            "level": {"required": _("Choose the level of government, or that it is not a government body.")},
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if is_taken(self, territory=self.instance.territory, name=data.get("name")):
            self.add_error("name", gettext("An institution of this name is already recorded here."))
        is_government = data.get("sector") == Sector.GOVERNMENT
        if is_government and data.get("level") == GovernmentLevel.NONE:
            self.add_error(
                "level", gettext("A government body has a level. Choose it, or change the sector.")
            )
        if data.get("sector") and not is_government and data.get("level") not in (GovernmentLevel.NONE, None):
            self.add_error(
                "level", gettext("Only government bodies have a level. Choose that it is not one.")
            )
        return data


class CompetenceForm(RecordForm[Competence]):
    """What a norm lets an institution do about a factor."""

    class Meta:
        model = Competence
        fields = ("factor", "nature", "document", "article", "illustrative")
        labels = {
            "factor": _("Factor"),
            "nature": _("What the norm lets it do"),
            "document": _("Norm"),
            "article": _("Article"),
            "illustrative": _("Invented for a demonstration"),
        }
        help_texts = {
            "nature": _("If the norm gives no power over the factor, record that too: then it is known."),
            "document": _("Constitution, organic law, regulation or law on children."),
        }
        error_messages = {
            "factor": {"required": _("Choose the factor that the norm speaks of.")},
            "nature": {"required": _("Choose what the norm lets the institution do.")},
            "document": {"required": _("Write the name of the norm, for example Ley Orgánica Municipal.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["factor"] = forms.ModelChoiceField(
            offered(Factor, self.instance.territory.country),
            label=_("Factor"),
            error_messages={"required": _("Choose the factor that the norm speaks of.")},
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        same = {name: data.get(name) for name in ("factor", "nature", "document")}
        if all(same.values()) and is_taken(self, institution=self.instance.institution, **same):
            self.add_error("document", gettext("This power with this norm is already recorded."))
        return data


class AcknowledgementForm(RecordForm[DefinitionAcknowledgement]):
    """That an institution acknowledged the working definition, and when."""

    class Meta:
        model = DefinitionAcknowledgement
        fields = ("institution", "acknowledged_on")
        labels = {"institution": _("Institution"), "acknowledged_on": _("Date")}
        error_messages = {
            "acknowledged_on": {"required": _("Write the date, for example 10/06/2026.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sheet, owners = self.instance.sheet, owner_paths(self.instance.territory)
        self.fields["institution"] = forms.ModelChoiceField(
            Institution.objects.filter(territory__path__in=owners).exclude(acknowledgements__sheet=sheet),
            label=_("Institution"),
            help_text=_("Only institutions that have not acknowledged this definition yet."),
            error_messages={"required": _("Choose the institution.")},
        )

    def clean_acknowledged_on(self) -> dt.date:
        date: dt.date = self.cleaned_data["acknowledged_on"]
        frozen = self.instance.sheet.frozen_at
        if date > timezone.localdate():
            raise forms.ValidationError(gettext("The date lies in the future. Write the day it happened."))
        if frozen is not None and date < timezone.localdate(frozen):
            raise forms.ValidationError(
                gettext("The definition was frozen later, on %(date)s. Write that day or one after it.")
                % {"date": timezone.localdate(frozen).strftime("%d/%m/%Y")}
            )
        return date
