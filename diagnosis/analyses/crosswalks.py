"""The crosswalk of a transfer: where each variable of the model is found, and what its local codes mean."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from clrisk_site.figures.message import N_, says
from diagnosis.analyses.absent import is_absent
from diagnosis.analyses.keys import Key, Keys, Shape
from diagnosis.analyses.specification import NO, YES, Specification
from diagnosis.statistics.coefficients import Coefficients
from diagnosis.statistics.transfer.groups import MARK
from diagnosis.statistics.transfer.variables import NO as DIGIT_NO
from diagnosis.statistics.transfer.variables import YES as DIGIT_YES
from diagnosis.statistics.transfer.variables import Crosswalk, FromColumn, FromShares, Origin, terms_of

NOTHING = frozenset({"", "~", "null"})

ORIGIN_KEYS: Keys = (
    Key("column", Shape.COLUMN, N_("Local column; its name is the variable's by default.")),
    Key(
        "codes",
        Shape.TREE,
        N_("Category of the model for each local code; a blank category leaves these children out."),
    ),
    Key("reference", Shape.TEXT, N_("Category of reference, where the model does not say it.")),
    Key("number", Shape.FLAG, N_("Whether the variable enters as a number.")),
    Key("shares", Shape.TREE, N_("Distribution of a larger territory, where the cells lack the variable.")),
    Key("source", Shape.TEXT, N_("Where the distribution comes from.")),
    Key("year", Shape.WHOLE, N_("Its year."), least=1950, most=2100),
)


def crosswalk_of(spec: Specification, coefficients: Coefficients) -> Crosswalk:
    """Return where each variable is found; one that is not named has a column of its own name."""
    bare = {part.variable for term in terms_of(coefficients) for part in term.parts if part.category is None}
    variable, _mark, category = coefficients.card.group.partition(MARK)
    if category in (DIGIT_NO, DIGIT_YES):
        bare.add(variable)
    written = spec.tree_of("crosswalk")
    if not isinstance(written, dict):
        return {}
    found: dict[str, Origin] = {}
    for name, tree in written.items():
        if isinstance(tree, str):
            found[name] = FromColumn(tree)
            continue
        if not isinstance(tree, dict):
            raise spec.invalid("crosswalk", says("Write a column, or a mapping, for each variable."))
        origin = _origin(name, Specification(tree, ORIGIN_KEYS, inside=f"crosswalk.{name}"))
        found[name] = _in_digits(origin) if name in bare else origin
    return found


def _origin(name: str, part: Specification) -> Origin:
    reference = part.column("reference")
    if "shares" not in part:
        codes = _codes(part) if "codes" in part else None
        return FromColumn(part.text("column", name), codes, reference, part.flag("number"))
    if "column" in part or "codes" in part:
        raise part.invalid("shares", says("Write either a column or shares."))
    try:
        shares = {key: float(cast("str", one)) for key, one in _mapping(part, "shares").items()}
    except (TypeError, ValueError) as error:
        raise part.invalid("shares", says("Write a number with a decimal point.")) from error
    year = part.whole("year", 0) if "year" in part else None
    return FromShares(shares, part.text("source"), year, reference)


def _codes(part: Specification) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for code, category in _mapping(part, "codes").items():
        if not isinstance(category, str):
            raise part.invalid("codes", says("Write one category for each code."))
        found["" if code in NOTHING or is_absent(code) else code] = None if category in NOTHING else category
    return found


def _in_digits(origin: Origin) -> Origin:
    """Return the codes of a variable that is yes or no with 1 and 0 for the words."""
    if isinstance(origin, FromShares):
        return replace(origin, shares={_digit(name): share for name, share in origin.shares.items()})
    if origin.codes is None:
        return origin
    codes = {code: None if word is None else _digit(word) for code, word in origin.codes.items()}
    return replace(origin, codes=codes)


def _digit(word: str) -> str:
    plain = word.casefold()
    return "1" if plain in YES else "0" if plain in NO else word


def _mapping(part: Specification, name: str) -> dict[str, object]:
    return cast("dict[str, object]", part.tree_of(name))
