"""The values of other levels that are used for a territory, each with its reason."""

from django.db.models import QuerySet

from clrisk_site.places.models import Territory
from diagnosis.models import Inference


def inferences_of(territory: Territory) -> QuerySet[Inference]:
    """Read the inferences of a territory with the factors they are about."""
    return Inference.objects.filter(territory=territory).select_related("factor", "territory")
