"""What the machine lacks is named with its cure; throwaway server and supervisor leave nothing behind."""

import contextlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from clrisk_site.setup import assets, battery, demo, serve, system
from clrisk_site.setup.assets import SetupError, literal, plotly_style_sheet, read_font_list
from clrisk_site.setup.cluster import throwaway_cluster

NOWHERE = system.Part("Nothing", "shows what is missing", ("no-such-package",), lambda: None)


def test_a_missing_part_is_named_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLRISK_INSTALL", "0")
    assert system.provide(NOWHERE) is None
    assert "sudo apt-get install no-such-package" in system.cure(NOWHERE)


@pytest.mark.parametrize(("ci", "passes"), [("", True), ("true", False), ("1", False)])
def test_a_missing_part_fails_only_in_continuous_integration(
    monkeypatch: pytest.MonkeyPatch, ci: str, passes: bool
) -> None:
    monkeypatch.setenv("CLRISK_INSTALL", "0")
    monkeypatch.setenv("CI", ci)
    outcome = battery.absent(NOWHERE)
    assert outcome is not None
    assert outcome.passed is passes
    assert "no-such-package" in outcome.words


@pytest.mark.parametrize(
    ("environ", "user", "apt", "may"),
    [
        ({}, 0, "/usr/bin/apt-get", True),
        ({}, 1000, "/usr/bin/apt-get", False),
        ({}, 0, None, False),
        ({"CLRISK_INSTALL": "0"}, 0, "/usr/bin/apt-get", False),
    ],
)
def test_only_root_with_apt_installs(environ: dict[str, str], user: int, apt: str | None, may: bool) -> None:
    assert system.may_install(environ, user, apt) is may


def test_totals_add_up_in_pytests_words() -> None:
    line = battery.totals(
        ["3 passed, 1 skipped in 2.0s", "2 passed, 1 failed in 1.0s", "missing: Chromium"], 3.0
    )
    assert line.strip("= ") == "5 passed, 1 skipped, 1 failed in 3.00s"


def test_throwaway_server_answers_and_vanishes() -> None:
    programs = system.find_postgresql()
    if programs is None:
        pytest.skip(system.cure(system.POSTGRESQL))
    with throwaway_cluster(Path(programs)) as url:
        folder = Path(url.partition("host=")[2])
        with psycopg.connect(url) as connection:
            assert connection.execute("select 1").fetchone() == (1,)
        assert folder.stat().st_mode & 0o077 == 0
    assert not folder.exists()


def supervise(seconds: list[str]) -> subprocess.Popen[str]:
    programs = {text: [sys.executable, "-c", f"import time; time.sleep({text})"] for text in seconds}
    code = f"import sys; from clrisk_site.setup.serve import serve; sys.exit(serve({programs!r}))"
    return subprocess.Popen([sys.executable, "-c", code], text=True, stderr=subprocess.PIPE, cwd=battery.ROOT)


def children(process: subprocess.Popen[str]) -> list[int]:
    deadline = time.monotonic() + 10
    tasks = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while time.monotonic() < deadline:
        if len(found := [int(pid) for pid in tasks.read_text().split()]) == 2:
            return found
        time.sleep(0.05)
    raise AssertionError("the supervisor did not start its programs")


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_told_to_stop_the_supervisor_ends_both(told: signal.Signals) -> None:
    process = supervise(["60", "61"])
    programs = children(process)
    process.send_signal(told)
    process.communicate(timeout=20)
    assert process.returncode == 0
    assert not [pid for pid in programs if Path(f"/proc/{pid}").exists()]


def test_when_one_dies_the_supervisor_ends_the_other_and_says_which() -> None:
    process = supervise(["0", "60"])
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 1
    assert "The 0 ended" in errors


def test_a_taken_port_is_noticed() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert not serve.is_free(taken.getsockname()[1])


def test_the_plan_is_written_anew_when_a_row_changes_and_not_by_a_visit(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "demo.sqlite3"
    monkeypatch.setattr(demo, "DATABASE", file)
    with contextlib.closing(sqlite3.connect(file, autocommit=True)) as connection:
        connection.execute("create table planning_actionline (id integer, title text)")
        connection.execute("create table django_session (id integer)")
        before = demo.fingerprint()
        connection.execute("insert into django_session values (1)")
        assert demo.fingerprint() == before
        connection.execute("insert into planning_actionline values (1, 'Becas')")
        assert demo.fingerprint() != before


def test_font_list_and_literals_of_the_assets() -> None:
    assert list(read_font_list("# fonts\n\na.woff2 = x/a.woff2\n")) == [("a.woff2", "x/a.woff2")]
    assert (literal('"a"'), literal("'say \"x\"'")) == ("a", 'say "x"')


def test_a_bundle_that_keeps_its_rules_elsewhere_stops_the_build() -> None:
    with pytest.raises(SetupError, match="layout has changed"):
        plotly_style_sheet('{"X,X div":"margin:0;"}')


def test_built_assets_hold_no_foreign_address() -> None:
    sheets = sorted((assets.BUILT / "css").glob("*.css"))
    assert sheets
    assert not [sheet.name for sheet in sheets if "http" in sheet.read_text(encoding="utf-8")]
    assert os.access(assets.BUILT / "js" / "plotly.min.js", os.R_OK)
