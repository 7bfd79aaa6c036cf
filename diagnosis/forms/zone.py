"""Forms of one zone: its name, neighbourhoods and areas, always with the reason; and dropping it.

Merging and splitting have forms of their own in zone_parts.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.wording import render
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from clrisk_site.tables.wording import plain
from diagnosis.actions.save_zone import drop_zone, save_zone
from diagnosis.actions.zone_changes import lies_elsewhere
from diagnosis.forms.nameless import NamelessForm
from diagnosis.models import Zone, ZoneStatus
from diagnosis.personal_names import telephones_in


def refuse_telephone(text: str) -> None:
    """Raise ValidationError where the name of a place holds a telephone."""
    if telephones_in(text):
        raise forms.ValidationError(_("Take out the telephone number. Here stand names of places."))


class NeighbourhoodsField(forms.CharField):
    """Names, one per line, kept as a list."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        refuse_telephone(str(value or ""))
        lines = (" ".join(line.split()) for line in super().clean(value).splitlines())
        return list(dict.fromkeys(line for line in lines if line))


class AreasField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """Areas of one municipality; one of another municipality is refused by its name."""

    widget = forms.CheckboxSelectMultiple
    municipality: Territory | None = None

    def clean(self, value: Any) -> Any:
        keys = [one for one in value or () if str(one).isdecimal()]
        if self.municipality is not None and keys:
            inside = self.queryset.values_list("pk", flat=True) if self.queryset is not None else []
            known = Territory.objects.filter(pk__in=keys, level__is_micro=True)
            foreign = known.exclude(pk__in=inside).first()
            if foreign is not None and self.municipality.contains(foreign):
                words = _("Area %(code)s left the zone while you read. Load this page again.")
                raise forms.ValidationError(words, params={"code": foreign.code})
            if foreign is not None:
                raise forms.ValidationError(render(lies_elsewhere(foreign, self.municipality)))
        return super().clean(value)


class ZoneForm(NamelessForm[Zone]):
    """Edits a zone.

    `area_choices` are pairs of an area's key and its words, in the order to be listed; `names` are the
    neighbourhoods that were imported for the areas.
    """

    NAMES_PASS = ("name", "neighbourhoods")

    neighbourhoods = NeighbourhoodsField(
        label=_("Neighbourhoods"),
        help_text=_("One per line. People know them better than the codes of areas."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    take_names = forms.BooleanField(
        label=_("Add the neighbourhoods stored for the areas"),
        help_text=_("Those of the areas chosen below join the list above. Each name stands once."),
        required=False,
    )
    areas = AreasField(
        Territory.objects.none(),
        label=_("Areas"),
        help_text=_("An area belongs to one zone at most."),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "c-scroll-list"}),
        error_messages={"required": _("Choose at least one area.")},
    )

    more_codes = forms.CharField(
        label=_("Further areas, by their codes"),
        help_text=_("The list holds the zone's areas and the highest ones. Part codes by commas or blanks."),
        required=False,
    )

    class Meta:
        model = Zone
        fields = ("letter", "name", "neighbourhoods", "status", "areas", "reason")
        labels = {
            "letter": _("Letter"),
            "name": _("Name"),
            "status": _("Status"),
            "reason": _("Reason"),
        }
        help_texts = {
            "letter": _("As it stands on the map, for example A."),
            "name": _("Short, for example: Copoya."),
            "reason": _("Why these areas, and why this change. It stays in the audit."),
        }
        widgets = {
            "letter": forms.TextInput(attrs={"class": "govuk-input--width-2"}),
            "status": forms.RadioSelect,
            "reason": forms.Textarea(attrs={"rows": 3}),
        }

    field_order = (
        "letter", "name", "neighbourhoods", "take_names", "status", "more_codes", "areas", "reason",
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        area_choices: Sequence[tuple[int, str]],
        names: Mapping[int, Sequence[str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.names = names
        if self.instance.pk:
            # The reason of an earlier change is none for this one.
            self.initial["reason"] = ""
            self.fields["reason"].label = _("Reason of this change")
        self.fields["take_names"].initial = self.instance.pk is None
        if not names:
            del self.fields["take_names"]
        areas = self.fields["areas"]
        assert isinstance(areas, AreasField)  # noqa: S101 - tells the type checker
        areas.municipality = self.instance.territory
        areas.queryset = Territory.objects.below(self.instance.territory).filter(level__is_micro=True)
        areas.choices = area_choices
        if areas.queryset.count() > len(area_choices):
            areas.required = False  # codes may stand in for the list
        else:
            del self.fields["more_codes"]
        status = self.fields["status"]
        assert isinstance(status, forms.ChoiceField)  # noqa: S101 - tells the type checker
        status.choices = [
            (value, label) for value, label in ZoneStatus.choices if value != ZoneStatus.DROPPED
        ]

    def clean_name(self) -> str:
        """Refuse a telephone; the numbers of papers are refused in every text."""
        name = str(self.cleaned_data["name"])
        refuse_telephone(name)
        return name

    def clean_letter(self) -> str:
        """Keep the letter unique in the municipality."""
        letter = str(self.cleaned_data["letter"]).strip().upper()
        if not letter.isalnum():
            raise forms.ValidationError(_("Write letters or digits only, for example A."))
        others = Zone.objects.filter(territory=self.instance.territory).exclude(pk=self.instance.pk)
        if others.filter(letter=letter).exists():
            raise forms.ValidationError(
                _("Zone %(letter)s exists already. Choose another letter."), params={"letter": letter}
            )
        return letter

    def clean_more_codes(self) -> list[Territory]:
        """Return the areas that were named by code; refuse a code that is not of this municipality."""
        codes = str(self.cleaned_data["more_codes"]).replace(",", " ").split()
        known = Territory.objects.filter(code__in=codes, level__is_micro=True)
        found = {area.code: area for area in known if self.instance.territory.contains(area)}
        elsewhere = {area.code: area for area in known}
        for code in codes:
            if code in elsewhere and code not in found:
                raise forms.ValidationError(render(lies_elsewhere(elsewhere[code], self.instance.territory)))
            if code not in found:
                raise forms.ValidationError(
                    _("There is no area %(code)s. Check its leading zeros."), params={"code": code}
                )
        return list(found.values())

    def clean_areas(self) -> Any:
        """Refuse areas that another zone holds."""
        more = self.cleaned_data.get("more_codes") or []
        areas = list(dict.fromkeys([*self.cleaned_data["areas"], *more]))
        if not areas:
            raise forms.ValidationError(_("Choose at least one area."))
        held = (
            Zone.areas.through.objects.filter(zone__territory=self.instance.territory, territory__in=areas)
            .exclude(zone=self.instance.pk)
            .exclude(zone__status=ZoneStatus.DROPPED)
            .order_by("territory__path")
            .values_list("territory__code", "zone__letter")
        )
        for code, letter in held:
            raise forms.ValidationError(
                _("Area %(code)s belongs to zone %(letter)s. Take it out there first."),
                params={"code": code, "letter": letter},
            )
        return areas

    def clean(self) -> dict[str, Any]:
        """Add the stored neighbourhoods of the chosen areas, where a person asked for them."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("take_names") and "neighbourhoods" in cleaned:
            known = {plain(name): name for name in cleaned["neighbourhoods"]}
            for area in cleaned.get("areas") or ():
                for name in self.names.get(area.pk, ()):
                    known.setdefault(plain(name), name)
            cleaned["neighbourhoods"] = list(known.values())
        return cleaned

    def write(self, *, by: User) -> Zone:
        """Save the zone, and each change into the trail of zones."""
        zone = self.save(commit=False)
        areas = list(self.cleaned_data["areas"])
        return save_zone(zone, areas=areas, by=by, expected_version=self.expected_version)


class DropZoneForm(NamelessForm[Zone]):
    """Takes a zone out of use; it stays on record with the reason."""

    class Meta:
        model = Zone
        fields = ("reason",)
        labels = {"reason": _("Why is the zone dropped?")}
        help_texts = {"reason": _("The zone stays on record with this reason; its areas become free.")}
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}

    def write(self, *, by: User) -> Zone:
        """Drop the zone, and say so in the trail of zones."""
        return drop_zone(self.save(commit=False), by=by, expected_version=self.expected_version)
