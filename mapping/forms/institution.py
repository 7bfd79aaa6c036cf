"""Forms of institutions, and of their acknowledgement of the definition."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.form_groups import is_taken, lines
from clrisk_site.people.forms import RecordForm
from clrisk_site.tables.wording import plain
from mapping.models import DefinitionAcknowledgement, Institution
from mapping.models.institution import GovernmentLevel, Sector
from mapping.owners import owner_paths


class InstitutionForm(RecordForm[Institution]):
    """A body of any level and sector."""

    class Meta:
        model = Institution
        fields = (
            "name",
            "acronym",
            "level",
            "sector",
            "parent",
            "description",
            "website",
            "email",
            "phone",
            "source",
            "illustrative",
        )
        labels = {
            "parent": _("Local part of"),
            "description": _("What it does"),
            "email": _("E-mail of the institution"),
            "phone": _("Telephone of the institution"),
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
            "email": _("Of the institution, not of a person. Persons are recorded with their post."),
        }
        widgets = lines("description")
        error_messages = {
            "name": {"required": _("Write the name of the institution, as its law prints it.")},
            "level": {"required": _("Choose the level of government, or that it is not a government body.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = owner_paths(self.instance.territory)
        self.fields["parent"] = forms.ModelChoiceField(
            Institution.objects.filter(territory__path__in=owners).exclude(pk=self.instance.pk),
            label=_("Local part of"),
            required=False,
            empty_label=gettext("It is a body of its own"),
            help_text=_("The body of which this one is a delegation, directorate or local office."),
        )

    def clean_parent(self) -> Institution | None:
        parent: Institution | None = self.cleaned_data["parent"]
        above, seen = parent, set[int]()
        while above is not None and above.pk not in seen:
            if above.pk == self.instance.pk:
                raise forms.ValidationError(
                    gettext("%(parent)s is itself a part of this institution. Choose another one.")
                    % {"parent": parent}
                )
            seen.add(above.pk)
            above = above.parent
        return parent

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._check_name(data)
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

    def _check_name(self, data: dict[str, Any]) -> None:
        """Refuse a body that is recorded here or above: the same name but for accents, of the same level.

        Two levels may each have a body of one name.
        """
        name, level = data.get("name"), data.get("level")
        if not name or not {"name", "level"} & set(self.changed_data):
            return
        if is_taken(self, territory=self.instance.territory, name=name):
            self.add_error("name", gettext("An institution of this name is already recorded here."))
            return
        seen = Institution.objects.filter(territory__path__in=owner_paths(self.instance.territory))
        others = seen.exclude(pk=self.instance.pk).filter(level=level).select_related("territory")
        found = next((one for one in others if plain(one.name) == plain(name)), None)
        if found is not None:
            words = gettext("“%(name)s” is already recorded in %(place)s, at this level. Use that one.")
            self.add_error("name", words % {"name": found.name, "place": found.territory.name})


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
