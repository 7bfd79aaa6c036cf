"""The index that lets PostgreSQL find parts of words in long lists: three letters at a time.

`put_up` is called by the migration and by the command `search_index`. SQLite has no such index, and reads
every row; so does PostgreSQL where its extension may not be made, with the same answers.
"""

from django.db import Error, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

EXTENSION = "pg_trgm"
TABLES = ("mapping_programme", "mapping_institution", "mapping_pastintervention")


def put_up(database: BaseDatabaseWrapper) -> bool:
    """Make what is missing of extension and indexes.

    Returns
    -------
    bool
        False where the database has no such index, or its extension may not be made; nothing is changed then.
    """
    if database.vendor != "postgresql":
        return False
    try:
        with transaction.atomic(using=database.alias), database.cursor() as cursor:
            cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {EXTENSION}")
            for table in TABLES:
                cursor.execute(_creating(table))
    except Error:  # not installed, or this account may not: the lists are searched without it
        return False
    return True


def take_down(database: BaseDatabaseWrapper) -> None:
    """Drop the indexes; the extension may serve others."""
    if database.vendor == "postgresql":
        with database.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"DROP INDEX IF EXISTS {_name(table)}")


def _creating(table: str) -> str:
    return f"CREATE INDEX IF NOT EXISTS {_name(table)} ON {table} USING gin (search_text gin_trgm_ops)"


def _name(table: str) -> str:
    return f"{table}_words"
