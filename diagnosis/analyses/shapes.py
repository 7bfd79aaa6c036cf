"""Whether a value of a specification has the shape that its key asks for, and what to write if not."""

from __future__ import annotations

import math
from typing import cast

from clrisk_site.figures.message import Message, says
from diagnosis.analyses.faults import listed
from diagnosis.analyses.keys import Key, Shape
from diagnosis.analyses.plain_yaml import Tree

YES = frozenset({"yes", "true", "on", "sí", "si", "oui", "sim"})
NO = frozenset({"no", "false", "off", "non", "não"})


def objection(key: Key, value: Tree) -> Message | None:
    """Return what should stand there instead; None where the value will do."""
    if value in ("", "~", "null") or not value:
        return says("It is empty. Write a value, or remove the key.")
    if key.shape in (Shape.COLUMN, Shape.TEXT):
        words = (
            says("Write the name of one column.") if key.shape is Shape.COLUMN else says("Write one text.")
        )
        return None if isinstance(value, str) else words
    if key.shape in (Shape.COLUMNS, Shape.TEXTS):
        return None if _all_texts(value) else says("Write a list of names.")
    if key.shape in (Shape.NUMBER, Shape.WHOLE, Shape.NUMBERS):
        return _number_objection(key, value)
    if key.shape is Shape.CHOICE:
        return (
            None if value in key.choices else says("Write one of: %(known)s.", known=listed(key.choices, 40))
        )
    if key.shape is Shape.FLAG:
        understood = isinstance(value, str) and value.casefold() in YES | NO
        return None if understood else says("Write «yes» or «no».")
    if key.shape is Shape.TREE:
        return None if isinstance(value, dict) else says("Write a mapping of keys and values.")
    return None


def _all_texts(value: Tree) -> bool:
    return isinstance(value, str) or (
        isinstance(value, list) and bool(value) and all(isinstance(one, str) and one for one in value)
    )


def _number_objection(key: Key, value: Tree) -> Message | None:
    several = isinstance(value, list) and key.shape is Shape.NUMBERS and bool(value)
    numbers = [_number(one) for one in (value if several and isinstance(value, list) else [value])]
    whole = key.shape is Shape.WHOLE
    least, most = key.least, key.most
    good = all(
        number is not None
        and math.isfinite(number)
        and (least is None or number >= least)
        and (most is None or number <= most)
        and not (whole and number % 1)
        for number in numbers
    )
    # int() of "3.0" fails; a whole number is written without a point.
    if good and not (whole and not cast("str", value).lstrip("+-").isdecimal()):
        return None
    if least is not None and most is not None:
        return says("Write a number from %(least)s to %(most)s.", least=f"{least:g}", most=f"{most:g}")
    if least is not None:
        return says("Write a number of %(least)s or more.", least=f"{least:g}")
    return says("Write a whole number.") if whole else says("Write a number with a decimal point.")


def _number(value: Tree) -> float | None:
    try:
        return float(value) if isinstance(value, str) and "_" not in value else None
    except ValueError:
        return None
