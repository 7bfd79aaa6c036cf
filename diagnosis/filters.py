"""The filters of the lists: schools, the literature log, findings."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.entry import offered
from clrisk_site.places.models import Territory
from diagnosis.models import DataLevel, Direction, Factor, Finding, Reference, School, Zone
from diagnosis.queries.schools import Register, areas_with_schools


class SchoolFilter(filters.FilterSet):
    """Name or code, area, level, and the register where there are several."""

    text = filters.CharFilter(
        label=_("Name or code"), method="named", widget=forms.TextInput(attrs={"type": "search"})
    )
    area = filters.ModelChoiceFilter(
        label=_("Area"),
        queryset=Territory.objects.none(),
        to_field_name="code",
        method="in_area",
        empty_label=_("All"),
    )
    level = filters.ChoiceFilter(label=_("Level"), empty_label=_("All"))
    register = filters.ChoiceFilter(
        label=_("Register"), method="keep", empty_label=None, null_label=None, required=False
    )

    class Meta:
        model = School
        fields: tuple[str, ...] = ()

    def __init__(
        self, *args: Any, territory: Territory, registers: tuple[Register, ...], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.filters["area"].queryset = areas_with_schools(territory, self.queryset)
        levels = self.queryset.exclude(level="").order_by("level").values_list("level", flat=True).distinct()
        self.filters["level"].extra["choices"] = [(level, level) for level in levels]
        self.filters["register"].extra["choices"] = [
            (one.code, f"{one.source} ({one.year})") for one in registers
        ]
        if len(registers) < 2:
            del self.filters["register"]

    @property
    def is_active(self) -> bool:
        """Whether any filter is set; the register is a choice, not a filter."""
        if not self.form.is_valid():
            return bool(self.is_bound)
        return any(bool(value) for name, value in self.form.cleaned_data.items() if name != "register")

    def named(self, queryset: QuerySet[School], _name: str, value: str) -> QuerySet[School]:
        """Keep schools whose name or code holds the text."""
        return queryset.filter(Q(name__icontains=value) | Q(code__icontains=value))

    def in_area(self, queryset: QuerySet[School], _name: str, value: Territory) -> QuerySet[School]:
        """Keep schools in or below an area."""
        return queryset.filter(territory__in=Territory.objects.within(value))

    def keep(self, queryset: QuerySet[School], _name: str, _value: str) -> QuerySet[School]:
        """Change nothing: the view read the register before it asked for its schools."""
        return queryset


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
