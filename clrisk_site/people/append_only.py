"""Lets the database itself refuse to change or remove what was noted, signed or frozen, on both databases.

`put_up` is called by the migration. `lifted` is for those few who replace or cut whole tables: a house test
names them, and none is reached by an address of the site.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

WORDS = "rows of {table} are only ever added"


@dataclass(frozen=True)
class Guarded:
    """A table; `key` is what makes a row the same row, and `growth` the one change that is allowed."""

    table: str
    key: tuple[str, ...]
    growth: str = ""


# A chain takes one more entry, or its end is signed; nothing else happens to it.
CHAIN_GROWTH = """NEW.path = OLD.path AND (
    (NEW.length = OLD.length + 1 AND NEW.signed_number = OLD.signed_number)
    OR (NEW.length = OLD.length AND NEW.head_hash = OLD.head_hash
        AND NEW.signed_number > OLD.signed_number AND NEW.signed_number <= NEW.length)
)"""

GUARDED = (
    Guarded("people_auditentry", ("chain_id", "number")),
    Guarded("people_auditcheckpoint", ("chain_id", "number")),
    Guarded("people_snapshot", ("subject_type_id", "subject_id", "number")),
    Guarded("people_auditchain", ("path",), CHAIN_GROWTH),
)


def put_up(database: BaseDatabaseWrapper) -> None:
    """Create the triggers."""
    _run(database, _creating(database.vendor))


def take_down(database: BaseDatabaseWrapper) -> None:
    """Drop the triggers."""
    _run(database, _dropping(database.vendor))


@contextmanager
def lifted() -> Iterator[None]:
    """Allow changes within one transaction. If it fails, the database has its triggers again as before."""
    with transaction.atomic():
        take_down(connection)
        yield
        if connection.vendor == "postgresql":
            _run(connection, ["SET CONSTRAINTS ALL IMMEDIATE"])  # no table may change with checks outstanding
        put_up(connection)


def _run(database: BaseDatabaseWrapper, statements: list[str]) -> None:
    with database.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _creating(vendor: str) -> list[str]:
    if vendor == "postgresql":
        return [_FUNCTION, *(statement for guarded in GUARDED for statement in _on_postgresql(guarded))]
    return [statement for guarded in GUARDED for statement in _on_sqlite(guarded)]


def _dropping(vendor: str) -> list[str]:
    if vendor == "postgresql":
        kinds = ("refuse_change", "refuse_truncate", "refuse_update")
        return [
            f"DROP TRIGGER IF EXISTS {guarded.table}_{kind} ON {guarded.table}"
            for guarded in GUARDED
            for kind in kinds
        ]
    kinds = ("refuse_update", "refuse_delete", "refuse_replace")
    return [f"DROP TRIGGER IF EXISTS {guarded.table}_{kind}" for guarded in GUARDED for kind in kinds]


_FUNCTION = """
CREATE OR REPLACE FUNCTION people_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$
"""


def _on_postgresql(guarded: Guarded) -> list[str]:
    table = guarded.table
    changes = "DELETE" if guarded.growth else "UPDATE OR DELETE"
    refuse = "EXECUTE FUNCTION people_refuse_change()"
    statements = [
        f"CREATE TRIGGER {table}_refuse_change BEFORE {changes} ON {table} FOR EACH ROW {refuse}",
        f"CREATE TRIGGER {table}_refuse_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}",
    ]
    if guarded.growth:
        other = f"WHEN (NOT ({guarded.growth}))"
        statements.append(
            f"CREATE TRIGGER {table}_refuse_update BEFORE UPDATE ON {table} FOR EACH ROW {other} {refuse}"
        )
    return statements


def _on_sqlite(guarded: Guarded) -> list[str]:
    table = guarded.table
    refuse = f"BEGIN SELECT RAISE(ABORT, '{WORDS.format(table=table)}'); END"
    # INSERT OR REPLACE deletes the row it replaces without asking a delete trigger.
    same = " AND ".join(f"{column} = NEW.{column}" for column in guarded.key)
    exists = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR ({same}))"  # noqa: S608 - names from GUARDED
    allowed = f"WHEN NOT ({guarded.growth})" if guarded.growth else ""
    return [
        f"CREATE TRIGGER {table}_refuse_update BEFORE UPDATE ON {table} {allowed} {refuse}",
        f"CREATE TRIGGER {table}_refuse_delete BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_refuse_replace BEFORE INSERT ON {table} WHEN {exists} {refuse}",
    ]
