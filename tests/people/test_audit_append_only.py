"""The database refuses to change what was noted, whoever asks; only restoring and forgetting lift that."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone

from clrisk_site.people import audit
from clrisk_site.people.actions.sign_chains import sign_chain
from clrisk_site.people.append_only import GUARDED, lifted
from clrisk_site.people.models import AuditChain, AuditCheckpoint, AuditEntry, Snapshot, User
from clrisk_site.places.models import Territory

ROOT = Path(__file__).parents[2]
MAY_LIFT = {
    "clrisk_site/files/backup/restoring.py",
    "clrisk_site/people/actions/forget_audit.py",
}

CHANGES: dict[str, Callable[[], object]] = {
    "entry changed": lambda: AuditEntry.objects.update(action="nothing"),
    "entry deleted": lambda: AuditEntry.objects.all().delete(),
    "entry deleted past the collector": lambda: AuditEntry.objects.all()._raw_delete("default"),
    "checkpoint changed": lambda: AuditCheckpoint.objects.update(number=9),
    "checkpoint deleted": lambda: AuditCheckpoint.objects.all().delete(),
    "snapshot changed": lambda: Snapshot.objects.update(content={}),
    "snapshot deleted": lambda: Snapshot.objects.all().delete(),
    "chain shortened": lambda: AuditChain.objects.update(length=0),
    "chain led elsewhere": lambda: AuditChain.objects.update(head_hash="0"),
    "signature taken back": lambda: AuditChain.objects.update(signed_number=0),
    "signature promised": lambda: AuditChain.objects.update(signed_number=9),
    "signed while growing": lambda: AuditChain.objects.update(length=F("length") + 1, signed_number=2),
    "chain renamed": lambda: AuditChain.objects.update(path="MX"),
    "chain deleted": lambda: AuditChain.objects.all()._raw_delete("default"),
}


@pytest.fixture
def noted(tuxtla: Territory, liaison: User) -> AuditEntry:
    """One row of every guarded table."""
    entry = audit.note(
        by=liaison, territory=tuxtla, action="import.save", subject=tuxtla, changes={"rows": 1}
    )
    sign_chain(tuxtla.path)
    Snapshot.objects.create(
        territory=tuxtla,
        subject_type=ContentType.objects.get_for_model(Territory),
        subject_id=tuxtla.pk,
        number=1,
        content={"a": 1},
        content_hash="0",
        language="es",
        catalogue_version="1",
        frozen_at=timezone.now(),
        frozen_by=liaison,
    )
    return entry


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_is_refused(noted: AuditEntry, what: str) -> None:
    with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic():
        CHANGES[what]()
    assert AuditEntry.objects.get().action == "import.save"


@pytest.mark.parametrize("guarded", GUARDED, ids=lambda guarded: guarded.table)
def test_rows_cannot_be_replaced_or_emptied_by_sql(noted: AuditEntry, guarded: object) -> None:
    table = getattr(guarded, "table", "")
    replacing = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
    statement = f"TRUNCATE {table} CASCADE" if connection.vendor == "postgresql" else replacing
    connection.check_constraints()  # PostgreSQL empties no table that has checks outstanding
    with (
        pytest.raises(IntegrityError, match="only ever added"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_adding_goes_on(noted: AuditEntry, tuxtla: Territory) -> None:
    assert audit.note(by=None, territory=tuxtla, action="import.save").number == noted.number + 1


def test_after_lifting_the_refusal_stands_again(noted: AuditEntry) -> None:
    with lifted():
        AuditEntry.objects.update(action="changed")
    assert AuditEntry.objects.get().action == "changed"
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEntry.objects.update(action="again")


def test_a_lifting_that_fails_leaves_the_refusal_standing(noted: AuditEntry) -> None:
    with pytest.raises(RuntimeError), lifted():
        raise RuntimeError
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEntry.objects.update(action="again")


def test_only_restoring_and_forgetting_lift_it() -> None:
    found = set()
    for part in ("clrisk_site", "diagnosis", "mapping", "planning"):
        for module in (ROOT / part).rglob("*.py"):
            names = {
                alias.name
                for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
                if isinstance(node, ast.ImportFrom) and node.module == "clrisk_site.people.append_only"
                for alias in node.names
            }
            if names & {"lifted", "take_down"}:
                found.add(module.relative_to(ROOT).as_posix())
    assert found == MAY_LIFT
