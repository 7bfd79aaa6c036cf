"""The lines of a server's log: JSON, with the route and never the address, without the words of an error."""

import json
import logging
import sys

import pytest
from django.test import Client, RequestFactory, override_settings

from clrisk_site.logs import JsonLines, WithoutAddresses
from clrisk_site.setup.checks import ROOT


def _record(message: str, *arguments: object, error: bool = False) -> logging.LogRecord:
    return logging.LogRecord(
        "x", logging.ERROR, __file__, 1, message, arguments, sys.exc_info() if error else None
    )


def test_line_is_one_json_object_with_its_facts() -> None:
    record = _record("kept %s", "ñ\nand more")
    record.facts = {"route": "home", "status": 200}
    line = JsonLines().format(record)
    assert "\n" not in line
    found = json.loads(line)
    assert (found["level"], found["logger"], found["message"]) == ("error", "x", "kept ñ\nand more")
    assert (found["route"], found["status"]) == ("home", 200)


def test_error_keeps_its_kind_and_place_and_not_its_words() -> None:
    try:
        raise ValueError("Key (email)=(ana@example.org) already exists")
    except ValueError:
        line = JsonLines().format(_record("unhandled", error=True))
    assert "ana@" not in line
    found = json.loads(line)
    assert found["error"] == "ValueError"
    assert found["where"][0].startswith("test_logs.py:")


@pytest.mark.django_db
def test_address_of_a_link_is_in_no_line(caplog: pytest.LogCaptureFixture, client: Client) -> None:
    with caplog.at_level("INFO"):
        caplog.handler.addFilter(WithoutAddresses())
        client.get("/access/a-secret-token/")
        client.get("/no-such-page/a-secret-token/")
    assert caplog.records
    assert "a-secret-token" not in "".join(JsonLines().format(record) for record in caplog.records)


@pytest.mark.django_db
def test_every_request_has_a_line_with_a_number(caplog: pytest.LogCaptureFixture, client: Client) -> None:
    with caplog.at_level("INFO", "clrisk.requests"):
        answer = client.get("/help/?q=ana@example.org")
    facts = caplog.records[-1].__dict__["facts"]
    assert (facts["route"], facts["status"], facts["method"]) == ("help", 200, "GET")
    assert facts["request"] == answer.headers["X-Request-ID"]
    assert "ana@" not in JsonLines().format(caplog.records[-1])


def test_filter_leaves_other_records_alone() -> None:
    record = _record("rows: %d", 3)
    assert WithoutAddresses().filter(record)
    assert record.getMessage() == "rows: 3"
    with override_settings(ROOT_URLCONF="clrisk_site.urls"):
        record.request = RequestFactory().get("/access/token/")  # not routed yet
        assert WithoutAddresses().filter(record)
    assert "token" not in record.getMessage()


@pytest.mark.parametrize(
    ("message", "arguments"),
    [("Error handling request %s", ["/access/a-secret-token/"]), ("Invalid request from ip=10.1.2.3: x", [])],
)
def test_the_server_itself_names_no_address(message: str, arguments: list[str]) -> None:
    told = json.loads((ROOT / "docs" / "server" / "log.json").read_text())
    [(name, filters)] = told["filters"].items()
    assert (filters["()"], told["handlers"]["stderr"]["filters"]) == (
        f"{WithoutAddresses.__module__}.WithoutAddresses",
        [name],
    )
    record = _record(message, *arguments)
    record.name = "gunicorn.error"
    assert WithoutAddresses().filter(record)
    assert record.getMessage() in message
    assert not {"10.1.2.3", "a-secret-token"} & set(record.getMessage().replace("/", " ").split())


def test_the_server_says_the_rest_of_its_life() -> None:
    record = _record("Booting worker with pid: %s", 7)
    record.name = "gunicorn.error"
    WithoutAddresses().filter(record)
    assert record.getMessage() == "Booting worker with pid: 7"
