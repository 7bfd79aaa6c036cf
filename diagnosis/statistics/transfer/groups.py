"""The group of children that a model speaks of, held against the local cells."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from diagnosis.statistics.transfer.cells import ProfileCells
from diagnosis.statistics.transfer.errors import OutsideGroupError
from diagnosis.statistics.transfer.variables import Crosswalk, FromColumn
from diagnosis.survey.codes import canonical

MARK = "="


def group_column(group: str, crosswalk: Crosswalk) -> str | None:
    """Return the local column that tells a group such as ``sex=girl``; None where no column can."""
    variable, mark, _category = group.partition(MARK)
    origin = crosswalk.get(variable.strip(), FromColumn(variable.strip()))
    return origin.column if mark and isinstance(origin, FromColumn) else None


def same_group(one: str, other: str) -> bool:
    """Return whether two names of groups mean the same: spaces and capitals do not count, 01 is 1."""
    return _plain(one) == _plain(other)


def kept_in_group(cells: ProfileCells, group: str, crosswalk: Crosswalk) -> NDArray[np.bool_] | None:
    """Return which cells are those of the group of a model.

    Parameters
    ----------
    cells : ProfileCells
        Children by area and local codes.
    group : str
        Variable and category, as a logit names them: ``sex=girl``.
    crosswalk : mapping of str to FromColumn or FromShares
        Where each variable is found. Codes led to nothing leave their children out.

    Returns
    -------
    ndarray of bool of shape (n,) or None
        False where children are left out. None where the cells lack the variable and so tell nothing.

    Raises
    ------
    OutsideGroupError
        If there are children of another group, or of a blank code.

    Examples
    --------
    >>> from diagnosis.statistics.transfer.cells import profile_cells
    >>> girls = profile_cells(["01", "02"], {"sex": ["girl", "girl"]}, [4, 5])
    >>> kept_in_group(girls, "sex=girl", {})
    array([ True,  True])
    >>> kept_in_group(girls, "zone=rural", {}) is None
    True
    """
    name = group_column(group, crosswalk)
    column = cells.columns.get(name) if name is not None else None
    if name is None or column is None:
        return None
    variable, _mark, category = (part.strip() for part in group.partition(MARK))
    origin = crosswalk.get(variable, FromColumn(variable))
    codes = origin.codes if isinstance(origin, FromColumn) else None
    led = {canonical(code): one for code, one in (codes or {}).items()}
    meant = [*column.labels, ""]
    found = [led.get(canonical(code), "") if codes is not None else code for code in meant]
    if codes is not None:
        found[-1] = codes.get("", "")
    outside = np.asarray(
        [one is not None and canonical(one) != canonical(category) for one in found], dtype=np.bool_
    )
    others = np.logical_and(outside[column.places], cells.counts > 0)
    if others.any():
        wrong = [meant[place] for place in np.unique(column.places[others])]
        raise OutsideGroupError(group, name, wrong, int(np.ceil(cells.counts[others].sum())))
    out = np.asarray([one is None for one in found], dtype=np.bool_)
    return np.logical_not(out[column.places])


def _plain(group: str) -> tuple[str, ...]:
    return tuple(canonical(part.strip().casefold()) for part in group.partition(MARK))
