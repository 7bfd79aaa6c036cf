"""Puts the import of coverage together for one municipality, and says how the pages offer it."""

from django.utils.translation import gettext_lazy as _

from clrisk_site.figures.message import says
from clrisk_site.files.registry import ImportKind, everything
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from clrisk_site.tables.counted import ENTRIES
from clrisk_site.tables.spec import ImportSpec
from mapping.imports.coverage.checking import check_coverage
from mapping.imports.coverage.columns import COLUMNS, zone_columns
from mapping.imports.coverage.stored import KEY, stored_coverage
from mapping.imports.coverage.writing import remove_coverage, write_coverage


def build_coverage_spec(territory: Territory) -> ImportSpec:
    """Return the spec for files that say which zones of `territory` its programmes reach."""
    return ImportSpec(
        kind="coverage",
        label=says("Coverage by zone"),
        columns=COLUMNS,
        key=KEY,
        existing=lambda _: stored_coverage(territory),
        write=lambda change, context: write_coverage(territory, change, context),
        remove=lambda rows, context: remove_coverage(territory, rows, context),
        check=lambda frame, context: check_coverage(territory, frame, context),
        open_columns=zone_columns(territory),
        counted=ENTRIES,
    )


COVERAGE = ImportKind(
    kind="coverage",
    label=_("Coverage by zone"),
    explanation=_("Which priority zones each programme reaches, and with how many places."),
    example=_("For example: one row per programme and one column per zone, with yes, no or ?."),
    permission=Permission.IMPORT_PROGRAMMES,
    build=build_coverage_spec,
    needs_source=False,
    group=_("Mapping"),
    counted=ENTRIES,
    stored_sets=lambda territory: everything(len(stored_coverage(territory))),
)
