"""How far the mapping of a municipality has come: counts, and the one thing that waits."""

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from clrisk_site.figures.kleene import Known
from clrisk_site.places.models import Territory
from mapping.models import (
    BeneficiaryCounting,
    Competence,
    CompetenceNature,
    CoordinationSpace,
    Institution,
    ProgrammeFactor,
)
from mapping.owners import owner_paths
from mapping.queries.programmes import eligibility_counts, newest_offers, programmes_seen_from


@dataclass(frozen=True)
class MappingProgress:
    """What has been recorded so far, seen from one municipality."""

    institutions: int
    programmes: int
    offers: int
    offers_eligible: int
    offers_unknown: int
    unlinked_programmes: int
    competences: int
    spaces: int
    countings: int = 0

    @property
    def is_started(self) -> bool:
        """Whether anything was recorded."""
        return any((self.programmes, self.offers, self.spaces, self.competences))

    @property
    def is_complete(self) -> bool:
        """Whether each part of the mapping has its records and no programme waits for its factors."""
        recorded = all((self.programmes, self.offers, self.competences, self.spaces))
        return recorded and not self.unlinked_programmes

    @property
    def summary(self) -> str:
        """One sentence for the task list."""
        if not self.programmes:
            return gettext("No programme has been recorded yet.")
        text = ngettext("%(count)s programme", "%(count)s programmes", self.programmes)
        known = gettext("%(eligible)s eligible, %(unknown)s not known yet") % {
            "eligible": self.offers_eligible,
            "unknown": self.offers_unknown,
        }
        return f"{text % {'count': self.programmes}}: {known}."


def mapping_progress(territory: Territory) -> MappingProgress:
    """Count what has been recorded; the number of queries does not depend on how much that is."""
    owners = owner_paths(territory)
    programmes = list(programmes_seen_from(territory))
    offers = newest_offers(territory)
    linked = set(
        ProgrammeFactor.objects.filter(programme__territory__path__in=owners).values_list(
            "programme_id", flat=True
        )
    )
    counts = eligibility_counts(programmes, offers)
    return MappingProgress(
        institutions=Institution.objects.filter(territory__path__in=owners).count(),
        programmes=len(programmes),
        offers=len(offers),
        offers_eligible=counts[Known.YES],
        offers_unknown=counts[Known.UNKNOWN],
        unlinked_programmes=sum(one.awaits_review(is_linked=one.pk in linked) for one in programmes),
        competences=Competence.objects.filter(territory__path__in=owners)
        .exclude(nature=CompetenceNature.NONE)
        .count(),
        spaces=CoordinationSpace.objects.filter(territory__path__in=owners).count(),
        countings=BeneficiaryCounting.objects.filter(territory=territory).count(),
    )
