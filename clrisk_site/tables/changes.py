"""Every value that an import would replace, and not only the first ones that a page shows."""

from collections.abc import Iterator

import numpy as np

from clrisk_site.tables.comparing import make_keys, same_values
from clrisk_site.tables.preview_result import ChangedCell
from clrisk_site.tables.spec import Change, Context, ImportSpec
from clrisk_site.tables.telling import name_changes

ROWS_AT_ONCE = 500


def all_changes(spec: ImportSpec, change: Change, context: Context) -> Iterator[ChangedCell]:
    """Yield the changed values row by row, in the order of the file.

    A column that is not stored yet counts as missing in every stored row.
    """
    if change.before is None or change.changed.empty:
        return
    changed = change.changed.sort_index(kind="stable")
    keys = make_keys(changed, spec.key)
    places = {key: place for place, key in enumerate(make_keys(change.before, spec.key))}
    prefix = f"{spec.open_columns.prefix}:" if spec.open_columns else None
    fields = [
        str(name)
        for name in changed.columns
        if name not in spec.key
        and (name in change.before or (prefix is not None and str(name).startswith(prefix)))
    ]
    for start in range(0, len(changed), ROWS_AT_ONCE):
        part, part_keys = changed.iloc[start : start + ROWS_AT_ONCE], keys[start : start + ROWS_AT_ONCE]
        before = change.before.iloc[[places[key] for key in part_keys]].reindex(
            columns=change.before.columns.union(fields, sort=False)
        )
        cells = []
        for at, name in enumerate(fields):
            differs = np.flatnonzero(~same_values(part[name], before[name]))
            old, new = before[name].iloc[differs].tolist(), part[name].iloc[differs].tolist()
            cells += [
                (place, at, ChangedCell(int(part.index[place]), part_keys[place], name, one, other))
                for place, one, other in zip(differs.tolist(), old, new, strict=True)
            ]
        cells.sort(key=lambda cell: cell[:2])
        yield from name_changes(spec, [cell for _, _, cell in cells], part_keys, part, context)
