"""Takes small tables the whole way from file to receipt and back again, for the tests of kinds of file."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.db import models

from clrisk_site.files.actions.save_import import save_import
from clrisk_site.files.importing.order import ImportOrder
from clrisk_site.files.importing.previewing import Understood, understand
from clrisk_site.files.importing.stored import stored_sets, stored_table
from clrisk_site.files.models import ImportReceipt
from clrisk_site.files.registry import imports
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from clrisk_site.tables.writing import write_csv

type Rows = Sequence[Mapping[str, object]]

UNSTEADY = frozenset({"version", "updated_at", "updated_by_id", "created_at", "created_by_id"})
"""What a row does not get back: versions only grow, and who wrote last wrote last."""


def written(folder: Path, rows: Rows) -> Path:
    """Write a table as CSV; None is a blank cell."""
    path = folder / "tabla.csv"
    names = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)
    return path


def look(kind: str, territory: Territory, path: Path, **said: Any) -> Understood:
    """Read a file that must be readable, and say what saving would do."""
    found = imports.get(kind)
    assert found is not None
    order = ImportOrder(
        kind=found,
        territory=territory,
        path=path,
        file_name=path.name,
        trusted=True,
        **{"source": "Inventario", **said},
    )
    understood = understand(order)
    assert isinstance(understood, Understood), understood
    return understood


def take(kind: str, territory: Territory, path: Path, **said: Any) -> ImportReceipt:
    """Import a file; nothing may be open."""
    understood = look(kind, territory, path, **said)
    assert not understood.preview.questions, understood.preview.questions
    return save_import(understood=understood, sha256="0" * 64, by=said.get("by"))


def dump(*kinds: type[models.Model]) -> list[Any]:
    """Return every row of the tables by its own values; the key of a row that came back is another one."""
    found = []
    for model in kinds:
        names = [
            field.attname
            for field in model._meta.concrete_fields
            if not field.primary_key and field.attname not in UNSTEADY
        ]
        rows = [tuple(_plain(value) for value in row) for row in model._default_manager.values_list(*names)]
        found.append((model.__name__, sorted(rows, key=repr)))
    return found


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def somebody() -> User:
    """Return a person to whom the audit can attribute an undoing."""
    found = User.objects.filter(email="deshace@example.org").first()
    return found or User.objects.create_user("deshace@example.org", "una-clave-larga", name="Deshace")


def exported(kind: str, territory: Territory, folder: Path, by: User | None = None) -> Path:
    """Write what is stored in the shape that its import takes, as the site hands it out."""
    found = imports.get(kind)
    assert found is not None
    table = stored_table(found, territory, stored_sets(found, territory)[0], by=by or somebody())
    path = folder / f"{kind}.csv"
    path.write_bytes(write_csv(table.headers, table.rows()))
    return path
