"""Puts the import of area indicators together for one territory, and says how the pages offer it."""

from django.utils.translation import gettext_lazy as _

from clrisk_site.figures.message import says
from clrisk_site.files.registry import Fact, ImportKind
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from clrisk_site.tables.counted import VALUES
from clrisk_site.tables.limits import BULK
from clrisk_site.tables.spec import ImportSpec
from diagnosis.imports.indicators.about import ABOUT, propose_about
from diagnosis.imports.indicators.checking import check_indicators
from diagnosis.imports.indicators.columns import KEY, make_columns, make_open_columns
from diagnosis.imports.indicators.comparing import stored_values
from diagnosis.imports.indicators.spoken import Spoken
from diagnosis.imports.indicators.stored_sets import stored_sources
from diagnosis.imports.indicators.writing import remove_values, write_values
from diagnosis.imports.reach import levels_of


def build_indicators_spec(territory: Territory) -> ImportSpec:
    """Return the spec for files of indicators in or below `territory`."""
    spoken = Spoken()
    return ImportSpec(
        kind="indicators",
        label=says("Area indicators"),
        columns=make_columns(levels_of(territory)),
        open_columns=make_open_columns(territory.country),
        key=KEY,
        existing=lambda context: stored_values(territory, context, spoken),
        write=lambda change, context: write_values(territory, change, context),
        remove=lambda rows, context: remove_values(territory, rows, context),
        check=lambda frame, context: check_indicators(territory, frame, context, spoken),
        limits=BULK,
        counted=VALUES,
    )


INDICATORS = ImportKind(
    kind="indicators",
    label=_("Area indicators"),
    explanation=_(
        "Published numbers per territory: census, marginalisation, coverage. "
        "One row per value, or one column per indicator."
    ),
    example=_("For example: the marginalisation index by census area (AGEB), with all its columns."),
    permission=Permission.IMPORT_RISK_RESULTS,
    build=build_indicators_spec,
    facts=(
        Fact(
            ABOUT,
            _("What the columns are about"),
            help=_(
                "Only for one column per indicator. It stands before the name of each column, "
                "as in «Population aged 3 and over: Total»."
            ),
            propose=propose_about,
        ),
    ),
    needs_source=True,
    group=_("Diagnosis"),
    counted=VALUES,
    stored_sets=stored_sources,
)
