"""Puts the import of programmes together for one territory, and says how the pages offer it."""

from django.utils.translation import gettext_lazy as _

from clrisk_site.figures.message import says
from clrisk_site.files.registry import ImportKind, everything
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from clrisk_site.tables.limits import TYPED
from clrisk_site.tables.spec import ImportSpec
from mapping.imports.institutions.columns import CONTACTS
from mapping.imports.programmes.checking import check_programmes
from mapping.imports.programmes.columns import make_columns
from mapping.imports.programmes.comparing import count_rows, programmes_of
from mapping.imports.programmes.restoring import remove_programmes
from mapping.imports.programmes.small_counts import without_small_counts
from mapping.imports.programmes.writing import write_programmes
from mapping.imports.reach import FileReach
from mapping.imports.row_places import place_columns


def build_programmes_spec(territory: Territory) -> ImportSpec:
    """Return the spec for files of programmes that serve `territory`."""
    municipal = territory.level.is_municipal
    reach = FileReach(("owner", "institution", "name"))
    return ImportSpec(
        kind="programmes",
        label=says("Programmes and services"),
        columns=(*make_columns(with_offers=municipal), *place_columns(territory)),
        key=("owner", "institution", "name", *(("year",) if municipal else ())),
        existing=lambda context: programmes_of(territory, context, reach),
        write=lambda change, context: write_programmes(territory, change, context),
        remove=lambda rows, context: remove_programmes(territory, rows, context),
        check=lambda frame, context: check_programmes(territory, frame, context, reach),
        limits=TYPED,
        unread=CONTACTS,
    )


PROGRAMMES = ImportKind(
    kind="programmes",
    label=_("Programmes and services"),
    explanation=_(
        "An inventory of programmes: who runs them, for whom, what they give and offer here. "
        "Names, telephones and e-mails of persons are left out."
    ),
    example=_("For example: the state inventory of social programmes, one row per programme."),
    permission=Permission.IMPORT_PROGRAMMES,
    build=build_programmes_spec,
    needs_source=True,
    group=_("Mapping"),
    handed_out=without_small_counts,
    handed_out_note=_("Small counts go out blank, and stay as stored when the file comes back."),
    stored_sets=lambda territory: everything(count_rows(territory)),
)
