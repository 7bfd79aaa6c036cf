"""Puts the import of a register of schools together for one territory, and says how the pages offer it."""

from django.utils.translation import gettext_lazy as _

from clrisk_site.figures.message import says
from clrisk_site.files.registry import ImportKind
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from clrisk_site.tables.limits import BULK
from clrisk_site.tables.spec import ImportSpec
from diagnosis.imports.located.levels import stored_levels
from diagnosis.imports.reach import levels_of
from diagnosis.imports.schools.checking import check_schools
from diagnosis.imports.schools.columns import KEY, make_columns
from diagnosis.imports.schools.handing_out import without_small_enrolment
from diagnosis.imports.schools.storing import (
    remove_schools,
    stored_registers,
    stored_schools,
    write_schools,
)


def build_schools_spec(territory: Territory) -> ImportSpec:
    """Return the spec for registers of schools in or below `territory`."""
    wanted = [level.code for level in stored_levels(territory)]
    return ImportSpec(
        kind="schools",
        label=says("Schools"),
        columns=make_columns(levels_of(territory), wanted),
        key=KEY,
        existing=lambda context: stored_schools(territory, context),
        write=lambda change, context: write_schools(territory, change, context),
        remove=lambda rows, context: remove_schools(territory, rows, context),
        check=lambda frame, context: check_schools(territory, frame, context),
        limits=BULK,
        only_known=True,
    )


SCHOOLS = ImportKind(
    kind="schools",
    label=_("Schools"),
    explanation=_(
        "A register of schools with their level and enrolment. Each is found in its area by code or by "
        "coordinates. Heads, telephones and addresses are never read."
    ),
    example=_("For example: the list of work centres (CCT) of your municipality, as a table or a map."),
    permission=Permission.IMPORT_RISK_RESULTS,
    build=build_schools_spec,
    needs_year=True,
    needs_source=True,
    group=_("Diagnosis"),
    stored_sets=stored_registers,
    handed_out=without_small_enrolment,
    rows_stand_alone=True,
    handed_out_note=_("Small counts go out blank, and stay as stored when the file comes back."),
)
