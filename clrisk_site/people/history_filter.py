"""The filters of the history. A period is turned into keys, so that it is found by an index."""

import datetime as dt
from collections import Counter
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_filters.fields import ModelChoiceField

from clrisk_site.catalogue.moments import day_of
from clrisk_site.people.audit_words import ACTIONS, KIND_LABELS, Kind, actions_of
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.people.queries.history import people_of
from clrisk_site.places.models import Territory

_NO_DAY = {"invalid": _("Write a day such as 31/12/2026. Nothing is listed until then.")}
_NO_CHOICE = {"invalid_choice": _("This is not in the list. Choose again; nothing is listed until then.")}


def _day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"class": "govuk-input--width-10"})


class PersonField(ModelChoiceField):
    """People by name; those who share one with somebody else, with account and first day, too."""

    shared_names: frozenset[str] = frozenset()

    def label_from_instance(self, obj: User) -> str:
        """Return the text of one choice."""
        if str(obj) not in self.shared_names:
            return str(obj)
        words = gettext("%(name)s (account %(number)s, since %(day)s)")
        return words % {"name": obj, "number": obj.pk, "day": day_of(obj.date_joined)}


class PersonFilter(filters.ModelChoiceFilter):
    """Narrows down to one person."""

    field_class = PersonField


class HistoryFilter(filters.FilterSet):
    """Person, kind of act, first and last day."""

    person = PersonFilter(
        label=_("Person"),
        queryset=User.objects.none(),
        field_name="by",
        empty_label=_("All"),
        error_messages=_NO_CHOICE,
    )
    kind = filters.ChoiceFilter(
        label=_("Kind"),
        choices=[(str(kind), label) for kind, label in KIND_LABELS.items()],
        method="of_kind",
        empty_label=_("All"),
        error_messages=_NO_CHOICE,
    )
    since = filters.DateFilter(
        label=_("From day"), method="from_day", widget=_day_input(), error_messages=_NO_DAY
    )
    until = filters.DateFilter(
        label=_("To day"), method="to_day", widget=_day_input(), error_messages=_NO_DAY
    )

    class Meta:
        model = AuditEntry
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, territory: Territory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.territory = territory
        people = people_of(territory)
        self.filters["person"].queryset = people
        names = Counter(str(person) for person in people)
        self.form.fields["person"].shared_names = frozenset(name for name in names if names[name] > 1)

    @property
    def qs(self) -> QuerySet[AuditEntry]:
        """What the filters leave: nothing while one of them cannot be understood."""
        found: QuerySet[AuditEntry] = super().qs
        return found if self.is_understood else found.none()

    @property
    def is_understood(self) -> bool:
        """Whether every filter that was set makes sense."""
        return not self.is_bound or self.form.is_valid()

    @property
    def is_active(self) -> bool:
        """Whether any filter is set."""
        return any(self.form.cleaned_data.values()) if self.form.is_valid() else self.is_bound

    def of_kind(self, queryset: QuerySet[AuditEntry], _name: str, value: str) -> QuerySet[AuditEntry]:
        """Keep acts of one kind; what has no sentence of its own is an act upon a record."""
        if value == Kind.RECORDS:
            others = [name for name, sentence in ACTIONS.items() if sentence.kind is not Kind.RECORDS]
            return queryset.exclude(action__in=others)
        return queryset.filter(action__in=actions_of(Kind(value)))

    def from_day(self, queryset: QuerySet[AuditEntry], _name: str, day: dt.date) -> QuerySet[AuditEntry]:
        """Keep acts from the beginning of a day on."""
        first = self._keys().filter(at__gte=_start(day)).order_by("at", "id").first()
        return queryset.filter(id__gte=first) if first else queryset.none()

    def to_day(self, queryset: QuerySet[AuditEntry], _name: str, day: dt.date) -> QuerySet[AuditEntry]:
        """Keep acts up to the end of a day."""
        last = self._keys().filter(at__lt=_start(day + dt.timedelta(days=1))).order_by("-at", "-id").first()
        return queryset.filter(id__lte=last) if last else queryset.none()

    def _keys(self) -> QuerySet[AuditEntry, int]:
        return AuditEntry.objects.filter(territory=self.territory).values_list("id", flat=True)


def _start(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
