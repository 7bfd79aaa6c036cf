"""The index of the searched lists: made by the migration where the database has one, missing without harm."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from mapping import search_index

pytestmark = pytest.mark.django_db


def _indexes() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE indexname LIKE 'mapping\\_%\\_words'")
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.postgresql
@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL")
def test_the_migration_makes_it_and_the_command_makes_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    names = {f"{table}_words" for table in search_index.TABLES}
    assert _indexes() == names
    search_index.take_down(connection)
    assert _indexes() == set()
    said = StringIO()
    call_command("search_index", stdout=said)
    assert _indexes() == names
    assert "is there" in said.getvalue()
    monkeypatch.setattr(search_index, "EXTENSION", "no_such_extension")
    assert search_index.put_up(connection) is False
    with pytest.raises(CommandError, match="CREATE EXTENSION"):
        call_command("search_index", stdout=said)
    assert _indexes() == names, "a refusal changes nothing"


@pytest.mark.skipif(connection.vendor == "postgresql", reason="about the other database")
def test_another_database_needs_none() -> None:
    said = StringIO()
    assert search_index.put_up(connection) is False
    search_index.take_down(connection)
    call_command("search_index", stdout=said)
    assert "needs no index" in said.getvalue()
