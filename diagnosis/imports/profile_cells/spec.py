"""Puts the import of profile cells together for one territory, and says how the pages offer it."""

from django.utils.translation import gettext_lazy as _

from clrisk_site.figures.message import says
from clrisk_site.files.registry import Fact, ImportKind
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from clrisk_site.tables.limits import BULK
from clrisk_site.tables.spec import ImportSpec
from diagnosis.imports.profile_cells.checking import check_cells
from diagnosis.imports.profile_cells.columns import KEY, make_columns, make_open_columns
from diagnosis.imports.profile_cells.comparing import stored_cells
from diagnosis.imports.profile_cells.facts import OLDEST, YOUNGEST
from diagnosis.imports.profile_cells.small_counts import without_small_counts
from diagnosis.imports.profile_cells.stored_sets import stored_counts
from diagnosis.imports.profile_cells.writing import remove_cells, write_cells
from diagnosis.imports.reach import levels_of


def build_profile_cells_spec(territory: Territory) -> ImportSpec:
    """Return the spec for files of profile cells in or below `territory`."""
    return ImportSpec(
        kind="profile-cells",
        label=says("Profile cells"),
        columns=make_columns(levels_of(territory)),
        open_columns=make_open_columns(territory),
        key=KEY,
        existing=lambda context: stored_cells(territory, context),
        write=lambda change, context: write_cells(territory, change, context),
        remove=lambda rows, context: remove_cells(territory, rows, context),
        check=lambda frame, context: check_cells(territory, frame, context),
        limits=BULK,
    )


PROFILE_CELLS = ImportKind(
    kind="profile-cells",
    label=_("Profile cells"),
    explanation=_(
        "How many girls, boys and adolescents of each profile live in each area: counts of groups, never a "
        "list of persons. Downloads hold small counts too: keep them within the team."
    ),
    example=_("For example: area, sex, age group, attends school, and the number of persons."),
    permission=Permission.IMPORT_RISK_RESULTS,
    build=build_profile_cells_spec,
    needs_year=True,
    needs_source=True,
    group=_("Diagnosis"),
    stored_sets=stored_counts,
    handed_out=without_small_counts,
    handed_out_note=_("Small counts go out blank, and stay as stored when the file comes back."),
    facts=(
        Fact("age_from", _("From age"), help=_("The youngest that are counted."), default=str(YOUNGEST)),
        Fact("age_to", _("To age"), help=_("The oldest that are counted."), default=str(OLDEST)),
    ),
)
