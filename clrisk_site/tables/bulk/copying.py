"""COPY into PostgreSQL through psycopg: binary blocks made column-wise where the types allow, else row by
row."""

from typing import Any

import pandas as pd

from clrisk_site.tables.bulk.binary import FixedColumn, TextColumn, binary_block, make_column
from clrisk_site.tables.bulk.python_rows import python_rows

BLOCK_ROWS = 8_192
HEAD = b"PGCOPY\n\xff\r\n\0" + bytes(8)
END = b"\xff\xff"


def copy_rows(cursor: Any, target: str, names: str, frame: pd.DataFrame) -> None:
    """Copy a frame into a table.

    Parameters
    ----------
    cursor : psycopg cursor
    target : str
        Name of the table, quoted already.
    names : str
        Columns of the table in the order of the frame's, quoted already.
    """
    fields = _fields(cursor, target, names, frame)
    if fields is None:
        with cursor.copy(f"COPY {target} ({names}) FROM STDIN") as copy:
            for row in python_rows(frame):
                copy.write_row(row)
        return
    with cursor.copy(f"COPY {target} ({names}) FROM STDIN (FORMAT BINARY)") as copy:
        copy.write(HEAD)
        for start in range(0, len(frame), BLOCK_ROWS):
            copy.write(binary_block([field.part(start, start + BLOCK_ROWS) for field in fields]))
        copy.write(END)


def _fields(
    cursor: Any, target: str, names: str, frame: pd.DataFrame
) -> list[FixedColumn | TextColumn] | None:
    """Return the columns ready for binary rows, or None if one of them has no simple binary form."""
    cursor.execute(f"SELECT {names} FROM {target} LIMIT 0")  # noqa: S608 - quoted identifiers only
    types = [column.type_code for column in cursor.description]
    fields: list[FixedColumn | TextColumn] = []
    for number, oid in enumerate(types):
        field = make_column(oid, frame.iloc[:, number])
        if field is None:
            return None
        fields.append(field)
    return fields
