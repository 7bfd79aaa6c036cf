"""The spool is empty before each test of this room."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connections

from clrisk_site.files.background.kinds import jobs
from clrisk_site.people.models import User
from clrisk_site.places.models import Level, Territory
from diagnosis.models import Factor
from tests.cast import ClientOf
from tests.files.sending import Sender, spooled
from tests.files.slow.kind import SLOW
from tests.files.workers import Workers


@pytest.fixture(autouse=True)
def empty_spool() -> None:
    for path in spooled():
        path.unlink()


@pytest.fixture
def sender(client_of: ClientOf, liaison: User) -> Sender:
    """The liaison of Tuxtla at the import."""
    return Sender(client_of(liaison))


@pytest.fixture
def areas(tuxtla: Territory, levels: dict[str, Level]) -> list[Territory]:
    """Three census areas of Tuxtla."""
    locality = Territory.objects.create(
        path="MX.07.101.0001", code="071010001", name="Tuxtla", level=levels["locality"], parent=tuxtla
    )
    return [
        Territory.objects.create(
            path=f"{locality.path}.{area}",
            code=locality.code + area,
            name=area,
            level=levels["ageb"],
            parent=locality,
        )
        for area in ("0458", "0462", "017A")
    ]


@pytest.fixture
def attending(db: None) -> Factor:
    texts = {"es": "No asiste a la escuela", "en": "Does not attend school", "pt": "Não", "fr": "Non"}
    return Factor.objects.create(code="not_attending", texts=texts)


@pytest.fixture
def shared_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """Move a database that lies in memory into a file for this test, so that other processes see it."""
    connection = connections["default"]
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    in_memory, name = connection.connection, connection.settings_dict["NAME"]
    connection.connection = None
    connection.settings_dict["NAME"] = str(tmp_path / "shared.sqlite3")
    connection.ensure_connection()
    in_memory.backup(connection.connection)
    yield
    connection.close()
    connection.settings_dict["NAME"] = name
    connection.connection = in_memory


@pytest.fixture
def workers(settings: LazySettings, shared_database: None) -> Iterator[Workers]:
    """Workers on the test's own database, with a private folder, the true queue and shortened times."""
    folder = Path(tempfile.mkdtemp(prefix="clrisk-workers-"))
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
    settings.VAR_DIR = folder
    settings.MEDIA_ROOT = folder / "files"
    settings.SPOOL_DIR = folder / "spool"
    settings.JOBS_SILENCE_SECONDS = 2
    jobs.register(SLOW)
    found = Workers(folder)
    yield found
    found.end_all()
    del jobs._kinds["slow"]
    shutil.rmtree(folder, ignore_errors=True)
