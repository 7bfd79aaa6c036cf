"""Forms of coordination spaces and their members."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.form_groups import choose_known, is_taken, narrow
from clrisk_site.people.forms import RecordForm
from mapping.models import CoordinationSpace, Institution, SpaceMember, SpaceRole
from mapping.owners import owner_paths


class SpaceForm(RecordForm[CoordinationSpace]):
    """A commission that could host the intervention."""

    class Meta:
        model = CoordinationSpace
        fields = (
            "name",
            "acronym",
            "level",
            "instrument",
            "instrument_date",
            "is_institutionalised",
            "is_child_labour_specific",
            "has_preventive_mandate",
            "meets_every_months",
            "last_session",
            "illustrative",
        )
        labels = {
            "name": _("Name"),
            "acronym": _("Acronym"),
            "level": _("Level of government"),
            "instrument": _("Legal instrument"),
            "instrument_date": _("Date of the instrument"),
            "is_institutionalised": _("Is its operation institutionalised?"),
            "is_child_labour_specific": _("Is it about child labour in particular?"),
            "has_preventive_mandate": _("Does its mandate include prevention?"),
            "meets_every_months": _("Meets every so many months"),
            "last_session": _("Last session"),
            "illustrative": _("Invented for a demonstration"),
        }
        help_texts = {
            "instrument": _("Council resolution, decree or agreement that founded it, with its number."),
            "is_institutionalised": _("With a valid instrument, rules and an action plan."),
        }
        error_messages = {
            "name": {"required": _("Write the name of the space, as its instrument prints it.")},
            "level": {"required": _("Choose the level of government that convenes it.")},
        }
        widgets = {
            **choose_known("is_institutionalised", "is_child_labour_specific", "has_preventive_mandate"),
            **narrow(2, "meets_every_months"),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if is_taken(self, territory=self.instance.territory, name=data.get("name")):
            self.add_error("name", gettext("A space of this name is already recorded here."))
        return data


class MemberForm(RecordForm[SpaceMember]):
    """A seat: institution, sector and role."""

    class Meta:
        model = SpaceMember
        fields = ("institution", "constituency", "role")
        labels = {
            "institution": _("Institution"),
            "constituency": _("Sector that it speaks for"),
            "role": _("Role"),
        }
        error_messages = {
            "constituency": {"required": _("Choose the sector that it speaks for.")},
            "role": {"required": _("Choose its role in the space.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = owner_paths(self.instance.territory)
        self.fields["institution"] = forms.ModelChoiceField(
            Institution.objects.filter(territory__path__in=owners),
            label=_("Institution"),
            help_text=_("If it is missing, record the institution first."),
            error_messages={"required": _("Choose the institution that takes the seat.")},
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        space = self.instance.space
        if data.get("institution") and is_taken(self, space=space, institution=data["institution"]):
            self.add_error("institution", gettext("This institution already has a seat in the space."))
        if data.get("role") == SpaceRole.CHAIR and is_taken(self, space=space, role=SpaceRole.CHAIR):
            self.add_error("role", gettext("The space already has a chair. Change that seat first."))
        return data
