"""What every test may use."""

from collections.abc import Iterator, Sequence

import pytest
from django.db.backends.base.operations import BaseDatabaseOperations

from clrisk_site.people.append_only import lifted

USES_DATABASE = frozenset({"db", "transactional_db", "django_db_setup"})

pytest_plugins = ["tests.cast", "tests.world", "tests.people.matrix"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--second-database",
        action="store_true",
        help="leave out what cannot end otherwise on another database: it was run beside the first one",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On the second database run only what touches one, and is about more than files or pages."""
    if not config.getoption("--second-database"):
        return
    left_out = [item for item in items if not may_differ(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if may_differ(item)]


def may_differ(item: pytest.Item) -> bool:
    """Whether a test might end otherwise on another database."""
    if item.get_closest_marker("one_database"):
        return False
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(USES_DATABASE & fixtures)


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
