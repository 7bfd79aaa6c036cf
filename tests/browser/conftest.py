"""The browser of the journeys: the system's Chromium, a server of its own, and what must never happen."""

import os
from collections.abc import Generator, Iterator

import pytest
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, ViewportSize, sync_playwright
from pytest_django.live_server_helper import LiveServer

from clrisk_site.setup.system import find_browser
from tests.browser.demo_site import MakeVisitor, built, demo, liaison_at_work, on_a_phone, plain_liaison
from tests.browser.visitor import Visitor

__all__ = ["built", "demo", "liaison_at_work", "on_a_phone", "plain_liaison"]

FAILED = pytest.StashKey[bool]()
PATIENCE = 30_000  # milliseconds until a page that does not come is a fault; documents take some seconds

# Playwright's own loop makes Django believe that the tests are asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the database in a file: the server's threads cannot share one in memory without a lock."""
    database = connections["default"]
    if database.vendor == "sqlite":
        file = tmp_path_factory.mktemp("database") / "journeys.sqlite3"
        database.settings_dict["TEST"]["NAME"] = str(file)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = find_browser()
    if program is None:
        pytest.skip("Chromium is missing: sudo apt-get install chromium")
    with sync_playwright() as playwright:
        # Root may only run Chromium without its sandbox, and containers have a small /dev/shm.
        arguments = ["--no-sandbox", "--disable-dev-shm-usage"]
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember that a journey failed, so that its end can tell where its people stood."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture
def make_visitor(
    chromium: Browser, live_server: LiveServer, request: pytest.FixtureRequest
) -> Iterator[MakeVisitor]:
    """People with a browser each; in the end the policy refused nothing and nothing came from elsewhere."""
    contexts: list[BrowserContext] = []
    visitors: list[Visitor] = []

    def make(*, width: int = 1280, scripts: bool = True) -> Visitor:
        size: ViewportSize = {"width": width, "height": 640 if width < 600 else 800}
        context = chromium.new_context(viewport=size, locale="es-MX", java_script_enabled=scripts)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        visitors.append(Visitor(context.new_page(), live_server.url))
        return visitors[-1]

    yield make
    if request.node.stash.get(FAILED, False):
        for visitor in visitors:
            print(visitor.path, visitor.text, sep="\n")  # noqa: T201 - pytest shows it below the failure
    for context in contexts:
        context.close()
    for visitor in visitors:
        assert not visitor.complaints
        assert not visitor.foreign


@pytest.fixture
def visitor(make_visitor: MakeVisitor) -> Visitor:
    """A person at a desk, with JavaScript."""
    return make_visitor()


@pytest.fixture
def plain_visitor(make_visitor: MakeVisitor) -> Visitor:
    """A person with a small phone whose browser runs no script."""
    return make_visitor(width=320, scripts=False)
