"""The filters of the list of programmes."""

from collections.abc import Mapping, Sequence
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.entry import offered
from clrisk_site.figures.kleene import Known
from clrisk_site.places.models import Territory
from diagnosis.models import Factor, Zone, ZoneStatus
from mapping.models import BeneficiaryCount, GovernmentLevel, LocalOffer, OfferCoverage, Programme
from mapping.models import Known as Answer
from mapping.models.searching import search_text
from mapping.queries.programmes import eligibility_of

_ELIGIBILITY = [
    (Known.YES.value, _("Eligible")),
    (Known.NO.value, _("Not eligible")),
    (Known.UNKNOWN.value, _("Not known yet")),
]


class ProgrammeFilter(filters.FilterSet):
    """Text without accents, level, factor, zone reached, and eligibility in this municipality."""

    text = filters.CharFilter(
        label=_("Text"), method="with_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    level = filters.ChoiceFilter(label=_("Level"), choices=GovernmentLevel.choices, empty_label=_("All"))
    factor = filters.ModelChoiceFilter(
        label=_("Factor"),
        queryset=Factor.objects.none(),
        field_name="factors",
        to_field_name="code",
        empty_label=_("All"),
    )
    zone = filters.ModelChoiceFilter(
        label=_("Reaches zone"),
        queryset=Zone.objects.none(),
        to_field_name="letter",
        method="reaching",
        empty_label=_("All"),
    )
    eligibility = filters.ChoiceFilter(
        label=_("Eligibility"), choices=_ELIGIBILITY, method="with_eligibility", empty_label=_("All")
    )

    class Meta:
        model = Programme
        fields: tuple[str, ...] = ()

    def __init__(
        self, *args: Any, territory: Territory, offers: Mapping[int, LocalOffer], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offers = offers
        used = Q(programmes__isnull=False) | Q(weights__territory=territory)
        self.filters["factor"].queryset = offered(Factor, territory.country).filter(used).distinct()
        if territory.level.is_municipal:
            zones = Zone.objects.filter(territory=territory).exclude(status=ZoneStatus.DROPPED)
            self.filters["zone"].queryset = zones
        else:
            del self.filters["zone"], self.filters["eligibility"]  # both speak of local offers

    @property
    def is_active(self) -> bool:
        """Whether any filter is set."""
        return any(self.form.cleaned_data.values()) if self.form.is_valid() else self.is_bound

    def with_words(self, queryset: QuerySet[Programme], _name: str, value: str) -> QuerySet[Programme]:
        """Keep programmes in which every word occurs, in their own texts or their institution's."""
        for word in search_text(value).split():
            queryset = queryset.filter(
                Q(search_text__contains=word) | Q(institution__search_text__contains=word)
            )
        return queryset

    def reaching(self, queryset: QuerySet[Programme], _name: str, zone: Zone) -> QuerySet[Programme]:
        """Keep programmes whose newest offer here is known to reach the zone."""
        newest = [offer.pk for offer in self.offers.values()]
        rows = OfferCoverage.objects.filter(zone=zone, reaches=Answer.YES, offer__in=newest)
        return queryset.filter(pk__in=rows.values("offer__programme_id"))

    def with_eligibility(self, queryset: QuerySet[Programme], _name: str, value: str) -> QuerySet[Programme]:
        """Keep programmes of one verdict; it follows from several records, so it is judged and not stored."""
        kept = [
            programme.pk
            for programme in queryset
            if eligibility_of(programme, self.offers).verdict is Known(value)
        ]
        return queryset.filter(pk__in=kept)


class CountingFilter(filters.FilterSet):
    """Programme and sex of one counting: which part of its protected table is shown."""

    programme = filters.ChoiceFilter(label=_("Programme"), empty_label=_("All"), method="untouched")
    sex = filters.ChoiceFilter(label=_("Sex"), empty_label=_("All"), method="untouched")

    class Meta:
        model = BeneficiaryCount
        fields: tuple[str, ...] = ()

    def __init__(
        self,
        *args: Any,
        programmes: Sequence[tuple[str, str]],
        sexes: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, queryset=BeneficiaryCount.objects.none(), **kwargs)
        self.filters["programme"].extra["choices"] = programmes
        self.filters["sex"].extra["choices"] = sexes
        if len(programmes) < 2:
            del self.filters["programme"]
        if len(sexes) < 2:
            del self.filters["sex"]

    @property
    def chosen(self) -> tuple[str, str]:
        """Programme and sex, each "" for all; what is not offered chooses nothing."""
        data = self.form.cleaned_data if self.form.is_valid() else {}
        return str(data.get("programme") or ""), str(data.get("sex") or "")

    @property
    def is_active(self) -> bool:
        """Whether anything is chosen."""
        return any(self.chosen)

    def untouched(
        self, queryset: QuerySet[BeneficiaryCount], _name: str, _value: str
    ) -> QuerySet[BeneficiaryCount]:
        """Leave the rows: what is shown is cut from the protected table, not counted anew."""
        return queryset
