"""Which groups of records are compared, as `groups` of a specification names them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clrisk_site.figures.message import Message, counts, says
from diagnosis.analyses.analysis import as_written
from diagnosis.analyses.conditions import truth_of
from diagnosis.analyses.faults import FileError, UnknownCodeError, shortened
from diagnosis.analyses.keys import Key, Keys, Shape
from diagnosis.analyses.records import Codes, Records
from diagnosis.analyses.specification import Specification
from diagnosis.statistics.grouping import Grouping
from diagnosis.survey.codes import canonical

type Members = NDArray[np.bool_]

MOST_GROUPS = 50
_BY_CODE: Keys = (
    Key("column", Shape.COLUMN, "", required=True),
    Key("values", Shape.TEXTS, ""),
    Key("blank", Shape.TEXTS, ""),
)
_BY_CONDITION: Keys = (
    Key("first", Shape.CONDITION, "", required=True),
    Key("second", Shape.CONDITION, "", required=True),
)
REST, FIRST, SECOND = "rest", "first", "second"
_WORDS = {REST: says("the rest"), FIRST: says("first group"), SECOND: says("second group")}


class ManyComparedError(FileError):
    """A column with so many codes that most often a number or a name was taken for a code."""

    def __init__(self, column: str, count: int) -> None:
        super().__init__(
            says(
                "The column «%(column)s» has %(count)s codes; at most %(limit)s groups are compared. "
                "List them in «values».",
                column=column,
                count=count,
                limit=MOST_GROUPS,
            ),
            column=column,
        )


class OneGroupError(FileError):
    """A column with one code in the domain, so that there is nothing to compare."""

    def __init__(self, column: str) -> None:
        super().__init__(
            says(
                "The column «%(column)s» holds fewer than two codes in the domain. Nothing can be compared.",
                column=column,
            ),
            column=column,
        )


class EmptyGroupError(FileError):
    """A group without a record that counts."""

    def __init__(self, label: str) -> None:
        super().__init__(
            says(
                "No record of the group «%(group)s» has both an answer and a weight above zero.",
                group=wording_of(label),
            )
        )


class OverlappingGroupsError(FileError):
    """A record that belongs to both groups."""

    def __init__(self, count: int) -> None:
        super().__init__(
            counts(
                "%(count)s record belongs to both groups. Groups that are compared must not overlap.",
                "%(count)s records belong to both groups. Groups that are compared must not overlap.",
                count,
            )
        )


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """The groups.

    Parameters
    ----------
    grouping : Grouping
        Group of each record; -1 outside all of them, or outside the domain.
    warnings : tuple of Message
        How many records are in no group, and why.
    """

    grouping: Grouping
    warnings: tuple[Message, ...]


def compared_groups(records: Records, spec: Specification, domain: Members) -> Compared:
    """Return the groups that a specification names.

    Parameters
    ----------
    records : Records
        The file.
    spec : Specification
        Its key `groups` is the name of a column, ``{column, values, blank}``, or ``{first, second}`` with a
        condition each.
    domain : ndarray of bool of shape (n,)
        Records that are analysed.

    Raises
    ------
    AnalysisError
        If the groups are not understood, overlap, or a code does not occur.
    """
    tree = spec.tree_of("groups")
    if isinstance(tree, str) and tree not in ("", "~", "null"):
        return _by_code(records, Specification({"column": tree}, _BY_CODE, inside="groups"), domain)
    if isinstance(tree, dict) and "column" in tree:
        return _by_code(records, Specification(tree, _BY_CODE, inside="groups"), domain)
    if isinstance(tree, dict) and ("first" in tree or "second" in tree):
        return _by_condition(records, Specification(tree, _BY_CONDITION, inside="groups"), domain)
    raise spec.invalid(
        "groups",
        says(
            "Write a column, {column: NAME, values: [CODE, CODE]}, or {first: CONDITION, second: CONDITION}."
        ),
    )


def wording_of(label: str) -> Message:
    """Return the name of a group as people read it: its code, or what stands for a group without one."""
    return _WORDS.get(label, as_written(label))


def _by_code(records: Records, spec: Specification, domain: Members) -> Compared:
    name = records.spelled(spec.text("column"))
    codes = records.codes(name)
    present = domain & ~codes.missing
    for code in spec.columns("blank"):
        present &= ~codes.where(code)
    wanted = _wanted(spec, codes, name)
    if not wanted:
        wanted = _occurring(codes, present)
    if len(wanted) > MOST_GROUPS:
        raise ManyComparedError(name, len(wanted))
    places = np.full(records.n, -1, dtype=np.int64)
    for at, code in enumerate(wanted):
        places[present & codes.where(code)] = at
    if len(wanted) == 1 and spec.columns("values"):
        places[present & (places < 0)] = 1
        wanted.append(REST)
    if len(wanted) < 2 or (places >= 0).sum() == 0:
        raise OneGroupError(name)
    grouping = Grouping(name, tuple(wanted), places)
    return Compared(grouping, _left_out(domain & ~present, present & (places < 0)))


def _wanted(spec: Specification, codes: Codes, name: str) -> list[str]:
    wanted = list(spec.columns("values"))
    for code in wanted:
        if not any(canonical(label) == canonical(code) for label in codes.labels):
            raise UnknownCodeError(name, shortened(code), codes.labels)
    if len({canonical(code) for code in wanted}) < len(wanted):
        raise spec.invalid("values", says("A code stands there twice. Write each group once."))
    return wanted


def _occurring(codes: Codes, present: Members) -> list[str]:
    """Return the codes of the present records; 1 and 01 are one."""
    found: dict[str, str] = {}
    for place in np.unique(codes.places[present]).tolist():
        found.setdefault(canonical(codes.labels[place]), codes.labels[place])
    return list(found.values())


def _by_condition(records: Records, spec: Specification, domain: Members) -> Compared:
    first, second = (truth_of(records, spec.tree_of(key) or "", f"groups.{key}") for key in spec.keys)
    both = domain & (first == 1) & (second == 1)
    if both.any():
        raise OverlappingGroupsError(int(both.sum()))
    places = np.where(first == 1, 0, np.where(second == 1, 1, -1)).astype(np.int64)
    places[~domain] = -1
    unsure = domain & (places < 0) & (np.isnan(first) | np.isnan(second))
    return Compared(
        Grouping("groups", (FIRST, SECOND), places), _left_out(unsure, domain & (places < 0) & ~unsure)
    )


def _left_out(unknown: Members, others: Members) -> tuple[Message, ...]:
    said: tuple[Message, ...] = ()
    if unknown.any():
        said += (
            counts(
                "%(count)s record has no group and stands in none of them.",
                "%(count)s records have no group and stand in none of them.",
                int(unknown.sum()),
            ),
        )
    if others.any():
        said += (
            counts(
                "%(count)s record of the domain lies outside the groups that are compared.",
                "%(count)s records of the domain lie outside the groups that are compared.",
                int(others.sum()),
            ),
        )
    return said
