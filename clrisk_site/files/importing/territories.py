"""How the pages offer the import of territories; what it does lies in places, which knows no people."""

from django.utils.translation import gettext_lazy as _

from clrisk_site.files.registry import ImportKind, everything
from clrisk_site.people.audit_words import name_of_thing
from clrisk_site.people.permissions import Permission
from clrisk_site.places.imports import build_territories_spec
from clrisk_site.places.imports.comparing import nameable

TERRITORIES = ImportKind(
    kind="territories",
    label=_("Territories and boundaries"),
    explanation=_(
        "Municipalities, localities or census areas with their official codes, and their boundaries."
    ),
    example=_("For example: the GeoJSON of the census areas (AGEB) of your municipality."),
    permission=Permission.IMPORT_TERRITORIES,
    build=lambda territory: build_territories_spec(territory, name_of_thing),
    needs_source=True,
    group=_("Territory"),
    stored_sets=lambda territory: everything(nameable(territory).count()),
    rows_stand_alone=True,
)
