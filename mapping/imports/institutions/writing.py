"""Stores institutions, puts them back as they were, and removes them; inside the caller's transaction."""

from typing import Any

import pandas as pd

from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import Change, Context
from mapping.imports.institutions.stored import FIELDS
from mapping.imports.keeping import refuse_if_edited, remove_records, text_of, writer_of
from mapping.imports.rights import Rights
from mapping.models import Institution
from mapping.owners import owner_paths


def write_institutions(territory: Territory, change: Change, context: Context) -> None:
    """Store new and changed rows; what a file leaves blank keeps its stored value."""
    owners = {row.path: row for row in Territory.objects.filter(path__in=owner_paths(territory))}
    stored = _stored(territory)
    if context.exact:
        refuse_if_edited(_named(stored, change.changed), context)
    for row in pd.concat([change.new, change.changed]).to_dict(orient="records"):
        _write(row, stored.get((row["owner"], row["name"])), owners, context)


def _write(
    row: dict[Any, Any], found: Institution | None, owners: dict[str, Territory], context: Context
) -> None:
    by = writer_of(context)
    is_new = found is None
    if found is None:
        found = Institution(territory=owners[row["owner"]], name=row["name"], created_by=by)
    else:
        found.version += 1
    for column, field in FIELDS.items():
        text = text_of(row.get(column))
        if text or context.exact:
            setattr(found, field, text)
    if is_new and not context.exact:
        found.source = found.source or context.source
    found.updated_by = by
    found.save()


def remove_institutions(territory: Territory, rows: pd.DataFrame, context: Context) -> None:
    """Remove institutions on which nothing rests.

    Raises
    ------
    BuiltUponError
        When something does, when a person changed one since, or it belongs to another territory.
    """
    found = _named(_stored(territory), rows)
    rights = Rights(territory, context.actor)
    for record in found:
        rights.refuse_foreign(record.territory.path, record.name)
    remove_records(Institution, found, context)


def _stored(territory: Territory) -> dict[tuple[str, str], Institution]:
    rows = Institution.objects.filter(territory__path__in=owner_paths(territory)).select_related("territory")
    return {(row.territory.path, row.name): row for row in rows}


def _named(stored: dict[tuple[str, str], Institution], rows: pd.DataFrame) -> list[Institution]:
    if rows.empty:
        return []
    keys = zip(rows["owner"], rows["name"], strict=True)
    return [stored[key] for key in keys if key in stored]
