"""The filters of the list of programmes."""

from collections.abc import Mapping
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.entry import offered
from clrisk_site.figures.kleene import Known
from clrisk_site.places.models import Territory
from diagnosis.models import Factor, Zone, ZoneStatus
from mapping.models import Evidence, GovernmentLevel, LocalOffer, OfferCoverage, OfferStatus, Programme
from mapping.models import Known as Answer
from mapping.owners import owner_paths
from mapping.queries.finding.words import in_programme_or_institution, words_of
from mapping.queries.programmes import eligibility_of, statuses_judged

_ELIGIBILITY = [
    (Known.YES.value, _("Eligible")),
    (Known.NO.value, _("Not eligible")),
    (Known.UNKNOWN.value, _("Not known yet")),
]
_EVIDENCE = [
    ("confirmed", _("Confirmed with documents")),
    ("partly", _("Confirmed in part")),
    ("claimed", _("Only claimed")),
]


class ProgrammeFilter(filters.FilterSet):  # type: ignore[misc]  # its library is untyped
    """Text without accents, level, factor, zone reached, eligibility here, evidence, and status."""

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
    evidence = filters.ChoiceFilter(
        label=_("Evidence"), choices=_EVIDENCE, method="with_evidence", empty_label=_("All")
    )
    status = filters.ChoiceFilter(label=_("Runs"), choices=OfferStatus.choices, empty_label=_("All"))

    class Meta:
        model = Programme
        fields: tuple[str, ...] = ()

    def __init__(
        self, *args: Any, territory: Territory, offers: Mapping[int, LocalOffer], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offers, self.paths = offers, owner_paths(territory)
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

    @property
    def is_refused(self) -> bool:
        """Whether a filter has a value that is not offered, such as a zone that was given up since."""
        return bool(self.is_bound and not self.form.is_valid())

    @property
    def qs(self) -> QuerySet[Programme]:
        """Those that fit; none where a filter is refused, since all would pass for its answer."""
        found: QuerySet[Programme] = self.queryset.none() if self.is_refused else super().qs
        return found

    def with_words(self, queryset: QuerySet[Programme], _name: str, value: str) -> QuerySet[Programme]:
        """Keep programmes in which every word occurs, in their own texts or their institution's."""
        return queryset.filter(in_programme_or_institution(words_of(value), self.paths))

    def reaching(self, queryset: QuerySet[Programme], _name: str, zone: Zone) -> QuerySet[Programme]:
        """Keep programmes whose newest offer here is known to reach the zone."""
        newest = [offer.pk for offer in self.offers.values()]
        rows = OfferCoverage.objects.filter(zone=zone, reaches=Answer.YES, offer__in=newest)
        return queryset.filter(pk__in=rows.values("offer__programme_id"))

    def with_eligibility(self, queryset: QuerySet[Programme], _name: str, value: str) -> QuerySet[Programme]:
        """Keep programmes of one verdict; it follows from several records, so it is judged and not stored."""
        wanted, offered_here = Known(value), queryset.filter(pk__in=list(self.offers))
        kept = [one.pk for one in offered_here if eligibility_of(one, self.offers).verdict is wanted]
        others = Q(status__in=statuses_judged(wanted)) & ~Q(pk__in=list(self.offers))
        return queryset.filter(Q(pk__in=kept) | others)

    def with_evidence(self, queryset: QuerySet[Programme], _name: str, value: str) -> QuerySet[Programme]:
        """Keep programmes by how well definition and newest local offer are supported, together."""
        confirmed = [pk for pk, offer in self.offers.items() if offer.evidence == Evidence.CONFIRMED]
        claimed = [pk for pk in self.offers if pk not in set(confirmed)]
        defined, offer, open_offer = Q(evidence=Evidence.CONFIRMED), Q(pk__in=confirmed), Q(pk__in=claimed)
        states = {
            "confirmed": defined & ~open_offer,
            "partly": (defined & open_offer) | (~defined & offer),
            "claimed": ~defined & ~offer,
        }
        return queryset.filter(states[value])
