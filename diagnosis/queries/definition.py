"""The definition sheets of a territory: the newest one, and the one that is in force."""

from clrisk_site.places.models import Territory
from diagnosis.models import DefinitionSheet


def current_definition(territory: Territory) -> DefinitionSheet | None:
    """Return the newest sheet, draft or frozen."""
    sheets = DefinitionSheet.objects.filter(territory=territory).select_related("frozen_by", "territory")
    return sheets.order_by("-pk").first()


def frozen_definition(territory: Territory) -> DefinitionSheet | None:
    """Return the newest frozen sheet: the definition in force."""
    sheets = DefinitionSheet.objects.filter(territory=territory, frozen_at__isnull=False)
    return sheets.select_related("frozen_by", "territory").order_by("-frozen_at", "-pk").first()
