"""The coefficients of a transfer: from the JSON document of `analyse logit`, or from the specification."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from clrisk_site.figures.message import N_, Message, says
from diagnosis.analyses.faults import SpecificationError, listed
from diagnosis.analyses.keys import Key, Keys, Shape
from diagnosis.analyses.logit import CARD_KEYS
from diagnosis.analyses.specification import Specification, Tree
from diagnosis.statistics.coefficients import CONSTANT, Coefficients, ModelCard, Spread
from diagnosis.statistics.logit.outcomes import EVERYBODY, definition_of
from diagnosis.statistics.transfer.errors import IndefiniteCovarianceError

LARGEST = 64 * 1024 * 1024
CONSTANTS = frozenset({"(intercept)", "intercept", "_cons", "constant"})
"""What R, statsmodels and Stata call the constant."""

MODEL_KEYS: Keys = (
    Key("file", Shape.TEXT, N_("JSON document of analyse logit, beside the specification.")),
    Key("outcome", Shape.TEXT, N_("Which of several outcomes of the document.")),
    Key(
        "group",
        Shape.TEXT,
        N_("Which of several groups of the document; the children that coefficients speak of."),
    ),
    Key("coefficients", Shape.TREE, N_("Log odds by the name of the term; the constant is const.")),
    Key("vcov", Shape.ANY, N_("Covariance: a row for each coefficient, in their order.")),
    Key("se", Shape.TREE, N_("Standard errors by the name of the term, where no covariance is known.")),
    Key("df", Shape.NUMBER, N_("Degrees of freedom; the normal distribution by default."), least=1),
    Key("categories", Shape.TREE, N_("Categories of each variable, the one of reference first.")),
    Key("shares", Shape.TREE, N_("Share of each term in the survey, from 0 to 1.")),
    Key("numbers", Shape.TEXTS, N_("Variables that enter as numbers.")),
    *CARD_KEYS,
)


class BrokenModelError(SpecificationError):
    """The coefficients of a model cannot be read."""


def coefficients_of(spec: Specification) -> Coefficients:
    """Return the coefficients with their card.

    Raises
    ------
    SpecificationError
        If there are none, or they do not belong together.
    """
    written = spec.tree_of("model")
    if isinstance(written, str):
        part = Specification({"file": written}, MODEL_KEYS, folder=spec.folder, inside="model")
    elif isinstance(written, dict):
        part = Specification(written, MODEL_KEYS, folder=spec.folder, inside="model")
    else:
        raise spec.invalid("model", says("Write the name of a JSON document, or the coefficients."))
    data = _document(part) if "file" in part else _inline(part)
    try:
        found = _coefficients(data)
    except (IndefiniteCovarianceError, BrokenModelError):
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BrokenModelError(
            says(
                "The coefficients of the model do not belong together. Each term needs one finite "
                "coefficient, and the covariance a row and a column for each, in their order."
            ),
            "model",
        ) from error
    return replace(found, card=_said(part, found.card))


def _document(part: Specification) -> Mapping[str, Any]:
    path = part.folder / part.text("file")
    if not path.is_file():
        raise BrokenModelError(says("There is no file %(file)s.", file=str(path)), "model")
    try:
        data = _read(path)
    except (TypeError, ValueError, OSError, RecursionError) as error:
        raise BrokenModelError(
            says("%(file)s is no JSON document of analyse logit.", file=path.name), "model"
        ) from error
    if "error" in data:
        raise BrokenModelError(
            says("%(file)s holds the error of an analysis, and no model. Fit it again.", file=path.name),
            "model",
        )
    models = [one for one in data.get("models") or () if isinstance(one, dict) and "terms" in one]
    wanted = {name: part.text(name) for name in ("outcome", "group") if name in part}
    if wanted:
        chosen = [one for one in models if all(str(one.get(name)) == text for name, text in wanted.items())]
    else:
        chosen = [dict(data)] if "terms" in data else models
    if len(chosen) != 1:
        raise BrokenModelError(_which(path, models), "model")
    if chosen[0].get("converged") is False:
        raise BrokenModelError(
            says("The model in %(file)s did not converge, so it has no coefficients to use.", file=path.name),
            "model",
        )
    return cast("Mapping[str, Any]", chosen[0])


def _read(path: Path) -> Mapping[str, Any]:
    if path.stat().st_size > LARGEST:
        raise ValueError("too large")
    data = json.loads(path.read_text(encoding="utf-8-sig"))
    if not isinstance(data, dict):
        raise TypeError("no mapping")
    return data


def _which(path: Path, models: Sequence[Mapping[str, Any]]) -> Message:
    return says(
        "%(file)s does not hold exactly one such model. Choose one with outcome and group: %(models)s.",
        file=path.name,
        models=listed(f"{one.get('outcome')} / {one.get('group')}" for one in models) or "–",
    )


def _inline(part: Specification) -> Mapping[str, Any]:
    if "coefficients" not in part:
        raise part.invalid("coefficients", says("Write log odds by the name of the term."))
    values = _numbers(part, "coefficients")
    se = _numbers(part, "se")
    if se and set(se) != set(values):
        raise part.invalid("se", says("Write one standard error for each coefficient."))
    return {
        "terms": [{"name": name, "coefficient": value, "se": se.get(name)} for name, value in values.items()],
        "vcov": _matrix(part),
        "df": part.number("df", math.inf),
        "card": {
            "categories": {name: _texts(part, one) for name, one in _tree(part, "categories").items()},
            "shares": _numbers(part, "shares"),
            "numbers": part.columns("numbers"),
        },
    }


def _tree(part: Specification, name: str) -> Mapping[str, Tree]:
    found = part.tree_of(name)
    return found if isinstance(found, dict) else {}


def _texts(part: Specification, written: Tree) -> list[str]:
    if not isinstance(written, list) or not all(isinstance(one, str) for one in written):
        raise part.invalid("categories", says("Write a list of names."))
    return cast("list[str]", written)


def _numbers(part: Specification, name: str) -> dict[str, float]:
    try:
        return {key: float(cast("str", one)) for key, one in _tree(part, name).items()}
    except (TypeError, ValueError) as error:
        raise part.invalid(name, says("Write a number with a decimal point.")) from error


def _matrix(part: Specification) -> list[list[float]] | None:
    written = part.tree_of("vcov")
    if written is None:
        return None
    rows = list(written.values()) if isinstance(written, dict) else written
    try:
        return [[float(cast("str", cell)) for cell in cast("list[Tree]", row)] for row in rows]
    except (TypeError, ValueError) as error:
        raise part.invalid("vcov", says("Write a row of numbers for each coefficient.")) from error


def _coefficients(data: Mapping[str, Any]) -> Coefficients:
    terms = data["terms"]
    if not terms:
        raise ValueError("there is no term")
    names = tuple(_name(str(term["name"])) for term in terms)
    if [_name(str(one)) for one in data.get("names") or names] != list(names):
        raise BrokenModelError(
            says(
                "In the document of the model «names» and «terms» differ, so nobody knows to which terms the "
                "covariance belongs. Give both in the same order."
            ),
            "model",
        )
    values = np.asarray([term["coefficient"] for term in terms], dtype=np.float64)
    df = data.get("df")
    return Coefficients(
        names,
        values,
        _covariance(data.get("vcov")),
        _standard_errors(terms),
        None if df is None or math.isinf(df) else float(df),
        _of_outcome(data, _card(data.get("card") or {})),
    )


def _of_outcome(data: Mapping[str, Any], card: ModelCard) -> ModelCard:
    """Return the card with the group and the part of work that stand beside the model and not in its card."""
    kind, group = str(data.get("outcome") or ""), str(data.get("group") or "")
    return replace(card, definition=definition_of(card.definition, kind), group=card.group or group)


def _name(written: str) -> str:
    return CONSTANT if written.casefold() in CONSTANTS else written


def _covariance(written: Any) -> NDArray[np.float64] | None:
    if written is None:
        return None
    # Rounding in a document must not make it asymmetric.
    found = np.asarray(written, dtype=np.float64)
    if found.ndim == 2 and bool((np.diag(found) < 0).any()):
        raise IndefiniteCovarianceError
    close = found.ndim == 2 and found.shape[0] == found.shape[1] and np.allclose(found, found.T, rtol=1e-6)
    return np.asarray((found + found.T) / 2) if close else found


def _standard_errors(terms: Sequence[Mapping[str, Any]]) -> NDArray[np.float64] | None:
    found = [term.get("se") for term in terms]
    return None if any(one is None for one in found) else np.asarray(found, dtype=np.float64)


def _card(written: Mapping[str, Any]) -> ModelCard:
    chores = written.get("chores")
    return ModelCard(
        survey=str(written.get("survey") or ""),
        year=written.get("year"),
        definition=str(written.get("definition") or ""),
        group=str(written.get("group") or ""),
        age_from=written.get("age_from"),
        age_to=written.get("age_to"),
        categories={name: tuple(one) for name, one in (written.get("categories") or {}).items()},
        shares={name: float(one) for name, one in (written.get("shares") or {}).items()},
        numbers=tuple(written.get("numbers") or ()),
        spreads={
            name: Spread(float(one["least"]), float(one["most"]), float(one["mean"]))
            for name, one in (written.get("spreads") or {}).items()
        },
        chores=chores if isinstance(chores, bool) else None,
    )


def _said(part: Specification, card: ModelCard) -> ModelCard:
    """Return the card with what the specification says of the survey; it goes before the document."""
    group = part.text("group", card.group)
    return replace(
        card,
        survey=part.text("survey", card.survey),
        definition=part.text("definition", card.definition),
        group="" if group == EVERYBODY else group,
        year=part.whole("year", 0) if "year" in part else card.year,
        age_from=part.whole("age_from", 0) if "age_from" in part else card.age_from,
        age_to=part.whole("age_to", 0) if "age_to" in part else card.age_to,
        chores=part.flag("chores") if "chores" in part else card.chores,
    )
