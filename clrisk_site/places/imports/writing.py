"""Stores territories and their boundaries; called inside the caller's transaction."""

from concurrent.futures import ThreadPoolExecutor

import pandas as pd
from django.db import connection

from clrisk_site.places.imports.checking import missing_parents, parent_names
from clrisk_site.places.imports.comparing import year_begins
from clrisk_site.places.imports.outlines import Outlines, store_outlines
from clrisk_site.places.imports.restoring import ids_of, put_back
from clrisk_site.places.imports.shaping import FileMap
from clrisk_site.places.models import Level, Territory
from clrisk_site.places.names import search_form
from clrisk_site.tables.spec import Change, Context
from clrisk_site.tables.upsert import upsert


def write_territories(
    levels: list[Level], change: Change, context: Context, known: FileMap | None = None
) -> None:
    """Create and rename territories, level by level from above, then store the boundaries that came.

    Parameters
    ----------
    known : FileMap, optional
        The shapes of the file, where the check of this very file made them.
    """
    rows = pd.concat([change.new, change.changed])
    if rows.empty:
        return
    if context.exact:
        put_back(rows, levels, context)
        return
    has_shapes = "geometry" in rows and bool(rows["geometry"].notna().any())
    with ThreadPoolExecutor(1) as beside:
        # Simplifying asks nothing of the database, and takes as long as storing the territories.
        simplified = None
        if has_shapes:
            simplified = beside.submit(Outlines.of_rows, rows[rows["geometry"].notna()], known)
        made = _make_parents(rows, levels, context)
        _store(rows, levels, context)
        outlines = simplified.result() if simplified is not None else None
    if outlines is not None:
        _store_outlines(outlines, made, context)


def _make_parents(rows: pd.DataFrame, levels: list[Level], context: Context) -> set[str]:
    paths = missing_parents(set(rows["path"]))
    names = parent_names(rows, levels)
    made = [(path, path.count("."), names.get(path) or path.rsplit(".", 1)[1]) for path in sorted(paths)]
    _store(pd.DataFrame(made, columns=["path", "depth", "name"]), levels, context)
    return paths


def _store(rows: pd.DataFrame, levels: list[Level], context: Context) -> None:
    """Write rows of path, depth and name; parents before children, so that each finds its parent.

    The year of a map is that of the outline. Since when the territory exists, a map does not say.
    """
    for level in levels:
        group = rows[rows["depth"] == level.depth]
        if group.empty:
            continue
        parents = ids_of({path.rsplit(".", 1)[0] for path in group["path"]})
        paths, names = group["path"].tolist(), group["name"].tolist()
        frame = pd.DataFrame(
            {
                "path": paths,
                "code": [path.split(".", 1)[1].replace(".", "") for path in paths],
                "name": names,
                "search_name": list(map(search_form, names)),
                "level_id": level.pk,
                "parent_id": [parents[path.rsplit(".", 1)[0]] for path in paths],
                "source": context.source,
                "is_demo": False,
            }
        )
        # The source of a known territory stays that of the file that brought it first.
        table = Territory._meta.db_table
        upsert(connection, table, frame, key=("path",), update=("name", "search_name"))


def _store_outlines(outlines: Outlines, made: set[str], context: Context) -> None:
    """Store the outlines, and give the parents that were just made the joint outline of what lies below."""
    joint = outlines.joint({path for path in made if path.count(".") == 1})
    for found in (outlines, joint):
        ids = ids_of(set(found.paths))
        store_outlines(found, ids, since=year_begins(context), source=context.source)
