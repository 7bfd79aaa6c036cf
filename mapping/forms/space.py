"""Forms of coordination spaces and their members."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.form_groups import (
    FieldGroup,
    Group,
    choose_known,
    grouped_fields,
    is_taken,
    narrow,
)
from clrisk_site.people.forms import RecordForm
from clrisk_site.places.models import Territory
from mapping.models import CoordinationSpace, Institution, SpaceMember, SpaceRole
from mapping.models.space import may_speak_for
from mapping.owners import owner_paths
from mapping.score_words import SCORE_CHOICES

_KNOWN = (
    "is_institutionalised",
    "is_child_labour_specific",
    "has_preventive_mandate",
    "are_decisions_binding",
    "can_host",
)
_GROUPS = (
    Group(_("Identity"), ("name", "acronym", "level")),
    Group(
        _("What founded it"),
        ("instrument", "instrument_date", "is_institutionalised", "are_decisions_binding"),
    ),
    Group(_("What it is for"), ("is_child_labour_specific", "has_preventive_mandate")),
    Group(_("How it meets"), ("meets_every_months", "last_session")),
    Group(
        _("Whether it could host the intervention"),
        ("can_host", "will", "capacity", "judged_from"),
        _("Will and capacity are for a preventive intervention. Leave empty what nobody has judged."),
    ),
    Group(_("Record"), ("illustrative",)),
)


class SpaceForm(RecordForm[CoordinationSpace]):
    """A commission that could host the intervention."""

    class Meta:
        model = CoordinationSpace
        fields = tuple(name for group in _GROUPS for name in group.names)
        labels = {
            "name": _("Name"),
            "acronym": _("Acronym"),
            "level": _("Level of government"),
            "instrument": _("Legal instrument"),
            "instrument_date": _("Date of the instrument"),
            "is_institutionalised": _("Is its operation institutionalised?"),
            "is_child_labour_specific": _("Is it about child labour in particular?"),
            "has_preventive_mandate": _("Does its mandate include prevention?"),
            "are_decisions_binding": _("Do its decisions bind its members?"),
            "can_host": _("Can it host the intervention?"),
            "will": _("Will to support prevention"),
            "capacity": _("Capacity to support prevention"),
            "judged_from": _("What this judgement rests on"),
            "meets_every_months": _("Meets every so many months"),
            "last_session": _("Last session"),
            "illustrative": _("Invented for a demonstration"),
        }
        help_texts = {
            "instrument": _("Council resolution, decree or agreement that founded it, with its number."),
            "is_institutionalised": _("With a valid instrument, rules and an action plan."),
            "are_decisions_binding": _("What its instrument says, not what is usual."),
            "judged_from": _("For example: minutes of the last year, or interviews by post."),
        }
        error_messages = {
            "name": {"required": _("Write the name of the space, as its instrument prints it.")},
            "level": {"required": _("Choose the level of government that convenes it.")},
        }
        widgets = {
            **choose_known(*_KNOWN),
            **narrow(2, "meets_every_months"),
            "will": forms.Select(choices=SCORE_CHOICES),
            "capacity": forms.Select(choices=SCORE_CHOICES),
        }

    @property
    def groups(self) -> list[FieldGroup]:
        """The fieldsets in the order of the form."""
        return grouped_fields(self, _GROUPS)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        judged = data.get("will") is not None or data.get("capacity") is not None
        if judged and not data.get("judged_from"):
            words = gettext("Say what the scores rest on, for example the minutes of its sessions.")
            self.add_error("judged_from", words)
        for name, words in (
            ("instrument_date", gettext("The instrument cannot be of a day to come. Check the year.")),
            ("last_session", gettext("The last session cannot lie ahead. Write the last one that was held.")),
        ):
            if data.get(name) and data[name] > timezone.localdate():
                self.add_error(name, words)
        if data.get("meets_every_months") == 0:
            words = gettext("Write every how many months it meets, from 1 on. Leave it empty if not known.")
            self.add_error("meets_every_months", words)
        if is_taken(self, territory=self.instance.territory, name=data.get("name")):
            self.add_error("name", gettext("A space of this name is already recorded here."))
        return data


class _InstitutionField(forms.ModelChoiceField):  # type: ignore[type-arg]  # it is generic in the stubs alone
    """Institutions of several places; each is told with its place, since many are called alike."""

    def label_from_instance(self, institution: Institution) -> str:
        return f"{institution.full_name} ({institution.territory.name})"


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
        place = self.instance.territory
        # A state's commission seats municipal bodies, which their own municipality records.
        self.fields["institution"] = _InstitutionField(
            Institution.objects.select_related("territory").filter(
                Q(territory__path__in=owner_paths(place)) | Q(territory__in=Territory.objects.below(place))
            ),
            label=_("Institution"),
            help_text=_("If it is missing, record the institution first."),
            error_messages={"required": _("Choose the institution that takes the seat.")},
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        space = self.instance.space
        if data.get("institution") and is_taken(self, space=space, institution=data["institution"]):
            self.add_error("institution", gettext("This institution already has a seat in the space."))
        self._check_sector(data.get("institution"), data.get("constituency"))
        if data.get("role") == SpaceRole.CHAIR and is_taken(self, space=space, role=SpaceRole.CHAIR):
            self.add_error("role", gettext("The space already has a chair. Change that seat first."))
        return data

    def _check_sector(self, institution: Institution | None, constituency: str | None) -> None:
        if institution and constituency and not may_speak_for(constituency, institution):
            words = gettext("%(name)s is of another sector: %(sector)s. It cannot speak for this one.")
            sector = institution.get_sector_display()
            self.add_error("constituency", words % {"name": institution, "sector": sector})
