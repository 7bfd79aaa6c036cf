"""The filters of the list of past interventions."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.entry import offered
from clrisk_site.places.models import Territory
from diagnosis.models import Factor
from mapping.models import Evidence, InterventionKind, PastIntervention
from mapping.models.searching import search_text


class PastInterventionFilter(filters.FilterSet):  # type: ignore[misc]  # its library is untyped
    """Text without accents, kind, factor, and how well it is supported."""

    text = filters.CharFilter(
        label=_("Text"), method="with_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = filters.ChoiceFilter(
        label=_("What it was about"), choices=InterventionKind.choices, empty_label=_("All")
    )
    factor = filters.ModelChoiceFilter(
        label=_("Factor"),
        queryset=Factor.objects.none(),
        field_name="factors",
        to_field_name="code",
        empty_label=_("All"),
    )
    evidence = filters.ChoiceFilter(label=_("Evidence"), choices=Evidence.choices, empty_label=_("All"))

    class Meta:
        model = PastIntervention
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, territory: Territory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = offered(Factor, territory.country).filter(past_interventions__isnull=False)
        self.filters["factor"].queryset = named.distinct()

    @property
    def is_active(self) -> bool:
        """Whether any filter is set."""
        return any(self.form.cleaned_data.values()) if self.form.is_valid() else self.is_bound

    def with_words(
        self, queryset: QuerySet[PastIntervention], _name: str, value: str
    ) -> QuerySet[PastIntervention]:
        """Keep interventions in which every word occurs."""
        for word in search_text(value).split():
            queryset = queryset.filter(search_text__contains=word)
        return queryset
