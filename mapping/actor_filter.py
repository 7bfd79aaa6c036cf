"""The filters of the lists of institutions and of actors."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from clrisk_site.places.models import Territory
from mapping.models import ActorRole, GovernmentLevel, Institution, Sector
from mapping.models.searching import search_text
from mapping.queries.actors import profiles_of


class InstitutionFilter(filters.FilterSet):  # type: ignore[misc]  # its library is untyped
    """Text without accents, sector and level."""

    text = filters.CharFilter(
        label=_("Text"), method="with_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    sector = filters.ChoiceFilter(label=_("Sector"), choices=Sector.choices, empty_label=_("All"))
    level = filters.ChoiceFilter(label=_("Level"), choices=GovernmentLevel.choices, empty_label=_("All"))

    class Meta:
        model = Institution
        fields: tuple[str, ...] = ()

    @property
    def is_active(self) -> bool:
        """Whether any filter is set."""
        return any(self.form.cleaned_data.values()) if self.form.is_valid() else bool(self.is_bound)

    def with_words(self, queryset: QuerySet[Institution], _name: str, value: str) -> QuerySet[Institution]:
        """Keep institutions whose name and acronym together have every word."""
        for word in search_text(value).split():
            queryset = queryset.filter(search_text__contains=word)
        return queryset


class ActorFilter(InstitutionFilter):
    """As the list of institutions, and the role that an actor offers in one territory."""

    role = filters.ChoiceFilter(
        label=_("Role that it offers"), choices=ActorRole.choices, method="offering", empty_label=_("All")
    )

    def __init__(self, *args: Any, territory: Territory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.territory = territory

    def offering(self, queryset: QuerySet[Institution], _name: str, value: str) -> QuerySet[Institution]:
        """Keep actors that offer a role; few profiles hold the list of roles, so they are read."""
        offered = [pk for pk, found in profiles_of(self.territory).items() if value in found.roles_offered]
        return queryset.filter(pk__in=offered)
