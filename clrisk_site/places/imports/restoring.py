"""Puts territories back as they were stored, and takes away those that an import made."""

import pandas as pd
from django.db.models import Q

from clrisk_site.figures.message import says
from clrisk_site.places.among import Among
from clrisk_site.places.imports.checking import MADE_ABOVE
from clrisk_site.places.imports.comparing import BOX, FACTS, FULL, OUTLINE, outline_field, year_begins
from clrisk_site.places.imports.outlines import remove_outlines, replace_outlines
from clrisk_site.places.models import Boundary, Level, Territory
from clrisk_site.places.names import search_form
from clrisk_site.places.resting import NameOf, refuse_if_resting
from clrisk_site.tables.spec import BuiltUponError, Context

BATCH = 1_000


def ids_of(paths: set[str]) -> dict[str, int]:
    """Return the primary keys of the territories that are stored."""
    return dict(Territory.objects.filter(Among("path", paths)).order_by().values_list("path", "pk"))


def put_back(rows: pd.DataFrame, levels: list[Level], context: Context) -> None:
    """Store rows with every fact they had, parents before children, and the outlines of the year they had."""
    rows = rows.astype(object).where(rows.notna(), None)
    for level in levels:
        group = rows[rows["depth"] == level.depth]
        parents = ids_of({path.rpartition(".")[0] for path in group["path"]})
        territories = [
            Territory(
                path=row["path"],
                code=row["code"],
                name=row["name"],
                search_name=search_form(row["name"]),
                level=level,
                parent_id=parents.get(row["path"].rpartition(".")[0]),
                **{name: row[name] for name in FACTS},
            )
            for row in group.to_dict(orient="records")
        ]
        Territory.objects.bulk_create(
            territories,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["path"],
            update_fields=["name", "search_name", *FACTS],
        )
    if outline_field("wkb") in rows:
        _put_outlines_back(rows, context)


def _put_outlines_back(rows: pd.DataFrame, context: Context) -> None:
    since, ids = year_begins(context), ids_of(set(rows["path"]))
    had = rows[rows[outline_field("wkb")].notna()]
    remove_outlines([ids[path] for path in rows["path"]], since)
    if had.empty:
        return
    frame = pd.DataFrame({"territory_id": [ids[path] for path in had["path"]]}, index=had.index)
    for name in (*OUTLINE, *BOX, FULL):
        frame[name] = had[outline_field(name)]
    frame["valid_from"] = pd.Series([since] * len(frame), index=frame.index, dtype=object)
    replace_outlines(frame, since)


def remove_territories(rows: pd.DataFrame, context: Context, name_of: NameOf) -> None:
    """Remove territories, and those made on the way to them, with the outlines of the year of the file.

    Raises
    ------
    BuiltUponError
        When anything else refers to one of them.
    """
    paths = set(rows["path"])
    if MADE_ABOVE in rows:
        paths.update(path for made in rows[MADE_ABOVE].dropna() for path in made.split())
    ids = ids_of(paths)
    pks = sorted(ids.values())
    _refuse_other_outlines(pks, context)
    refuse_if_resting(Territory, pks, besides={Boundary}, name_of=name_of)
    for depth in sorted({path.count(".") for path in ids}, reverse=True):
        of_level = [pk for path, pk in ids.items() if path.count(".") == depth]
        Territory.objects.filter(Among("pk", of_level)).delete()


def _refuse_other_outlines(pks: list[int], context: Context) -> None:
    """An import made the outlines of its year; others, and any when nothing is undone, would be lost."""
    own = Q(valid_from=year_begins(context)) if context.exact else Q(pk__in=())
    others = Boundary.objects.filter(Among("territory_id", pks)).exclude(own)
    other = others.select_related("territory").first()
    if other is not None:
        message = says(
            "«%(row)s» cannot be removed: it has a boundary (%(source)s). Boundaries are kept.",
            row=str(other.territory),
            source=other.source or "—",
        )
        raise BuiltUponError(message)
