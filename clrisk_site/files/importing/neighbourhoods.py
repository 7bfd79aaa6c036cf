"""How the pages offer the import of neighbourhoods; what it does lies in places, which knows no people."""

import hashlib

from django.db.models import Count, Max
from django.utils.translation import gettext_lazy as _

from clrisk_site.files.registry import ImportKind, StoredSet
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Neighbourhood, Territory
from clrisk_site.places.neighbourhoods import build_neighbourhoods_spec
from clrisk_site.tables.counted import NAMES


def stored_sources(territory: Territory) -> list[StoredSet]:
    """Return one set per source that gave names in a territory, the newest first."""
    found = (
        Neighbourhood.objects.filter(territory__in=Territory.objects.within(territory))
        .order_by()
        .values("source")
        .annotate(rows=Count("pk"), newest=Max("pk"))
        .order_by("-newest")
    )
    return [
        StoredSet(
            hashlib.sha256(one["source"].encode()).hexdigest()[:10],
            one["source"] or _("Neighbourhoods"),
            one["source"],
            rows=one["rows"],
        )
        for one in found
    ]


NEIGHBOURHOODS = ImportKind(
    kind="neighbourhoods",
    label=_("Neighbourhoods"),
    explanation=_("The names that people call the parts of a census area by. Zones are named after them."),
    example=_(
        "For example: the code of the area (AGEB) and the neighbourhoods in it, separated by semicolons."
    ),
    permission=Permission.IMPORT_TERRITORIES,
    build=build_neighbourhoods_spec,
    needs_source=True,
    group=_("Territory"),
    counted=NAMES,
    stored_sets=stored_sources,
)
