"""The definition sheets of a territory: the newest one, the one that is in force, and the frozen versions."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from clrisk_site.people.models import Snapshot
from clrisk_site.places.models import Territory
from diagnosis.models import DefinitionSheet


def current_definition(territory: Territory) -> DefinitionSheet | None:
    """Return the newest sheet, draft or frozen."""
    sheets = DefinitionSheet.objects.filter(territory=territory).select_related(
        "frozen_by", "territory", "preset"
    )
    return sheets.order_by("-pk").first()


def frozen_definition(territory: Territory) -> DefinitionSheet | None:
    """Return the newest frozen sheet: the definition in force."""
    sheets = DefinitionSheet.objects.filter(territory=territory, frozen_at__isnull=False)
    return sheets.select_related("frozen_by", "territory", "preset").order_by("-frozen_at", "-pk").first()


_CARRIED = ("legal", "operational", "working", "deviations", "preset", "age_from", "age_to", "chores_hours")


def draft_to_edit(territory: Territory) -> DefinitionSheet:
    """Return the draft, or a new one that is not stored yet: it says what the sheet in force says."""
    newest = current_definition(territory)
    if newest is None:
        return DefinitionSheet(territory=territory)
    if not newest.is_frozen:
        return newest
    return DefinitionSheet(territory=territory, **{name: getattr(newest, name) for name in _CARRIED})


def definition_versions(territory: Territory) -> QuerySet[Snapshot]:
    """Return the frozen versions of all sheets, the newest first."""
    kind = ContentType.objects.get_for_model(DefinitionSheet)
    found = Snapshot.objects.filter(territory=territory, subject_type=kind)
    return found.select_related("frozen_by").order_by("-frozen_at", "-pk")
