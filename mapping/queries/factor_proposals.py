"""Programmes whose factors nobody reviewed yet, with the factors that their own words suggest."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from clrisk_site.catalogue.entry import offered
from clrisk_site.places.models import Territory
from diagnosis.models import Factor
from mapping.factor_keywords import keyword_rules, suggest
from mapping.models import OfferStatus, Programme
from mapping.queries.programmes import programmes_seen_from


@dataclass(frozen=True)
class FactorProposal:
    """One factor, how directly, and the words of the programme that suggest it."""

    factor: Factor
    strength: str
    quoted: tuple[str, ...]


@dataclass(frozen=True)
class ProposedProgramme:
    """A programme with what is proposed for it; empty where no word fits."""

    programme: Programme
    proposals: Sequence[FactorProposal] = field(default_factory=tuple)


def awaiting_review(territory: Territory) -> QuerySet[Programme]:
    """Return the programmes seen from here that may run and that nobody reviewed."""
    open_ones = programmes_seen_from(territory).filter(factor_links__isnull=True, addresses_no_factor=False)
    return open_ones.exclude(Q(status=OfferStatus.CLOSING) | Q(status=OfferStatus.ANNOUNCED))


def proposals_for(programmes: Sequence[Programme], territory: Territory) -> list[ProposedProgramme]:
    """Return what is proposed for each programme, among the factors that the country offers."""
    factors = {factor.code: factor for factor in offered(Factor, territory.country)}
    rules = [rule for rule in keyword_rules() if rule.factor in factors]
    return [
        ProposedProgramme(
            one,
            tuple(
                FactorProposal(factors[found.factor], found.strength, found.quoted)
                for found in suggest(_texts(one), rules)
            ),
        )
        for one in programmes
    ]


def _texts(programme: Programme) -> tuple[str, ...]:
    return programme.name, programme.purpose, programme.target_population, programme.benefit
