"""The sheets of the workbook and their columns, in the order in which their rows are written.

What counts or names persons is in none of them: contact persons, officials, persons served, notes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db import models
from django.utils.translation import gettext_lazy

from clrisk_site.figures.message import N_, Message, says
from clrisk_site.tables.spec import Column, Kind
from mapping.models import (
    Competence,
    CoordinationSpace,
    Institution,
    LocalOffer,
    Norm,
    OfferCoverage,
    Office,
    PastIntervention,
    Programme,
    SpaceMember,
)

KEY = "key"
KEY_LABEL = says("Key: leave it as it is")
FACTOR, FACTORS = "factor", "factors"
ZONE, YEAR = "zone", "year"
_YEARS = frozenset({YEAR, "year_from", "year_to", "operation_rules_year"})
REFERENCES: Mapping[str, str] = {
    "institution": "institutions",
    "institutions": "institutions",
    "norm": "norms",
    "programme": "programmes",
    "space": "spaces",
}
"""Columns that name a row of another sheet."""
MANY = frozenset({"factors", "institutions"})
YES_NO = {"yes": ("sí", "si", "yes", "sim", "oui", "x"), "no": ("no", "não", "non")}
_YES_NO_WORDS = {"yes": gettext_lazy("yes"), "no": gettext_lazy("no")}


@dataclass(frozen=True)
class Sheet:
    """One sheet: its model, its columns with their labels, and what names a row that has no key yet."""

    code: str
    label: Message
    letter: str
    model: type[models.Model]
    columns: tuple[tuple[str, str], ...]
    natural: tuple[str, ...]
    is_seen_from_below: bool = False
    may_remove: bool = True

    @cached_property
    def fields(self) -> tuple[str, ...]:
        return tuple(name for name, _label in self.columns)

    def key_of(self, pk: int) -> str:
        """Return the key of a stored row: it says the sheet, so that a row in the wrong one is noticed."""
        return f"{self.letter}{pk}"


_NAME, _LEVEL, _SOURCE = ("name", N_("Name")), ("level", N_("Level of government")), ("source", N_("Source"))
_EVIDENCE = (("evidence", N_("Evidence")), ("evidence_document", N_("Document that confirms it")))
_OFFER = (("institution", N_("Institution")), ("programme", N_("Programme")), (YEAR, N_("Year")))

SHEETS: Sequence[Sheet] = (
    Sheet(
        "institutions",
        says("Institutions"),
        "I",
        Institution,
        (
            _NAME,
            ("acronym", N_("Acronym")),
            _LEVEL,
            ("sector", N_("Sector")),
            ("description", N_("What it does")),
            ("email", N_("E-mail of the institution")),
            ("phone", N_("Telephone of the institution")),
            ("website", N_("Web page")),
            _SOURCE,
        ),
        ("name",),
        is_seen_from_below=True,
    ),
    Sheet(
        "offices",
        says("Offices"),
        "O",
        Office,
        (
            ("institution", N_("Institution")),
            ("name", N_("Name of the office")),
            ("address", N_("Address")),
            ("phone", N_("Telephone of the office")),
            ("hours", N_("Opening hours")),
            ("begins", N_("Open since")),
            ("ends", N_("Open until")),
            _SOURCE,
        ),
        ("institution", "name"),
        is_seen_from_below=True,
    ),
    Sheet(
        "norms",
        says("Norms"),
        "N",
        Norm,
        (
            ("name", N_("Title of the norm")),
            ("kind", N_("Kind of norm")),
            _LEVEL,
            (YEAR, N_("Year")),
            ("website", N_("Web page")),
            ("reading", N_("How far it was read")),
            ("read_on", N_("Read on")),
            ("is_child_labour_specific", N_("Speaks of child labour")),
            ("child_labour_article", N_("Article on child labour")),
            ("note", N_("Note")),
        ),
        ("name",),
        is_seen_from_below=True,
    ),
    Sheet(
        "competences",
        says("Competences"),
        "C",
        Competence,
        (
            ("institution", N_("Institution")),
            (FACTOR, N_("Factor; blank is child labour itself")),
            ("nature", N_("What it may do")),
            ("norm", N_("Norm of the checklist")),
            ("document", N_("Document that is cited")),
            ("article", N_("Article")),
            ("summary", N_("Summary")),
        ),
        ("institution", FACTOR, "nature", "document"),
        is_seen_from_below=True,
    ),
    Sheet(
        "programmes",
        says("Programmes"),
        "P",
        Programme,
        (
            ("institution", N_("Institution")),
            ("name", N_("Name of the programme")),
            _LEVEL,
            ("status", N_("Status of the programme")),
            (FACTORS, N_("Factors that it addresses")),
            ("purpose", N_("Purpose")),
            ("strategy", N_("Strategy")),
            ("target_population", N_("Target population")),
            ("age_from", N_("Youngest age")),
            ("age_to", N_("Oldest age")),
            ("sex", N_("Sex")),
            ("requirements", N_("Requirements")),
            ("documents_requested", N_("Documents requested")),
            ("how_to_apply", N_("How to apply")),
            ("benefit_kind", N_("Kind of benefit")),
            ("benefit", N_("Benefit")),
            ("benefit_mxn", N_("Benefit in pesos")),
            ("intake_period", N_("Intake period")),
            ("territorial_scope", N_("Territorial scope")),
            ("legal_basis", N_("Legal basis")),
            ("operation_rules", N_("Operation rules")),
            ("operation_rules_year", N_("Year of the operation rules")),
            ("website", N_("Web page")),
            *_EVIDENCE,
            _SOURCE,
            (YEAR, N_("Year")),
        ),
        ("institution", "name"),
        is_seen_from_below=True,
    ),
    Sheet(
        "offers",
        says("Local offers"),
        "L",
        LocalOffer,
        (
            *_OFFER,
            ("goal", N_("Goal")),
            ("goal_unit", N_("Unit of the goal")),
            ("places_per_year", N_("Places per year")),
            ("without_quota", N_("Without a limit of places")),
            ("budget_source", N_("Where the money comes from")),
            ("budget_approved_mxn", N_("Budget approved, in pesos")),
            ("budget_spent_mxn", N_("Budget spent, in pesos")),
            ("funding_established", N_("Funding is established")),
            ("admits_new", N_("Admits more children")),
            ("redirects_to_zones", N_("Can be redirected to zones")),
            ("criteria_can_change", N_("Its criteria can change")),
            ("blocking_rule", N_("Rule that stands in the way")),
            ("decided_by", N_("Post that decides")),
            ("unit_cost_mxn", N_("Cost per child, in pesos")),
            ("marginal_cost_mxn", N_("Cost of one more child, in pesos")),
            ("marginal_cost_basis", N_("How that cost was reckoned")),
            ("marginal_cost", N_("Class of the cost of one more child")),
            ("register_shareable", N_("Its register can be shared")),
            ("next_window", N_("Next window")),
            ("obstacles", N_("Obstacles")),
            *_EVIDENCE,
            _SOURCE,
        ),
        ("institution", "programme", YEAR),
    ),
    Sheet(
        "coverage",
        says("Coverage"),
        "Z",
        OfferCoverage,
        (
            *_OFFER,
            (ZONE, N_("Letter of the zone")),
            ("reaches", N_("Reaches the zone")),
            ("places", N_("Places")),
        ),
        ("institution", "programme", YEAR, ZONE),
        may_remove=False,
    ),
    Sheet(
        "spaces",
        says("Coordination spaces"),
        "S",
        CoordinationSpace,
        (
            _NAME,
            ("acronym", N_("Acronym")),
            _LEVEL,
            ("instrument", N_("Instrument that created it")),
            ("instrument_date", N_("Date of the instrument")),
            ("is_institutionalised", N_("It is institutionalised")),
            ("is_child_labour_specific", N_("Speaks of child labour")),
            ("has_preventive_mandate", N_("It has a mandate to prevent")),
            ("are_decisions_binding", N_("Its decisions are binding")),
            ("can_host", N_("It can host the intervention")),
            ("will", N_("Will, from 0 to 4")),
            ("capacity", N_("Capacity, from 0 to 4")),
            ("judged_from", N_("What that rests on")),
            ("meets_every_months", N_("Meets every so many months")),
            ("last_session", N_("Last session")),
        ),
        ("name",),
    ),
    Sheet(
        "members",
        says("Seats"),
        "M",
        SpaceMember,
        (
            ("space", N_("Coordination space")),
            ("institution", N_("Institution")),
            ("constituency", N_("For which sector")),
            ("role", N_("Role")),
        ),
        ("space", "institution"),
    ),
    Sheet(
        "past_interventions",
        says("Past interventions"),
        "A",
        PastIntervention,
        (
            _NAME,
            ("kind", N_("What it was about")),
            ("institutions", N_("Institutions")),
            (FACTORS, N_("Factors")),
            ("year_from", N_("First year")),
            ("year_to", N_("Last year")),
            ("place", N_("Where")),
            ("what_was_done", N_("What was done")),
            ("results", N_("Results")),
            ("was_successful", N_("It was successful")),
            ("lessons", N_("Lessons")),
            *_EVIDENCE,
            _SOURCE,
        ),
        ("name",),
    ),
)


def column_of(sheet: Sheet, name: str, label: str, factors: Mapping[str, tuple[str, ...]]) -> Column:
    """Return how a column is read: as its field of the model says, references and lists apart."""
    required = name in sheet.natural and name != FACTOR
    told = says(label)
    if name in (FACTOR, FACTORS):
        return Column(name, told, Kind.CHOICE, choices=factors, many=name == FACTORS)
    if name in REFERENCES or name == ZONE:
        return Column(name, told, Kind.TEXT, required=required, many=name in MANY)
    model = LocalOffer if sheet.model is OfferCoverage and name == YEAR else sheet.model
    field: models.Field[object, object] = model._meta.get_field(name)  # type: ignore[assignment]  # no relation
    choices = dict(field.flatchoices)
    if isinstance(field, models.BooleanField):
        return Column(name, told, Kind.CHOICE, choices=YES_NO, words=dict(_YES_NO_WORDS))
    if choices:
        words = {str(code): label for code, label in choices.items()}
        return Column(
            name, told, Kind.CHOICE, required=required, words=words, choices=dict.fromkeys(words, ())
        )
    kind, bounds = _kind_of(field, name)
    return Column(name, told, kind, required=required, minimum=bounds[0], maximum=bounds[1])


def _kind_of(
    field: "models.Field[object, object]", name: str
) -> tuple[Kind, tuple[float | None, float | None]]:
    if name in _YEARS:
        return Kind.YEAR, (1800, 2100)
    if isinstance(field, models.DateField):
        return Kind.DATE, (None, None)
    if isinstance(field, models.DecimalField):
        return Kind.NUMBER, (0, 10 ** (field.max_digits - field.decimal_places) - 1)
    if isinstance(field, models.PositiveSmallIntegerField):
        return Kind.INTEGER, (0, 32_767)
    if isinstance(field, models.PositiveIntegerField):
        return Kind.INTEGER, (0, 2_147_483_647)
    return Kind.TEXT, (None, None)
