"""The columns of a file of coefficients: one row per term, and an open column per term for its covariance."""

from clrisk_site.figures.message import says
from clrisk_site.tables.spec import Column, Kind, OpenColumns
from diagnosis.models import Coefficient

COVARIANCE = "cov"
PREFIX = f"{COVARIANCE}:"
KEY = ("term",)
INTERCEPTS = frozenset(
    {"const", "constant", "constante", "intercept", "intercepto", "interceptor", "ordenada", "cons",
     "ordonnee a l origine"}
)  # fmt: skip

COLUMNS = (
    Column(
        "term",
        says("Term of the model"),
        Kind.TEXT,
        required=True,
        synonyms=("termino", "término", "parametro", "nombre del termino", "names", "coef name", "term",
                  "termo", "terme", "paramètre"),
        example="sex_boy",
    ),
    Column(
        "variable",
        says("Variable"),
        Kind.TEXT,
        synonyms=("variable", "factor", "variável"),
        example="sex",
    ),
    Column(
        "category",
        says("Category"),
        Kind.TEXT,
        synonyms=("categoria", "categoría", "nivel", "level", "category", "modalidad", "catégorie",
                  "modalité"),
        example="boy",
    ),
    Column(
        "is_reference",
        says("Is the reference category"),
        Kind.YES_NO_UNKNOWN,
        synonyms=("referencia", "categoria de referencia", "es referencia", "reference", "base", "ref",
                  "referência", "référence"),
        example="no",
    ),
    Column(
        "coefficient",
        says("Coefficient"),
        Kind.NUMBER,
        synonyms=("coeficiente", "coef", "beta", "estimacion", "estimate", "coefficient", "log odds",
                  "estimativa"),
        example="1.1323",
    ),
    Column(
        "standard_error",
        says("Standard error"),
        Kind.NUMBER,
        minimum=0,
        synonyms=("error estandar", "error estándar", "ee", "se", "std err", "std error", "erro padrão",
                  "erreur type", "écart-type"),
        example="0.2672",
    ),
)  # fmt: skip


def make_open_columns(country: str) -> OpenColumns:
    """Return the open columns: the terms of stored models, and any other header of numbers."""
    terms = Coefficient.objects.filter(model__country=country, is_reference=False).order_by()
    known = {
        term: (f"{PREFIX}{term}",) for term in sorted(set(terms.values_list("term", flat=True).distinct()))
    }
    return OpenColumns(COVARIANCE, says("Covariance with"), Kind.NUMBER, known, free=True)
