"""Risk models as they are stored, in the terms of the statistics: coefficients, covariance, variables."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from clrisk_site.tables.wording import plain
from diagnosis.imports.coefficients.columns import INTERCEPTS
from diagnosis.models import Coefficient, RiskModel
from diagnosis.statistics.coefficients import CONSTANT, Coefficients, ModelCard
from diagnosis.statistics.transfer.variables import ModelVariable, variables_of


def plain_model(model: RiskModel) -> dict[str, Any]:
    """Return everything that is stored of a model, as plain data in the order of its terms."""
    rows = list(model.coefficients.order_by("position", "pk"))
    kept = [row for row in rows if not row.is_reference]
    return {
        "name": model.name,
        "survey": model.survey,
        "year": model.year,
        "definition": model.definition,
        "ages": [model.age_from, model.age_to],
        "terms": [{"name": _name(row), "value": row.value, "se": row.standard_error} for row in kept],
        "categories": _categories(rows),
        "covariance": _covariance(model, kept),
    }


def coefficients_from(stored: Mapping[str, Any], numbers: tuple[str, ...] = ()) -> Coefficients:
    """Return plain data of a model as labelled coefficients with their card.

    Parameters
    ----------
    stored : mapping
        What `plain_model` returned.
    numbers : tuple of str
        Variables without categories that enter as numbers; the others are yes or no.
    """
    terms = stored["terms"]
    errors = [term["se"] for term in terms]
    covariance = stored["covariance"]
    return Coefficients(
        tuple(term["name"] for term in terms),
        np.asarray([term["value"] for term in terms], dtype=np.float64),
        None if covariance is None else np.asarray(covariance, dtype=np.float64),
        None if any(one is None for one in errors) else np.asarray(errors, dtype=np.float64),
        None,
        ModelCard(
            survey=stored["survey"],
            year=stored["year"],
            definition=stored["definition"],
            age_from=stored["ages"][0],
            age_to=stored["ages"][1],
            categories={name: tuple(found) for name, found in stored["categories"].items()},
            numbers=numbers,
        ),
    )


def model_variables(model: RiskModel) -> tuple[ModelVariable, ...]:
    """Return the variables that a stored model needs, with their categories."""
    return variables_of(coefficients_from(plain_model(model)), {})


def _name(row: Coefficient) -> str:
    """Return a term as the statistics read it: ``const``, ``sex=boy``, ``age``, or a product as it stands."""
    if plain(row.term) in INTERCEPTS:
        return CONSTANT
    if row.variable and row.category:
        return f"{row.variable}={row.category}"
    return row.variable or row.term


def _categories(rows: list[Coefficient]) -> dict[str, list[str]]:
    """Return the categories of each variable, the one of reference first."""
    found: dict[str, list[str]] = {}
    for row in rows:
        if row.variable and row.category:
            own = found.setdefault(row.variable, [])
            own.insert(0, row.category) if row.is_reference else own.append(row.category)
    # Without its reference a list would name another category as that.
    references = {row.variable for row in rows if row.is_reference}
    return {name: categories for name, categories in found.items() if name in references}


def _covariance(model: RiskModel, rows: list[Coefficient]) -> list[list[float]] | None:
    if not model.covariance:
        return None
    terms = [row.term for row in rows]
    found = [[model.covariance.get(term, {}).get(other) for other in terms] for term in terms]
    return None if any(cell is None for row in found for cell in row) else found
