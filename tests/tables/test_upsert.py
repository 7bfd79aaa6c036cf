"""Bulk writing on SQLite, and the bytes that PostgreSQL gets (the rest in `test_upsert_postgresql`)."""

import sqlite3
from collections.abc import Iterator

import pandas as pd
import pytest

from clrisk_site.tables.upsert import Written, append, quote, upsert


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    found = sqlite3.connect(":memory:")
    found.execute(
        'CREATE TABLE "odd ""table" '
        "(id INTEGER PRIMARY KEY, code TEXT UNIQUE, value REAL, n INTEGER, class TEXT)"
    )
    yield found
    found.close()


FRAME = pd.DataFrame({
    "code": ["07101", "07078"],
    "value": [0.5, None],
    "n": pd.array([5, None], dtype="Int64"),
    "class": pd.Series(["high", None], dtype=object),
})  # fmt: skip
TABLE = 'odd "table'


def rows(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    return connection.execute('SELECT code, value, n, class FROM "odd ""table" ORDER BY id').fetchall()


def test_rows_are_created_and_then_updated_but_never_in_columns_not_named(
    connection: sqlite3.Connection,
) -> None:
    assert upsert(connection, TABLE, FRAME, ("code",), ("value", "n")) == Written(2, 0)
    assert rows(connection) == [("07101", 0.5, 5, "high"), ("07078", None, None, None)]
    again = FRAME.assign(value=[0.75, 1.0])
    again["class"] = ["low", "low"]
    assert upsert(connection, TABLE, again, ("code",), ("value", "n")) == Written(0, 2)
    assert rows(connection) == [("07101", 0.75, 5, "high"), ("07078", 1.0, None, None)]


def test_without_columns_to_update_rows_that_exist_are_left_alone(connection: sqlite3.Connection) -> None:
    upsert(connection, TABLE, FRAME, ("code",), ())
    upsert(connection, TABLE, FRAME.assign(value=9.0), ("code",), ())
    assert rows(connection)[0] == ("07101", 0.5, 5, "high")


def test_an_empty_frame_writes_nothing(connection: sqlite3.Connection) -> None:
    assert upsert(connection, TABLE, FRAME.iloc[:0], ("code",), ("value",)) == Written(0, 0)
    assert append(connection, TABLE, FRAME.iloc[:0]) == 0


def test_append_inserts_and_a_key_that_exists_is_an_error(connection: sqlite3.Connection) -> None:
    assert append(connection, TABLE, FRAME) == 2
    with pytest.raises(sqlite3.IntegrityError):
        append(connection, TABLE, FRAME)


def test_names_are_quoted() -> None:
    assert quote('a"; DROP TABLE b; --') == '"a""; DROP TABLE b; --"'
    with pytest.raises(ValueError, match="identifier"):
        quote("a\0b")
