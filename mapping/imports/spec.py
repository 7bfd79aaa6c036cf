"""Puts the import of programmes together for one territory, and says how the pages offer it."""

from django.utils.translation import gettext_lazy as _

from clrisk_site.figures.message import says
from clrisk_site.files.registry import ImportKind
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from clrisk_site.tables.limits import TYPED
from clrisk_site.tables.spec import ImportSpec
from mapping.imports.checking import check_programmes
from mapping.imports.columns import make_columns
from mapping.imports.comparing import stored_programmes
from mapping.imports.writing import write_programmes


def build_programmes_spec(territory: Territory) -> ImportSpec:
    """Return the spec for files of programmes that serve `territory`."""
    municipal = territory.level.is_municipal
    return ImportSpec(
        kind="programmes",
        label=says("Programmes and services"),
        columns=make_columns(with_offers=municipal),
        key=("institution", "name", "year") if municipal else ("institution", "name"),
        existing=lambda _: stored_programmes(territory),
        write=lambda change, context: write_programmes(territory, change, context),
        check=lambda frame, context: check_programmes(territory, frame, context),
        limits=TYPED,
    )


PROGRAMMES = ImportKind(
    kind="programmes",
    label=_("Programmes and services"),
    explanation=_("An inventory of programmes: who runs them, for whom, what they give and offer here."),
    example=_("For example: the state inventory of social programmes, one row per programme."),
    permission=Permission.IMPORT_PROGRAMMES,
    build=build_programmes_spec,
    needs_source=True,
)
