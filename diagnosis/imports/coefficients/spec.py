"""Puts the import of a risk model together, and says how the pages offer it."""

from django.utils.translation import gettext_lazy as _

from clrisk_site.figures.message import says
from clrisk_site.files.registry import Fact, ImportKind
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import ImportSpec
from diagnosis.imports.coefficients.checking import check_coefficients
from diagnosis.imports.coefficients.columns import COLUMNS, KEY, make_open_columns
from diagnosis.imports.coefficients.comparing import stored_terms
from diagnosis.imports.coefficients.stored_sets import stored_models
from diagnosis.imports.coefficients.writing import remove_coefficients, write_coefficients
from diagnosis.imports.profile_cells.facts import OLDEST, YOUNGEST


def build_coefficients_spec(territory: Territory) -> ImportSpec:
    """Return the spec for a file of coefficients; models belong to the country of `territory`."""
    return ImportSpec(
        kind="model-coefficients",
        label=says("Coefficients of a risk model"),
        columns=COLUMNS,
        open_columns=make_open_columns(territory.country),
        key=KEY,
        existing=stored_terms,
        write=write_coefficients,
        remove=remove_coefficients,
        check=lambda frame, context: check_coefficients(territory, frame, context),
        together=True,
    )


MODEL_COEFFICIENTS = ImportKind(
    kind="model-coefficients",
    label=_("Coefficients of a risk model"),
    explanation=_(
        "A model estimated on a survey: one row per term, with the covariance beside it when it is known."
    ),
    example=_("For example: term, variable, category, reference, coefficient, standard error."),
    permission=Permission.IMPORT_RISK_RESULTS,
    build=build_coefficients_spec,
    needs_year=True,
    needs_source=True,
    group=_("Diagnosis"),
    stored_sets=stored_models,
    facts=(
        Fact(
            "name",
            _("Name of the model"),
            help=_("As the producer calls it. A corrected model needs a new name."),
            required=True,
        ),
        Fact("survey", _("Survey"), help=_("The survey the model was estimated on."), required=True),
        Fact("age_from", _("From age"), help=_("The youngest that are counted."), default=str(YOUNGEST)),
        Fact("age_to", _("To age"), help=_("The oldest that are counted."), default=str(OLDEST)),
        Fact(
            "definition",
            _("Definition used by the producer"),
            help=_("What counts as child labour in this model."),
            long=True,
        ),
    ),
)
