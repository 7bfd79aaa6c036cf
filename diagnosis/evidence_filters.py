"""The filters of the literature log and of the findings."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.entry import offered
from clrisk_site.places.models import Territory
from diagnosis.models import DataLevel, Direction, Factor, Finding, Reference, Zone


def _by_factor(territory: Territory, used: str) -> QuerySet[Factor]:
    """Return the factors that some row of this place speaks of."""
    return offered(Factor, territory.country).filter(**{used: territory}).distinct()


class ReferenceFilter(filters.FilterSet):
    """Words of the citation, factor, and what the publication describes."""

    text = filters.CharFilter(
        label=_("Text"),
        field_name="citation",
        lookup_expr="icontains",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    factor = filters.ModelChoiceFilter(
        label=_("Factor"),
        queryset=Factor.objects.none(),
        field_name="mentions__factor",
        to_field_name="code",
        empty_label=_("All"),
    )
    level = filters.ChoiceFilter(
        label=_("What it describes"), choices=DataLevel.choices, empty_label=_("All")
    )

    class Meta:
        model = Reference
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, territory: Territory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["factor"].queryset = _by_factor(territory, "mentions__reference__territory")

    @property
    def is_active(self) -> bool:
        """Whether any filter is set."""
        return any(self.form.cleaned_data.values()) if self.form.is_valid() else self.is_bound


class FindingFilter(filters.FilterSet):
    """Factor, direction and zone of a finding."""

    factor = filters.ModelChoiceFilter(
        label=_("Factor"), queryset=Factor.objects.none(), to_field_name="code", empty_label=_("All")
    )
    strength = filters.ChoiceFilter(label=_("Direction"), choices=Direction.choices, empty_label=_("All"))
    zone = filters.ModelChoiceFilter(
        label=_("Zone"), queryset=Zone.objects.none(), to_field_name="letter", empty_label=_("All")
    )

    class Meta:
        model = Finding
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, territory: Territory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["factor"].queryset = _by_factor(territory, "findings__territory")
        self.filters["zone"].queryset = Zone.objects.filter(
            territory=territory, findings__territory=territory
        ).distinct()

    @property
    def is_active(self) -> bool:
        """Whether any filter is set."""
        return any(self.form.cleaned_data.values()) if self.form.is_valid() else self.is_bound
