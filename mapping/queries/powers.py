"""Powers as rows of a page: those of one institution, and those that were read in one norm."""

from django.db.models import F, QuerySet

from clrisk_site.places.models import Territory
from mapping.models import Competence, Institution, Norm
from mapping.owners import owner_paths


def powers_of_institution(institution: Institution, territory: Territory) -> QuerySet[Competence]:
    """Return the powers of an institution, as a territory sees them: over child labour itself first."""
    rows = institution.competences.filter(territory__path__in=owner_paths(territory))
    rows = rows.select_related("factor", "territory", "norm")
    # Databases disagree on where what has no factor stands, unless they are told.
    return rows.order_by(F("factor__position").asc(nulls_first=True), "document", "article", "pk")


def powers_in(norm: Norm, territory: Territory) -> list[Competence]:
    """Return what a norm gives to institutions, as a territory or one above it recorded it."""
    rows = norm.competences.filter(territory__path__in=owner_paths(territory))
    rows = rows.select_related("factor", "institution__territory")
    position = F("factor__position").asc(nulls_first=True)
    return list(rows.order_by("institution__name", position, "article", "pk"))
