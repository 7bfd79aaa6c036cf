"""The columns of a file of programmes: what a programme is, and what it can do in one municipality."""

from collections.abc import Mapping
from dataclasses import replace

from clrisk_site.catalogue.country import active_country
from clrisk_site.catalogue.entry import offered
from clrisk_site.figures.message import N_, says
from clrisk_site.tables.spec import Column, Kind
from diagnosis.models import Factor
from mapping.imports import spellings
from mapping.imports.programmes.column_words import EXAMPLES, MORE
from mapping.models import LocalOffer, Programme

type Spellings = Mapping[str, tuple[str, ...]]

# field: label, headers that people and inventories use for it.
TEXTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "institution": (
        N_("Institution"),
        ("institucion", "dependencia", "dependencia 1", "2. dependencia 1", "instituição", "owner"),
    ),
    "institution_2": (
        N_("Institution, when the first is blank"),
        ("3. entidad", "entidad responsable", "organismo", "entidad ejecutora"),
    ),
    "purpose": (
        N_("Purpose"),
        ("objetivo", "4. objetivo", "objetivo general", "proposito", "purpose", "objective"),
    ),
    "legal_basis": (N_("Legal basis"), ("fundamento legal", "base legal", "legal basis")),
    "operation_rules": (
        N_("Operation rules"),
        ("reglas de operacion", "11. tipo de documento", "documento normativo", "operation rules"),
    ),
    "target_population": (
        N_("Target population"),
        (
            "poblacion objetivo",
            "15. grupos de atencion 1",
            "grupos de atencion 1",
            "grupos de atencion",
            "target population",
        ),
    ),
    "target_population_2": (
        N_("Target population, second"),
        ("15. grupos de atencion 2", "grupos de atencion 2"),
    ),
    "target_population_3": (
        N_("Target population, third"),
        ("15. grupos de atencion 3", "grupos de atencion 3"),
    ),
    "life_stage": (
        N_("Stage of life"),
        ("14. etapa de vida 1", "etapa de vida 1", "etapa de vida", "grupo de edad"),
    ),
    "life_stage_2": (N_("Stage of life, second"), ("14. etapa de vida 2", "etapa de vida 2")),
    "life_stage_3": (N_("Stage of life, third"), ("14. etapa de vida 3", "etapa de vida 3")),
    "requirements": (N_("Requirements"), ("requisitos", "requirements", "criterios de elegibilidad")),
    "documents_requested": (
        N_("Documents requested"),
        ("documentos solicitados", "documentos", "documents requested"),
    ),
    "benefit": (
        N_("Benefit"),
        ("apoyo", "tipo de apoyo", "16. tipo de apoyo 1", "tipo de apoyo 1", "beneficio", "benefit"),
    ),
    "benefit_2": (N_("Benefit, second"), ("16. tipo de apoyo 2", "tipo de apoyo 2")),
    "benefit_3": (N_("Benefit, third"), ("16. tipo de apoyo 3", "tipo de apoyo 3")),
    "intake_period": (
        N_("Intake period"),
        ("periodo de inscripcion", "periodo de registro", "intake period"),
    ),
    "territorial_scope": (
        N_("Territorial scope"),
        (
            "cobertura",
            "cobertura territorial",
            "ambito territorial",
            "18. ambito de atencion: rural / urbano /ambos",
        ),
    ),
    "website": (N_("Web page"), ("sitio web", "pagina web", "website", "url")),
    "row_source": (N_("Source of the row"), ("fuente", "4.1. fuente de informacion", "source", "fonte")),
    "evidence_document": (N_("Document that confirms it"), ("documento probatorio", "evidence document")),
}
OFFER_TEXTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "goal_unit": (N_("Unit of the goal"), ("unidad de la meta", "unidad de medida", "goal unit")),
    "blocking_rule": (N_("Rule that prevents it"), ("regla que impide", "blocking rule")),
    "decided_by": (N_("Who decides"), ("quien decide", "decide", "decided by")),
    "contact_post": (
        N_("Contact (post, never a person's name)"),
        ("puesto de contacto", "cargo de contacto", "contact post"),
    ),
    "next_window": (N_("Next intake"), ("proxima convocatoria", "next window")),
    "obstacles": (N_("Obstacles"), ("obstaculos", "obstacles")),
    "marginal_cost_basis": (N_("How the marginal cost was estimated"), ("base del costo marginal",)),
}
CHOICES: dict[str, tuple[str, Spellings, tuple[str, ...]]] = {
    "level": (
        N_("Level of government"),
        spellings.LEVEL,
        ("nivel", "nivel de gobierno", "orden de gobierno", "level"),
    ),
    "status": (N_("Status"), spellings.STATUS, ("estatus", "situacion", "status")),
    "sex": (
        N_("Sex"),
        spellings.SEX,
        ("sexo", "sex", "17. en terminos de sexo el programa se dirige a: mujer/ hombre/ ambos"),
    ),
    "strategy": (N_("Strategy"), spellings.STRATEGY, ("estrategia", "strategy")),
    "acceleration_factor": (N_("Acceleration factor"), spellings.ACCELERATION, ()),
    "evidence": (N_("Evidence"), spellings.EVIDENCE, ("evidencia", "evidence")),
}
OFFER_CHOICES: dict[str, tuple[str, Spellings, tuple[str, ...]]] = {
    "funding_established": (
        N_("Funding established"),
        spellings.KNOWN,
        ("financiamiento establecido", "fondos asegurados"),
    ),
    "admits_new": (
        N_("Admits new children"),
        spellings.ADMITS,
        ("admite nuevos", "admite nuevos beneficiarios", "admits new"),
    ),
    "redirects_to_zones": (
        N_("Can be redirected to zones"),
        spellings.KNOWN,
        ("puede redirigirse", "redirige a zonas", "redirects"),
    ),
    "criteria_can_change": (
        N_("Criteria can change"),
        spellings.KNOWN,
        ("criterios modificables", "criteria can change"),
    ),
    "marginal_cost": (
        N_("Marginal cost, class"),
        spellings.MARGINAL_COST,
        ("clase de costo marginal", "costo marginal"),
    ),
    "register_shareable": (
        N_("Register can be shared"),
        spellings.SHAREABLE,
        ("padron compartible", "register shareable"),
    ),
}
YEARS: dict[str, tuple[str, tuple[str, ...]]] = {
    "operation_rules_year": (
        N_("Year of the operation rules"),
        ("10. año de vigencia (o publicacion)", "año de las reglas"),
    ),
    "year": (N_("Year"), ("ciclo", "año", "ejercicio", "year", "ano")),
}
WHOLE: dict[str, tuple[str, tuple[str, ...]]] = {
    "age_from": (N_("Age from"), ("edad desde", "edad minima", "age from")),
    "age_to": (N_("Age to"), ("edad hasta", "edad maxima", "age to")),
}
OFFER_WHOLE: dict[str, tuple[str, tuple[str, ...]]] = {
    "goal": (N_("Goal"), ("meta", "meta anual", "goal")),
    "achieved": (N_("Achieved"), ("avance", "logro", "achieved")),
    "places_per_year": (N_("Places per year"), ("cupo", "cupo anual", "lugares por año", "places per year")),
    "places_used": (N_("Places used"), ("lugares ocupados", "cupo ocupado", "places used")),
    "places_available": (
        N_("Places available"),
        ("lugares disponibles", "cupo disponible", "places available"),
    ),
    "girls_served": (N_("Girls served"), ("niñas atendidas", "girls served")),
    "boys_served": (N_("Boys served"), ("niños atendidos", "boys served")),
}
MONEY: dict[str, tuple[str, tuple[str, ...]]] = {
    "benefit_mxn": (N_("Benefit in pesos"), ("monto del apoyo", "benefit mxn")),
}
OFFER_MONEY: dict[str, tuple[str, tuple[str, ...]]] = {
    # An inventory's budget is that of the whole programme, so its headers do not propose themselves here.
    "budget_approved_mxn": (N_("Budget approved"), ("presupuesto aprobado en el municipio",)),
    "budget_spent_mxn": (N_("Budget spent"), ("presupuesto ejercido en el municipio",)),
    "marginal_cost_mxn": (N_("Marginal cost in pesos"), ("costo marginal en pesos", "marginal cost mxn")),
}
OFFER_FIELDS = (*OFFER_TEXTS, *OFFER_CHOICES, *OFFER_WHOLE, *OFFER_MONEY)
NAME_HEADERS = (
    "nombre", "programa", "nombre del programa", "nombre de la intervencion", "1. nombre de la intervencion",
    "name", "programme", "program", "nome do programa", "nom du programme",
)  # fmt: skip


def make_columns(*, with_offers: bool) -> tuple[Column, ...]:
    """Return the columns; those of the local offer only where there is a municipality to offer it."""
    name = says("Name of the programme")
    columns = [
        Column("name", name, Kind.TEXT, required=True, synonyms=NAME_HEADERS, example=EXAMPLES["name"]),
        *_texts(TEXTS),
        *_choices(CHOICES),
        *(_column(field, Kind.YEAR, *words) for field, words in YEARS.items()),
        *_numbers(WHOLE, Kind.INTEGER),
        *_numbers(MONEY, Kind.NUMBER),
        *_factors(),
    ]
    if with_offers:
        columns += [
            *_texts(OFFER_TEXTS),
            *_choices(OFFER_CHOICES),
            *_numbers(OFFER_WHOLE, Kind.INTEGER),
            *_numbers(OFFER_MONEY, Kind.NUMBER),
        ]
    return tuple(columns)


def _column(field: str, kind: Kind, label: str, headers: tuple[str, ...]) -> Column:
    synonyms = tuple(dict.fromkeys((*headers, *MORE.get(field, ()))))
    return Column(field, says(label), kind, synonyms=synonyms, example=EXAMPLES.get(field, ""))


def _texts(fields: dict[str, tuple[str, tuple[str, ...]]]) -> list[Column]:
    return [_column(field, Kind.TEXT, *words) for field, words in fields.items()]


def _choices(fields: dict[str, tuple[str, Spellings, tuple[str, ...]]]) -> list[Column]:
    return [
        replace(_column(field, Kind.CHOICE, label, headers), choices=choices, words=_words(field))
        for field, (label, choices, headers) in fields.items()
    ]


def _words(field: str) -> Mapping[str, object]:
    """Return what the choices of a field are called on the pages."""
    model = LocalOffer if field in OFFER_CHOICES else Programme
    found = next(one for one in model._meta.concrete_fields if one.name == field)
    return {str(code): label for code, label in found.choices or () if code}


def _numbers(fields: dict[str, tuple[str, tuple[str, ...]]], kind: Kind) -> list[Column]:
    return [
        replace(_column(field, kind, *words), minimum=0, counts_persons=field in LocalOffer.COUNTS)
        for field, words in fields.items()
    ]


def _factors() -> list[Column]:
    """Return the two columns of factors: addressed directly, and in part."""
    choices = {factor.code: factor.names for factor in offered(Factor, active_country())}
    direct = ("factores", "factor", "factores asociados", "factors", "fatores", "facteurs")
    partial = ("factores parciales", "factores en parte", "fatores em parte", "facteurs en partie")
    example = next(iter(choices), "")
    return [
        Column(
            "factors",
            says("Factors addressed"),
            Kind.CHOICE,
            synonyms=direct,
            choices=choices,
            many=True,
            example=example,
        ),
        Column(
            "factors_partial",
            says("Factors addressed in part"),
            Kind.CHOICE,
            synonyms=partial,
            choices=choices,
            many=True,
        ),
    ]
