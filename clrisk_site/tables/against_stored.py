"""Rows as they were read held against those that are stored: what is new, changes, stays, or is gone."""

from dataclasses import replace

import numpy as np
import pandas as pd

from clrisk_site.tables.comparing import Comparison, compare, make_keys
from clrisk_site.tables.spec import Context, ImportSpec, Kind
from clrisk_site.tables.telling import name_changes

MOST_CHANGED_ROWS = 50


def keys_read(spec: ImportSpec, frame: pd.DataFrame) -> list[str]:
    """Return the key of each row as it was read; none where a check has yet to complete or unfold it."""
    if not set(spec.key) <= set(frame):
        return []
    filled_in = [
        name for name in spec.key if (found := spec.column(name)) and found.kind is not Kind.TERRITORY
    ]
    return [] if frame[filled_in].isna().to_numpy().any() else make_keys(frame, spec.key)


def are_keys_final(spec: ImportSpec) -> bool:
    """Whether rows are named alike before and after the check, which may write codes and names as stored."""
    columns = [spec.column(name) for name in spec.key]
    return spec.check is None or all(one is not None and one.kind is Kind.TERRITORY for one in columns)


def compare_with_stored(
    spec: ImportSpec, frame: pd.DataFrame, context: Context, read: list[str] | None
) -> tuple[Comparison, pd.DataFrame]:
    """Return the comparison, and the stored rows that it speaks of.

    Parameters
    ----------
    read : list of str or None
        Keys of all rows of the file, those that are refused or wait too; None where they could not be read.
    """
    stored = spec.existing(context)
    prefix = f"{spec.open_columns.prefix}:" if spec.open_columns else None
    blank = [str(name) for name in frame.columns if prefix and str(name).startswith(prefix)]
    keys = make_keys(frame, spec.key)
    found = compare(frame, keys, stored, spec.key, blank=blank, most=MOST_CHANGED_ROWS)
    # A stored row whose row in the file is refused or waits is not gone; where keys were not readable,
    # nobody knows which those are.
    spoken = None if read is None else set(read).union(keys)
    gone = found.gone & np.array(
        [spoken is not None and key not in spoken for key in make_keys(stored, spec.key)], dtype=bool
    )
    return replace(found, gone=gone, cells=name_changes(spec, found.cells, keys, frame, context)), stored
