"""Puts the import of institutions together for one territory, and says how the pages offer it."""

from django.utils.translation import gettext_lazy as _

from clrisk_site.figures.message import says
from clrisk_site.files.registry import ImportKind, everything
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import ImportSpec
from mapping.imports.institutions.checking import check_institutions
from mapping.imports.institutions.columns import COLUMNS, CONTACTS
from mapping.imports.institutions.stored import stored_institutions
from mapping.imports.institutions.writing import remove_institutions, write_institutions
from mapping.imports.reach import FileReach
from mapping.imports.rights import Rights
from mapping.imports.row_places import place_columns


def build_institutions_spec(territory: Territory) -> ImportSpec:
    """Return the spec for files of institutions that act in `territory`."""
    reach = FileReach(("owner", "name"))
    return ImportSpec(
        kind="institutions",
        label=says("Institutions"),
        columns=(*COLUMNS, *place_columns(territory)),
        key=("owner", "name"),
        existing=lambda context: reach.narrow(
            stored_institutions(territory), Rights(territory, context.actor)
        ),
        write=lambda change, context: write_institutions(territory, change, context),
        remove=lambda rows, context: remove_institutions(territory, rows, context),
        check=lambda frame, context: check_institutions(territory, frame, context, reach),
        unread=CONTACTS,
    )


INSTITUTIONS = ImportKind(
    kind="institutions",
    label=_("Institutions"),
    explanation=_("Bodies of every level and sector. Names, telephones and e-mails of persons are left out."),
    example=_("For example: the state's directory of public bodies, one row per institution."),
    permission=Permission.IMPORT_PROGRAMMES,
    build=build_institutions_spec,
    needs_source=True,
    group=_("Mapping"),
    stored_sets=lambda territory: everything(len(stored_institutions(territory))),
)
