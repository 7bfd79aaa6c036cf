"""Puts the import of risk results together for one territory, and says how the pages offer it."""

from django.utils.translation import gettext_lazy as _

from clrisk_site.figures.message import says
from clrisk_site.files.registry import Fact, ImportKind
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from clrisk_site.tables.limits import BULK
from clrisk_site.tables.spec import ImportSpec
from diagnosis.imports.reach import levels_of
from diagnosis.imports.risk_results.checking import check_results
from diagnosis.imports.risk_results.columns import make_columns, make_factor_columns
from diagnosis.imports.risk_results.comparing import stored_results
from diagnosis.imports.risk_results.removing import remove_results
from diagnosis.imports.risk_results.stored_sets import stored_releases
from diagnosis.imports.risk_results.writing import write_results
from diagnosis.models import ClassScheme, MeasureType, PopulationBasis, ReleaseNature


def build_risk_results_spec(territory: Territory) -> ImportSpec:
    """Return the spec for files of results in or below `territory`."""
    return ImportSpec(
        kind="risk-results",
        label=says("Risk results"),
        columns=make_columns(levels_of(territory)),
        open_columns=make_factor_columns(),
        key=("territory",),
        existing=lambda context: stored_results(territory, context),
        write=lambda change, context: write_results(territory, change, context),
        remove=lambda rows, context: remove_results(territory, rows, context),
        check=lambda frame, context: check_results(territory, frame, context),
        limits=BULK,
    )


RISK_RESULTS = ImportKind(
    kind="risk-results",
    label=_("Risk results"),
    explanation=_("Phase I results or proxy indices per territory, with the values of associated factors."),
    example=_("For example: municipality code, class (low, medium, high), population aged 5 to 17."),
    permission=Permission.IMPORT_RISK_RESULTS,
    build=build_risk_results_spec,
    needs_year=True,
    needs_source=True,
    group=_("Diagnosis"),
    stored_sets=stored_releases,
    facts=(
        Fact(
            "name",
            _("Name of the release"),
            help=_("As the producer calls it. A correction of official classes needs a new name."),
        ),
        Fact(
            "nature",
            _("Is this a Phase I publication?"),
            choices={
                ReleaseNature.PHASE_I.value: _("Yes: official Phase I results, with their classes"),
                ReleaseNature.PROXY.value: _("No: an index of another producer that stands in for them"),
            },
            help=_("Only a Phase I publication sets the official risk level of a territory."),
            required=True,
        ),
        Fact(
            "measure_type",
            _("Kind of number"),
            choices=dict(MeasureType.choices),
            help=_("Leave it open to decide after the values have been read."),
        ),
        Fact(
            "class_scheme",
            _("Classes"),
            choices=dict(ClassScheme.choices),
            help=_("Leave it open to take the classes that the file holds."),
        ),
        Fact(
            "definition",
            _("Definition used by the producer"),
            help=_("What counts as child labour in these results."),
            long=True,
        ),
        Fact("url", _("Web address of the release")),
        Fact(
            "population_basis",
            _("Where the population comes from"),
            choices=dict(PopulationBasis.choices),
            help=_("Only when the file has a column for the population aged 5 to 17."),
        ),
        Fact("population_note", _("How the population was estimated")),
    ),
)
