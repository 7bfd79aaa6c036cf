"""Stores what a person decided about the factors of several programmes at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from clrisk_site.people.models import User
from clrisk_site.people.writing import ConflictError
from mapping.actions.save_programme import save_programme
from mapping.models import Programme


@dataclass(frozen=True)
class FactorDecision:
    """What one programme addresses, with the reason of each link; nothing at all where `links` is empty."""

    programme: Programme
    version: int
    links: Mapping[int, str] = field(default_factory=dict)
    reasons: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reviewed:
    """How many programmes were reviewed, and which somebody else had changed meanwhile."""

    done: int
    stale: Sequence[Programme]


@transaction.atomic
def review_factors(*, decisions: Sequence[FactorDecision], by: User) -> Reviewed:
    """Store the decisions; a programme that somebody changed since it was shown stays as it is."""
    done, stale = 0, []
    for decision in decisions:
        programme = decision.programme
        programme.addresses_no_factor = not decision.links
        try:
            with transaction.atomic():
                save_programme(
                    programme=programme,
                    strengths=decision.links,
                    reasons=decision.reasons,
                    by=by,
                    expected_version=decision.version,
                )
        except ConflictError:
            stale.append(programme)
        else:
            done += 1
    return Reviewed(done, stale)
