"""The filter of the list of interviews: how far each has come, and words of its institution."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mapping.models import Interview, InterviewState
from mapping.models.searching import search_text

WITHDRAWN = "withdrawn"


class InterviewFilter(filters.FilterSet):  # type: ignore[misc]  # its base class ships no types
    """State and institution."""

    state = filters.ChoiceFilter(
        label=_("How far it has come"),
        empty_label=_("All"),
        choices=[*InterviewState.choices, (WITHDRAWN, _("Withdrawn"))],
        method="in_state",
    )
    text = filters.CharFilter(label=_("Institution"), method="of_institution")

    class Meta:
        model = Interview
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["text"].field.widget.input_type = "search"

    @property
    def is_active(self) -> bool:
        """Whether anything narrows the list down."""
        return bool(self.form.is_valid() and any(self.form.cleaned_data.values()))

    def in_state(self, queryset: QuerySet[Interview], _name: str, value: str) -> QuerySet[Interview]:
        """Keep one state; a withdrawn interview has no other."""
        if value == WITHDRAWN:
            return queryset.filter(withdrawn_on__isnull=False)
        return queryset.filter(withdrawn_on__isnull=True, state=value)

    def of_institution(self, queryset: QuerySet[Interview], _name: str, value: str) -> QuerySet[Interview]:
        """Keep interviews whose institution holds the words, with or without accents."""
        found = [
            row.pk
            for row in queryset
            if all(word in search_text(row.institution.full_name) for word in search_text(value).split())
        ]
        return queryset.filter(pk__in=found)
