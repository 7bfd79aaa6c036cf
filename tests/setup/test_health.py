"""The page of health: well, or which part is not, and nothing else."""

import os
import time
from pathlib import Path

import pytest
from django.core.cache.backends.dummy import DummyCache
from django.db import DatabaseError, connection
from django.test import Client
from pytest_django.fixtures import Settings

from clrisk_site.files.background.heart import seen_at

PARTS = {"database": True, "tables": True, "cache": True, "folder": True, "worker": True}


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path
    seen_at().touch()
    return tmp_path


@pytest.mark.django_db
def test_all_is_well(client: Client, folder: Path) -> None:
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "parts": PARTS})
    assert "no-store" in answer.headers["Cache-Control"]
    assert not answer.cookies


@pytest.mark.django_db
def test_silent_worker_is_named(client: Client, folder: Path) -> None:
    long_ago = time.time() - 120
    os.utime(seen_at(), (long_ago, long_ago))
    answer = client.get("/health/")
    assert answer.status_code == 503
    assert answer.json() == {"status": "failing", "parts": PARTS | {"worker": False}}
    seen_at().unlink()
    assert client.get("/health/").status_code == 503


@pytest.mark.django_db
def test_lost_database_is_named(client: Client, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_arguments: object) -> None:
        raise DatabaseError("connection to 10.1.2.3 refused")

    monkeypatch.setattr(connection, "cursor", lost)
    answer = client.get("/health/")
    assert answer.status_code == 503
    assert answer.json()["parts"]["database"] is False
    assert b"10.1.2.3" not in answer.content


@pytest.mark.django_db
def test_cache_that_forgets_is_named(client: Client, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clrisk_site.pages.health.cache", DummyCache("", {}))
    assert client.get("/health/").json()["parts"]["cache"] is False


@pytest.mark.django_db
def test_health_takes_no_post(client: Client) -> None:
    assert client.post("/health/").status_code == 405
