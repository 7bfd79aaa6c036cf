"""Groups of records by the codes of one or more columns."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clrisk_site.figures.message import Message, counts, says
from diagnosis.analyses.faults import FileError
from diagnosis.analyses.records import Records

MOST_GROUPS = 200
MOST_COMBINED = 2**62


class ManyGroupsError(FileError):
    """Columns whose codes make too many groups; most often a number or a name was taken for a code."""

    def __init__(self, count: int) -> None:
        super().__init__(
            says(
                "The columns of «by» make %(count)s groups; at most %(limit)s are computed. "
                "Choose columns with few codes.",
                count=count,
                limit=MOST_GROUPS,
            )
        )


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Records that share their codes.

    Parameters
    ----------
    codes : mapping of str to str
        Column to code.
    members : ndarray of bool of shape (n,)
        Which records.
    """

    codes: Mapping[str, str]
    members: NDArray[np.bool_]


def groups_of(
    records: Records, columns: Sequence[str], domain: NDArray[np.bool_]
) -> tuple[list[Group], tuple[Message, ...]]:
    """Return the groups that occur in the domain, in the order of their codes, and who is in none.

    Raises
    ------
    ManyGroupsError
        If there are more than MOST_GROUPS.
    """
    names = [records.spelled(column) for column in columns]
    coded = [records.codes(name) for name in names]
    known = domain & ~np.any([one.missing for one in coded], axis=0)
    sizes = tuple(max(len(one.labels), 1) for one in coded)
    if math.prod(sizes) > MOST_COMBINED:
        raise ManyGroupsError(math.prod(sizes))
    at = np.ravel_multi_index([one.places[known] for one in coded], sizes)
    found, of = np.unique(at, return_inverse=True)
    if len(found) > MOST_GROUPS:
        raise ManyGroupsError(len(found))
    positions = np.flatnonzero(known)
    groups = []
    for number, place in enumerate(zip(*np.unravel_index(found, sizes), strict=True)):
        members = np.zeros(records.n, dtype=bool)
        members[positions[of == number]] = True
        codes = {name: one.labels[int(code)] for name, one, code in zip(names, coded, place, strict=True)}
        groups.append(Group(codes, members))
    absent = int((domain & ~known).sum())
    return groups, _absent(absent)


def _absent(count: int) -> tuple[Message, ...]:
    if not count:
        return ()
    return (
        counts(
            "%(count)s record has no group and stands in none of them.",
            "%(count)s records have no group and stand in none of them.",
            count,
        ),
    )
