"""Forms that make one zone of several, and two of one; each with its reason."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from diagnosis.actions.join_zones import merge_zones, split_zone
from diagnosis.forms.nameless import NamelessForm
from diagnosis.forms.zone import AreasField, NeighbourhoodsField, refuse_telephone
from diagnosis.models import Zone, ZoneStatus


class MergeZonesForm(NamelessForm[Zone]):
    """Puts the areas of other zones into one. `zone_choices` are pairs of a zone's key and its words."""

    others = forms.ModelMultipleChoiceField(
        Zone.objects.none(),
        label=_("Zones that join it"),
        help_text=_("Their areas and neighbourhoods come along. Their letters leave use."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one other zone.")},
    )

    class Meta:
        model = Zone
        fields = ("reason",)
        labels = {"reason": _("Why are the zones merged?")}
        help_texts = {"reason": _("It stays in the trail of zones.")}
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}

    field_order = ("others", "reason")

    def __init__(self, *args: Any, zone_choices: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = self.fields["others"]
        assert isinstance(others, forms.ModelMultipleChoiceField)  # noqa: S101 - tells the type checker
        zones = Zone.objects.filter(territory=self.instance.territory).exclude(status=ZoneStatus.DROPPED)
        others.queryset = zones.exclude(pk=self.instance.pk)
        others.choices = zone_choices

    def write(self, *, by: User) -> Zone:
        """Merge the zones."""
        zone = self.save(commit=False)
        others = list(self.cleaned_data["others"])
        return merge_zones(zone, others, by=by, expected_version=self.expected_version)


class SplitZoneForm(NamelessForm[Zone]):
    """Makes a new zone of some areas of a zone. `area_choices` are pairs of an area's key and its words."""

    NAMES_PASS = ("new_name", "new_neighbourhoods")

    areas = AreasField(
        Territory.objects.none(),
        label=_("Areas of the new zone"),
        help_text=_("The other areas stay where they are."),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "c-scroll-list"}),
        error_messages={"required": _("Choose at least one area.")},
    )
    new_name = forms.CharField(
        label=_("Name of the new zone"), max_length=120, help_text=_("Short, for example: Copoya.")
    )
    new_neighbourhoods = NeighbourhoodsField(
        label=_("Neighbourhoods of the new zone"),
        help_text=_("One per line. The zone that is split loses those that are named here."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    class Meta:
        model = Zone
        fields = ("reason",)
        labels = {"reason": _("Why is the zone split?")}
        help_texts = {"reason": _("It stays in the trail of zones.")}
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}

    field_order = ("areas", "new_name", "new_neighbourhoods", "reason")

    def __init__(self, *args: Any, area_choices: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = self.fields["areas"]
        assert isinstance(areas, AreasField)  # noqa: S101 - tells the type checker
        areas.municipality = self.instance.territory
        areas.queryset = Territory.objects.filter(zones=self.instance)
        areas.choices = area_choices

    def clean_new_name(self) -> str:
        """Refuse a telephone, as in the form of one zone."""
        name = str(self.cleaned_data["new_name"])
        refuse_telephone(name)
        return name

    def clean_areas(self) -> Any:
        """Refuse a split that leaves the zone without areas."""
        areas = self.cleaned_data["areas"]
        if len(areas) >= self.instance.areas.count():
            raise forms.ValidationError(
                _("Choose some of the areas of zone %(letter)s, but not all of them."),
                params={"letter": self.instance.letter},
            )
        return areas

    @property
    def related(self) -> dict[str, Any]:
        """Nothing: the areas chosen here are those of the new zone, which the action makes."""
        return {}

    def write(self, *, by: User) -> Zone:
        """Split the zone."""
        given = self.cleaned_data
        return split_zone(
            self.save(commit=False),
            list(given["areas"]),
            name=given["new_name"],
            neighbourhoods=given["new_neighbourhoods"],
            by=by,
            expected_version=self.expected_version,
        )
