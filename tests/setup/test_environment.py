"""What the surroundings say becomes settings, and an unsafe server does not start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django.fixtures import Settings

from clrisk_site.environment import (
    Mode,
    read_audit_key,
    read_database,
    read_folder,
    read_hosts,
    read_mode,
    read_secret_key,
    read_switch,
    read_tls,
)
from clrisk_site.files.folder_check import check_private_folder
from clrisk_site.setup.checks import PRODUCTION, ROOT


def test_a_laptop_makes_its_own_key_once_and_keeps_it_private(tmp_path: Path) -> None:
    file = tmp_path / "var" / "secret_key"
    key = read_secret_key({}, Mode.DEVELOPMENT, file)
    assert len(key) > 60
    assert read_secret_key({}, Mode.DEMO, file) == key
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("key", ["", "short"])
def test_production_refuses_a_missing_or_short_key(tmp_path: Path, key: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        read_secret_key({"SECRET_KEY": key}, Mode.PRODUCTION, tmp_path / "secret_key")


def test_a_short_key_of_the_audit_is_refused_on_a_server() -> None:
    with pytest.raises(ImproperlyConfigured, match="AUDIT_KEY"):
        read_audit_key({"AUDIT_KEY": "k" * 49}, Mode.PRODUCTION)
    assert read_audit_key({"AUDIT_KEY": "k" * 50}, Mode.PRODUCTION) == "k" * 50
    assert read_audit_key({}, Mode.PRODUCTION) == ""


@pytest.mark.parametrize("hosts", ["", "*", "a.example.org,*"])
def test_production_refuses_to_answer_every_host(hosts: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="ALLOWED_HOSTS"):
        read_hosts({"ALLOWED_HOSTS": hosts}, Mode.PRODUCTION)


def test_outside_production_only_this_machine_is_answered() -> None:
    assert read_hosts({"ALLOWED_HOSTS": "public.example.org"}, Mode.DEVELOPMENT) == [
        "localhost",
        "127.0.0.1",
        "[::1]",
    ]


def test_unknown_mode_and_unclear_switch_are_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="CLRISK_MODE"):
        read_mode({"CLRISK_MODE": "prodution"})
    with pytest.raises(ImproperlyConfigured, match="CLRISK_TLS"):
        read_switch({"CLRISK_TLS": "maybe"}, "CLRISK_TLS", default=True)


def test_database_addresses(tmp_path: Path) -> None:
    assert read_database({}, Mode.DEMO, tmp_path / "x.sqlite3")["NAME"] == tmp_path / "x.sqlite3"
    assert (
        read_database({"DATABASE_URL": f"sqlite:///{tmp_path}/y.sqlite3"}, Mode.PRODUCTION, tmp_path)["NAME"]
        == tmp_path / "y.sqlite3"
    )
    server = read_database(
        {"DATABASE_URL": "postgresql://ana:p%40ss@db.example:5433/clrisk?sslmode=require"},
        Mode.PRODUCTION,
        tmp_path,
    )
    assert (server["USER"], server["PASSWORD"], server["HOST"], server["PORT"]) == (
        "ana",
        "p@ss",
        "db.example",
        5433,
    )
    assert (server["NAME"], server["OPTIONS"]) == ("clrisk", {"sslmode": "require"})
    socket = read_database(
        {"DATABASE_URL": "postgresql://ana@/clrisk?host=/run/postgresql"}, Mode.PRODUCTION, tmp_path
    )
    assert socket["HOST"] == "/run/postgresql"
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        read_database({"DATABASE_URL": "mysql://x/y"}, Mode.PRODUCTION, tmp_path)
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        read_database({}, Mode.PRODUCTION, tmp_path)


def test_a_server_keeps_what_it_makes_out_of_the_checkout(tmp_path: Path) -> None:
    assert read_folder({}, Mode.DEVELOPMENT, tmp_path) == tmp_path / "var"
    assert read_folder({"CLRISK_VAR": "/var/lib/clrisk"}, Mode.PRODUCTION, tmp_path) == Path(
        "/var/lib/clrisk"
    )
    for inside in ({}, {"CLRISK_VAR": str(tmp_path / "var")}):
        with pytest.raises(ImproperlyConfigured, match="CLRISK_VAR"):
            read_folder(inside, Mode.PRODUCTION, tmp_path)


def test_a_public_name_is_reached_over_tls_alone() -> None:
    assert read_tls({}, Mode.PRODUCTION, ["clrisk.example.org"])
    assert not read_tls({"CLRISK_TLS": "0"}, Mode.PRODUCTION, ["localhost"])
    assert not read_tls({}, Mode.DEMO, ["localhost", "127.0.0.1", "[::1]"])
    with pytest.raises(ImproperlyConfigured, match="CLRISK_TLS"):
        read_tls({"CLRISK_TLS": "0"}, Mode.PRODUCTION, ["localhost", "clrisk.example.org"])


def test_one_key_for_both_purposes_is_refused() -> None:
    key = "k" * 60
    with pytest.raises(ImproperlyConfigured, match="same as SECRET_KEY"):
        read_audit_key({"AUDIT_KEY": key, "SECRET_KEY": key}, Mode.PRODUCTION)


@pytest.mark.parametrize(("mode", "refused"), [(0o700, False), (0o750, False), (0o755, True), (0o701, True)])
def test_a_folder_that_every_account_may_read_is_an_error(
    settings: Settings, tmp_path: Path, mode: int, refused: bool
) -> None:
    settings.PRODUCTION, settings.VAR_DIR = True, tmp_path
    tmp_path.chmod(mode)
    assert bool(check_private_folder(None)) is refused
    tmp_path.chmod(0o700)
    settings.VAR_DIR = tmp_path / "not yet there"
    assert check_private_folder(None) == []


def test_a_laptop_may_keep_its_folder_as_it_is(settings: Settings, tmp_path: Path) -> None:
    settings.PRODUCTION, settings.VAR_DIR = False, tmp_path
    tmp_path.chmod(0o755)
    assert check_private_folder(None) == []


UNSAFE = {
    "a short key": ({"SECRET_KEY": "k" * 49}, "SECRET_KEY"),
    "one key for both": ({"AUDIT_KEY": PRODUCTION["SECRET_KEY"]}, "AUDIT_KEY"),
    "every host": ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
    "no database": ({"DATABASE_URL": ""}, "DATABASE_URL"),
    "private folder in the checkout": ({"CLRISK_VAR": str(ROOT / "var")}, "CLRISK_VAR"),
    "a public name without TLS": ({"CLRISK_TLS": "0"}, "CLRISK_TLS"),
    "an unknown mode": ({"CLRISK_MODE": "debug"}, "CLRISK_MODE"),
}


@pytest.mark.parametrize(("unsafe", "named"), UNSAFE.values(), ids=UNSAFE)
def test_an_unsafe_server_does_not_start(unsafe: dict[str, str], named: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import clrisk_site.settings"],
        cwd=ROOT,
        env=os.environ | PRODUCTION | unsafe,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert f"ImproperlyConfigured: {named}" in done.stderr


@pytest.mark.parametrize("lacking", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "CLRISK_VAR"])
def test_production_does_not_start_without_what_it_needs(lacking: str) -> None:
    tests_own = {*PRODUCTION, "DJANGO_SETTINGS_MODULE"}
    kept = {name: value for name, value in os.environ.items() if name not in tests_own}
    environment = kept | {name: value for name, value in PRODUCTION.items() if name != lacking}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert lacking in done.stderr
