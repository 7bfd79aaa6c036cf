"""Whether local categories are those of a model: without that no coefficient is applied (R8). Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from clrisk_site.figures.message import Message, says
from diagnosis.statistics.transfer.variables import FromColumn, FromShares, ModelVariable, Origin

type Ages = tuple[int, int]

WHOLE = 1e-6
"""How far shares that add up to one may be from it, after rounding in a form."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides of a crosswalk.

    Parameters
    ----------
    variables : tuple of ModelVariable
        Those that the model needs.
    columns : mapping of str to tuple of str
        Codes of each local column.
    model_ages, local_ages : tuple of (int, int)
        First and last age, in completed years.
    defined_ages : tuple of (int or None, int or None)
        Those of the definition in force; None where it states none.
    """

    variables: tuple[ModelVariable, ...]
    columns: Mapping[str, tuple[str, ...]]
    model_ages: Ages
    local_ages: Ages
    defined_ages: tuple[int | None, int | None] = (None, None)


def faults_of(sides: Sides, mapping: Mapping[str, Any], *, same_definition: bool) -> tuple[Message, ...]:
    """Return why coefficients may not be applied through a crosswalk; nothing when they may.

    Parameters
    ----------
    sides : Sides
        What the model asks for, and what the cells hold now.
    mapping : mapping
        For each variable of the model its local ``column`` and ``categories`` (from the model's to a list of
        local ones), with the local ones ``left_out``; or a ``number``; or ``shares`` with their ``source``.
    same_definition : bool
        Whether somebody read both definitions and found them the same.
    """
    faults = [fault for variable in sides.variables for fault in _of_variable(variable, sides, mapping)]
    if sides.model_ages != sides.local_ages:
        faults.append(
            says(
                "The model speaks of ages %(model_from)s to %(model_to)s, the local data of ages "
                "%(local_from)s to %(local_to)s. Count the same ages on both sides.",
                model_from=sides.model_ages[0],
                model_to=sides.model_ages[1],
                local_from=sides.local_ages[0],
                local_to=sides.local_ages[1],
            )
        )
    faults += _of_definition(sides)
    if not same_definition:
        faults.append(
            says(
                "Nobody confirmed that the model follows the definition of child labour in force here. "
                "Read both, or use coefficients of your own definition."
            )
        )
    return tuple(faults)


def _of_definition(sides: Sides) -> Iterator[Message]:
    """Yield that a model speaks of children whom the definition in force leaves out."""
    first, last = sides.defined_ages
    model_from, model_to = sides.model_ages
    if (first is not None and model_from < first) or (last is not None and model_to > last):
        yield says(
            "The model speaks of ages %(model_from)s to %(model_to)s, the definition in force of ages "
            "%(from)s to %(to)s. Use a model of these ages.",
            model_from=model_from,
            model_to=model_to,
            **{"from": model_from if first is None else first, "to": model_to if last is None else last},
        )


def origins_of(mapping: Mapping[str, Any]) -> dict[str, Origin]:
    """Return a stored crosswalk as the statistics read it."""
    return {name: _origin(one) for name, one in mapping.items()}


def numbers_of(mapping: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the variables that enter as numbers."""
    return tuple(name for name, one in mapping.items() if one.get("number"))


def left_out_of(mapping: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the local categories whose children are left out, by local column."""
    return {one["column"]: tuple(one["left_out"]) for one in mapping.values() if one.get("left_out")}


def is_numeric(codes: tuple[str, ...]) -> bool:
    """Whether all codes of a column are numbers, so that they may enter as such."""
    return bool(codes) and all(_is_number(code) for code in codes)


def _origin(one: Mapping[str, Any]) -> Origin:
    if "shares" in one:
        return FromShares(dict(one["shares"]), str(one.get("source", "")), one.get("year"))
    if one.get("number"):
        return FromColumn(one["column"], number=True)
    codes: dict[str, str | None] = {
        local: category for category, all_local in one["categories"].items() for local in all_local
    }
    return FromColumn(one["column"], codes | dict.fromkeys(one.get("left_out", ())))


def _of_variable(variable: ModelVariable, sides: Sides, mapping: Mapping[str, Any]) -> Iterator[Message]:
    written = mapping.get(variable.name)
    if not written or not (written.get("column") or "shares" in written):
        yield says(
            "The local data have nothing for “%(variable)s” of the model. Choose its column, or give the "
            "distribution of a larger territory. It is never taken as the category of reference.",
            variable=variable.name,
        )
    elif "shares" in written:
        yield from _of_shares(variable, written)
    elif written["column"] not in sides.columns:
        yield says(
            "The local data have no column “%(column)s” any more. Choose another for “%(variable)s”.",
            column=written["column"],
            variable=variable.name,
        )
    elif written.get("number"):
        yield from _of_number(variable, written["column"], sides)
    else:
        yield from _of_categories(variable, written, sides.columns[written["column"]])


def _of_categories(
    variable: ModelVariable, written: Mapping[str, Any], local: tuple[str, ...]
) -> Iterator[Message]:
    led: Mapping[str, list[str]] = written["categories"]
    placed = {code for codes in led.values() for code in codes} | set(written.get("left_out", ()))
    if many := [code for code in local if code not in placed]:
        yield says(
            "The local data have a category too many in “%(variable)s”: %(codes)s. Say which category of the "
            "model it is, or that its children are left out.",
            variable=variable.name,
            codes=", ".join(many),
        )
    if lacking := [one for one in variable.all_categories if not set(led.get(one, ())) & set(local)]:
        yield says(
            "The local data have no category for these of “%(variable)s”: %(codes)s. Coefficients are not "
            "applied to another coding. Refit the model with the local categories.",
            variable=variable.name,
            codes=", ".join(lacking),
        )
    if added := [one for one in led if one not in variable.all_categories]:
        yield says(
            "“%(variable)s” of the model does not have these categories: %(codes)s. Choose one of its own.",
            variable=variable.name,
            codes=", ".join(added),
        )
    if variable.reference is None:
        yield says(
            "Nobody says which category of “%(variable)s” is the reference of the model. Read its file again "
            "with the row of the reference.",
            variable=variable.name,
        )


def _of_number(variable: ModelVariable, column: str, sides: Sides) -> Iterator[Message]:
    if not (variable.yes_no or variable.number):
        yield says(
            "“%(variable)s” of the model has categories, so no number stands for it.", variable=variable.name
        )
    elif not is_numeric(sides.columns[column]):
        yield says("The column “%(column)s” holds codes that are no numbers.", column=column)


def _of_shares(variable: ModelVariable, written: Mapping[str, Any]) -> Iterator[Message]:
    shares = written["shares"]
    complete = set(shares) == set(variable.all_categories)
    if not complete or abs(sum(shares.values()) - 1) > WHOLE or min(shares.values(), default=0) < 0:
        yield says(
            "The distribution given for “%(variable)s” needs a share for each category; together they are "
            "100 %%.",
            variable=variable.name,
        )
    if not written.get("source"):
        yield says("Say where the distribution of “%(variable)s” comes from.", variable=variable.name)


def _is_number(code: str) -> bool:
    try:
        float(code)
    except ValueError:
        return False
    return True
