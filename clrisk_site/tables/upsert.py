"""Writes a frame into a table in bulk: COPY and one upsert on PostgreSQL, executemany on SQLite.

Knows no models.
"""

# ruff: noqa: S608 - only quoted identifiers stand in the statements, never values

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from clrisk_site.tables.bulk.copying import copy_rows
from clrisk_site.tables.bulk.python_rows import python_rows

TEMPORARY = "rows_to_upsert"
BATCH = 20_000


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows an upsert created, and how many it found and updated (or left alone)."""

    created: int
    updated: int


def upsert(
    connection: Any, table: str, frame: pd.DataFrame, key: Sequence[str], update: Sequence[str]
) -> Written:
    """Insert the rows of a frame, and update those whose key is stored already.

    Parameters
    ----------
    connection : connection
        Of psycopg or sqlite3, or a wrapper that holds one as ``connection``. The caller owns the transaction.
    table : str
        Name of the table; the columns of the frame are columns of it. Missing values become NULL.
    key : sequence of str
        Columns of a unique constraint of the table. The frame must not hold one key twice.
    update : sequence of str
        Columns to overwrite in rows that exist. A column not named here is never changed, only inserted.

    Returns
    -------
    Written
    """
    if frame.empty:
        return Written(0, 0)
    raw = raw_connection(connection)
    columns = [str(name) for name in frame.columns]
    if _is_sqlite(raw):
        return _upsert_sqlite(raw, table, frame, columns, key, update)
    return _upsert_postgresql(raw, table, frame, columns, key, update)


def append(connection: Any, table: str, frame: pd.DataFrame) -> int:
    """Insert rows known to be new, the fastest way there is.

    A key that exists after all is an error of the database.
    """
    if frame.empty:
        return 0
    raw = raw_connection(connection)
    columns = [str(name) for name in frame.columns]
    cursor = raw.cursor()
    if _is_sqlite(raw):
        marks = ", ".join("?" * len(columns))
        cursor.executemany(
            f"INSERT INTO {quote(table)} ({_list(columns)}) VALUES ({marks})", python_rows(frame)
        )
    else:
        copy_rows(cursor, quote(table), _list(columns), frame)
    cursor.close()
    return len(frame)


def quote(name: str) -> str:
    """Quote an identifier of SQL.

    Raises
    ------
    ValueError
        If the name holds a NUL, which no identifier can.
    """
    if "\0" in name or not name:
        raise ValueError("not an identifier")
    return '"' + name.replace('"', '""') + '"'


def raw_connection(connection: Any) -> Any:
    """Return the driver's own connection from a wrapper that opens it lazily, or the connection itself."""
    ensure = getattr(connection, "ensure_connection", None)
    if ensure is not None:
        ensure()
        return connection.connection
    return connection


def _is_sqlite(raw: Any) -> bool:
    return any(base.__module__.partition(".")[0] == "sqlite3" for base in type(raw).__mro__)


def _list(columns: Sequence[str]) -> str:
    return ", ".join(quote(column) for column in columns)


def _on_conflict(key: Sequence[str], update: Sequence[str]) -> str:
    changes = ", ".join(f"{quote(column)} = excluded.{quote(column)}" for column in update)
    return f"ON CONFLICT ({_list(key)}) DO " + (f"UPDATE SET {changes}" if changes else "NOTHING")


def _upsert_sqlite(
    raw: Any, table: str, frame: pd.DataFrame, columns: list[str], key: Sequence[str], update: Sequence[str]
) -> Written:
    cursor = raw.cursor()
    before = cursor.execute(f"SELECT count(*) FROM {quote(table)}").fetchone()[0]
    marks = ", ".join("?" * len(columns))
    cursor.executemany(
        f"INSERT INTO {quote(table)} ({_list(columns)}) VALUES ({marks}) {_on_conflict(key, update)}",
        python_rows(frame),
    )
    after = cursor.execute(f"SELECT count(*) FROM {quote(table)}").fetchone()[0]
    cursor.close()
    return Written(after - before, len(frame) - (after - before))


def _upsert_postgresql(
    raw: Any, table: str, frame: pd.DataFrame, columns: list[str], key: Sequence[str], update: Sequence[str]
) -> Written:
    cursor = raw.cursor()
    names = _list(columns)
    # LIKE ... INCLUDING DEFAULTS would lose the identity column; this takes the types and nothing else.
    cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{quote(TEMPORARY)}")
    cursor.execute(
        f"CREATE TEMPORARY TABLE {quote(TEMPORARY)} ON COMMIT DROP AS "
        f"SELECT {names} FROM {quote(table)} WITH NO DATA"
    )
    copy_rows(cursor, f"pg_temp.{quote(TEMPORARY)}", names, frame)
    cursor.execute(
        f"WITH written AS (INSERT INTO {quote(table)} ({names}) "
        f"SELECT {names} FROM pg_temp.{quote(TEMPORARY)} "
        f"{_on_conflict(key, update)} RETURNING xmax = 0 AS fresh) "
        "SELECT count(*) FILTER (WHERE fresh), count(*) FROM written"
    )
    created, touched = cursor.fetchone()
    cursor.execute(f"DROP TABLE pg_temp.{quote(TEMPORARY)}")
    cursor.close()
    return Written(created, touched - created if update else len(frame) - created)
