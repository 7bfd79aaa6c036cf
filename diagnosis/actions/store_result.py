"""Stores a computed result with everything that is needed to do it again (R6, R9, R23)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.db import transaction

from clrisk_site.figures.message import Message, says
from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record
from clrisk_site.places.models import Territory
from diagnosis.models import AnalysisResult, Factor, FactorEffect, Outcome, Sex, Technique
from diagnosis.queries.definition import frozen_definition
from diagnosis.recomputing import software as software_of_stored_data
from diagnosis.staleness import stale_because


class NoDefinitionError(Exception):
    """No definition is in force, so no result may be stored."""

    message: Message = says(
        "No definition is in force. Put the definition of child labour into force first; "
        "no result is stored without one."
    )

    def __init__(self) -> None:
        super().__init__(str(self.message))


@dataclass(frozen=True, slots=True)
class EffectRow:
    """How strongly one factor is associated with the outcome: what becomes a row of the factor ranking.

    Parameters
    ----------
    factor : Factor
        Of the catalogue.
    variable, category, reference : str
        In words: what was compared with what.
    points, lower, upper : float or None
        Percentage points with their interval.
    odds_ratio, odds_lower, odds_upper, p_value : float or None
        Where the technique has them.
    n, cases : int or None
        Of the sample, unweighted.
    n_reference, cases_reference : int or None
        Of what it is compared with.
    verdict : str
        Value of `figures.estimate.Verdict`; "" when nothing was judged.
    """

    factor: Factor
    variable: str
    category: str
    sex: str = Sex.ALL
    reference: str = ""
    points: float | None = None
    lower: float | None = None
    upper: float | None = None
    odds_ratio: float | None = None
    odds_lower: float | None = None
    odds_upper: float | None = None
    p_value: float | None = None
    n: int | None = None
    cases: int | None = None
    n_reference: int | None = None
    cases_reference: int | None = None
    verdict: str = ""


@transaction.atomic
def store_result(
    *,
    territory: Territory,
    technique: Technique,
    outcome: Outcome,
    title: str,
    source: str,
    year: int,
    parameters: Mapping[str, Any],
    inputs: Mapping[str, Any],
    sha256: str,
    result: Mapping[str, Any],
    seed: int | None = None,
    effects: Iterable[EffectRow] = (),
    by: User | None,
    note: str = "",
    illustrative: bool = False,
    software: str = "",
) -> AnalysisResult:
    """Store a result under the definition in force; the same one is stored once.

    Parameters
    ----------
    parameters : mapping
        All choices of the computation, in plain data.
    inputs : mapping
        What was read, in plain data: the name of a file and its records, or which stored rows.
    sha256 : str
        Of the file, or `recomputing.hash_of_inputs` of the stored data.
    result : mapping
        What came out, in plain data.
    software : str
        What computed it; "" for this program on stored data.

    Returns
    -------
    AnalysisResult
        The new one, or the stored one of the same inputs, parameters, definition, title, source and year.

    Raises
    ------
    NoDefinitionError
        If no definition is in force.
    """
    definition = frozen_definition(territory)
    if definition is None:
        raise NoDefinitionError
    plain = {"parameters": _plain(parameters), "inputs": _plain(inputs), "result": _plain(result)}
    alike = AnalysisResult.objects.filter(
        territory=territory,
        technique=technique,
        outcome=outcome,
        sha256=sha256,
        seed=seed,
        title=title[:200],
        source=source[:300],
        year=year,
    ).select_related("definition")
    for known in alike:
        if stale_because(known.definition, definition) is not None:
            continue
        if known.parameters == plain["parameters"]:
            return known
    stored = AnalysisResult(
        territory=territory,
        technique=technique,
        outcome=outcome,
        title=title[:200],
        definition=definition,
        source=source[:300],
        year=year,
        sha256=sha256,
        seed=seed,
        software=(software or software_of_stored_data())[:60],
        note=note,
        illustrative=illustrative,
        **plain,
    )
    create_record(stored, by=by)
    FactorEffect.objects.bulk_create(FactorEffect(result=stored, **_fields(row)) for row in effects)
    return stored


def _plain(data: Mapping[str, Any]) -> Any:
    """Return the data as they will be read again, so that they compare; anything else is an error here."""
    return json.loads(json.dumps(data, allow_nan=False))


def _fields(row: EffectRow) -> dict[str, Any]:
    values = {field.name: getattr(row, field.name) for field in fields(row)}
    for name in ("variable", "category", "reference"):
        values[name] = values[name][:120]
    return values
