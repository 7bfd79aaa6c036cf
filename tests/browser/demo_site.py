"""The demonstration municipality behind the server under test, and its people at their browsers."""

import sqlite3
from collections.abc import Callable, Iterator

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection

from tests.browser.visitor import Visitor

HOME = "/t/MX.07.101/"
STATE = "/t/MX.07/"
PASSWORD = "demostracion"
LIAISON = "enlace@demo.example"
AUTHORITY = "autoridad@demo.example"
WORKERS = "comision@demo.example"
COORDINATOR = "coordinacion@demo.example"

type MakeVisitor = Callable[..., Visitor]
type SignIn = Callable[[str], Visitor]


@pytest.fixture(scope="session")
def built() -> Iterator[sqlite3.Connection]:
    """Room for a copy of the finished demonstration, so that it is built once for all journeys."""
    copy = sqlite3.connect(":memory:", check_same_thread=False)
    yield copy
    copy.close()


@pytest.fixture
def demo(transactional_db: None, built: sqlite3.Connection) -> None:
    """Build the demonstration as `make demo` does, or take the copy of what was built so."""
    cache.clear()  # where attempts to sign in are counted
    is_sqlite = connection.vendor == "sqlite"
    if is_sqlite and built.execute("SELECT 1 FROM sqlite_master").fetchone():
        connection.ensure_connection()
        built.backup(connection.connection)
        ContentType.objects.clear_cache()
        return
    call_command("load_catalogues", verbosity=0)
    call_command("demo", verbosity=0)
    if is_sqlite:
        connection.connection.backup(built)


@pytest.fixture
def liaison_at_work(demo: None, visitor: Visitor) -> Visitor:
    visitor.sign_in(LIAISON, PASSWORD)
    return visitor


@pytest.fixture
def plain_liaison(demo: None, plain_visitor: Visitor) -> Visitor:
    """The liaison on a small phone without JavaScript."""
    plain_visitor.sign_in(LIAISON, PASSWORD)
    return plain_visitor


@pytest.fixture
def on_a_phone(demo: None, make_visitor: MakeVisitor) -> SignIn:
    """Sign a person of the demonstration in on a small phone of their own, without JavaScript."""

    def sign_in(email: str) -> Visitor:
        visitor = make_visitor(width=320, scripts=False)
        visitor.sign_in(email, PASSWORD)
        return visitor

    return sign_in
