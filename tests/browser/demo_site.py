"""The demonstration municipality behind the server under test, and a liaison who has signed in."""

import pytest
from django.core.management import call_command

from tests.browser.visitor import Visitor

HOME = "/t/MX.07.101/"
PASSWORD = "demostracion"


@pytest.fixture
def demo(transactional_db: None) -> None:
    """Build the demonstration as `make demo` does."""
    call_command("load_catalogues", verbosity=0)
    call_command("demo", verbosity=0)


@pytest.fixture
def liaison_at_work(demo: None, visitor: Visitor) -> Visitor:
    visitor.sign_in("enlace@demo.example", PASSWORD)
    return visitor


@pytest.fixture
def plain_liaison(demo: None, plain_visitor: Visitor) -> Visitor:
    """The liaison on a small phone without JavaScript."""
    plain_visitor.sign_in("enlace@demo.example", PASSWORD)
    return plain_visitor
