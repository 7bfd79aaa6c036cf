"""The browser of the journeys: the system's Chromium, a server of its own, and what must never happen."""

import os
from collections.abc import Iterator

import pytest
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from pytest_django.live_server_helper import LiveServer

from clrisk_site.setup.system import find_browser
from tests.browser.demo_site import demo, liaison_at_work, plain_liaison
from tests.browser.visitor import Visitor

__all__ = ["demo", "liaison_at_work", "plain_liaison"]

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


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    with chromium.new_context(viewport={"width": 1280, "height": 800}, locale="es-MX") as context:
        yield context


@pytest.fixture
def visitor(context: BrowserContext, live_server: LiveServer) -> Iterator[Visitor]:
    """A person with JavaScript; in the end the policy refused nothing and nothing came from elsewhere."""
    visitor = Visitor(context.new_page(), live_server.url)
    yield visitor
    assert not visitor.complaints
    assert not visitor.foreign


@pytest.fixture
def plain_visitor(chromium: Browser, live_server: LiveServer) -> Iterator[Visitor]:
    """A person whose browser runs no script."""
    with chromium.new_context(
        viewport={"width": 320, "height": 640}, locale="es-MX", java_script_enabled=False
    ) as context:
        visitor = Visitor(context.new_page(), live_server.url)
        yield visitor
        assert not visitor.complaints
        assert not visitor.foreign
