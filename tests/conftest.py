"""What every test may use."""

from collections.abc import Iterator, Sequence

import pytest
from django.db.backends.base.operations import BaseDatabaseOperations

from clrisk_site.people.append_only import lifted

pytest_plugins = ["tests.cast", "tests.world", "tests.people.matrix"]


@pytest.fixture(scope="session", autouse=True)
def emptied_past_append_only() -> Iterator[None]:
    """Tests with real transactions end by emptying all tables, which the database refuses everyone else."""
    empty = BaseDatabaseOperations.execute_sql_flush

    def empty_all(self: BaseDatabaseOperations, sql_list: Sequence[str]) -> None:
        with lifted():
            empty(self, sql_list)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", empty_all)
        yield
