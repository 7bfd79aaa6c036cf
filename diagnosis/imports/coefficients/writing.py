"""Stores a risk model with its terms and their covariance, and takes terms away; inside a transaction."""

import math
from typing import Any

import pandas as pd

from clrisk_site.figures.message import says
from clrisk_site.tables.spec import BuiltUponError, Change, Context
from diagnosis.imports.coefficients.columns import PREFIX
from diagnosis.imports.coefficients.facts import ModelFacts, read_facts
from diagnosis.imports.coefficients.matrix import covariance_fields
from diagnosis.imports.coefficients.stored_model import first_use_of
from diagnosis.imports.profile_cells.facts import OLDEST, YOUNGEST
from diagnosis.models import Coefficient, RiskModel


def write_coefficients(change: Change, context: Context) -> None:
    """Create the model when it is new, then store its terms, each with its row of the matrix."""
    facts = read_facts(context)
    rows = pd.concat([part for part in (change.new, change.changed) if len(part)] or [change.new])
    if rows.empty:
        return
    model = facts.find() or _create(facts)
    last = model.coefficients.count()
    terms = [_coefficient(model, row, last + at) for at, row in enumerate(rows.to_dict("records"))]
    stored = dict(model.coefficients.values_list("term", "position"))
    for term in terms:
        term.position = stored.get(term.term, term.position)
    Coefficient.objects.bulk_create(
        terms,
        update_conflicts=True,
        unique_fields=["model", "term"],
        update_fields=["variable", "category", "is_reference", "value", "standard_error"],
    )
    _write_matrix(model, rows, exact=context.exact)


def _create(facts: ModelFacts) -> RiskModel:
    first, last = facts.ages or (YOUNGEST, OLDEST)
    return RiskModel.objects.create(
        country=facts.country,
        name=facts.name,
        survey=facts.survey,
        year=facts.year or 0,
        source=facts.source,
        definition=facts.definition,
        age_from=first,
        age_to=last,
    )


def _coefficient(model: RiskModel, row: dict[Any, Any], position: int) -> Coefficient:
    return Coefficient(
        model=model,
        term=row["term"],
        variable=_text(row.get("variable")),
        category=_text(row.get("category")),
        is_reference=row["is_reference"] == "yes",
        value=_number(row.get("coefficient")),
        standard_error=_number(row.get("standard_error")),
        position=int(row.get("position", position)),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not math.isnan(value) else None


def _write_matrix(model: RiskModel, rows: pd.DataFrame, *, exact: bool) -> None:
    """Put the rows of the matrix in place; a file without a matrix leaves the stored one alone."""
    fields = covariance_fields(rows)
    if not fields and not exact:
        return
    matrix = dict(model.covariance)
    for row in rows.to_dict("records"):
        found = {field.removeprefix(PREFIX): _number(row[field]) for field in fields}
        known = {term: value for term, value in found.items() if value is not None}
        if known:
            matrix[row["term"]] = known
        elif exact:
            matrix.pop(row["term"], None)
    model.covariance = matrix
    model.save(update_fields=["covariance"])


def remove_coefficients(rows: pd.DataFrame, context: Context) -> None:
    """Remove terms, and the model when none is left.

    Raises
    ------
    BuiltUponError
        When something rests on the model.
    """
    model = read_facts(context).find()
    if model is None or rows.empty:
        return
    if first_use_of(model) is not None:
        message = says("Results rest on the model «%(name)s», so its terms stay.", name=model.name)
        raise BuiltUponError(message)
    gone = set(rows["term"])
    model.coefficients.filter(term__in=gone).delete()
    if not model.coefficients.exists():
        model.delete()
        return
    model.covariance = {
        term: {other: value for other, value in row.items() if other not in gone}
        for term, row in model.covariance.items()
        if term not in gone
    }
    model.save(update_fields=["covariance"])
