"""Backup and restore: a round trip by row hash, and damaged archives that change nothing."""

import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from clrisk_site.files.backup import write_backup
from clrisk_site.files.backup.archive import Manifest
from clrisk_site.people.append_only import lifted
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.people.writing import create_record
from clrisk_site.places.models import Boundary, Territory
from mapping.models import GovernmentLevel, Institution

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def private_files(settings: Settings, tmp_path: Path) -> Path:
    root = tmp_path / "var" / "files"
    root.mkdir(parents=True)
    (root / "plan.pdf").write_bytes(b"%PDF-1.7 plan")
    settings.MEDIA_ROOT = root
    return root


@pytest.fixture
def full(tuxtla: Territory, liaison: User, private_files: Path) -> Institution:
    """Rows with bytes, JSON, dates, accents and links."""
    Boundary.objects.create(
        territory=tuxtla, wkb=b"\x01\x00\xff", west=-93.2, south=16.6, east=-93.0, north=16.8
    )
    return create_record(
        Institution(territory=tuxtla, name="Dirección de Niñez", level=GovernmentLevel.MUNICIPAL), by=liaison
    )


def test_round_trip_keeps_every_row_and_file(full: Institution, private_files: Path, tmp_path: Path) -> None:
    before = write_backup(tmp_path / "one.zip")
    Institution.objects.all().delete()
    with lifted():
        AuditEntry.objects.all().delete()
    (private_files / "plan.pdf").write_bytes(b"changed")

    call_command("restore", str(tmp_path / "one.zip"))

    assert write_backup(tmp_path / "two.zip").tables == before.tables
    assert Institution.objects.get().name == "Dirección de Niñez"
    assert (private_files / "plan.pdf").read_bytes() == b"%PDF-1.7 plan"


def test_rows_can_be_added_after_a_restore(full: Institution, tmp_path: Path, liaison: User) -> None:
    write_backup(tmp_path / "one.zip")
    call_command("restore", str(tmp_path / "one.zip"))
    added = Institution(territory=full.territory, name="Otra", level=GovernmentLevel.STATE)
    assert create_record(added, by=liaison).pk > full.pk


@pytest.mark.parametrize("cut", [0, 10, 3000, -1000, -1])
def test_cut_archive_is_refused_and_changes_nothing(
    full: Institution, private_files: Path, tmp_path: Path, cut: int
) -> None:
    write_backup(tmp_path / "one.zip")
    (tmp_path / "cut.zip").write_bytes((tmp_path / "one.zip").read_bytes()[:cut])
    Institution.objects.update(name="Escrito después")

    with pytest.raises(CommandError, match=r"cut\.zip"):
        call_command("restore", str(tmp_path / "cut.zip"))

    assert Institution.objects.get().name == "Escrito después"
    assert (private_files / "plan.pdf").exists()


def _rewrite(source: Path, target: Path, change: dict[str, bytes]) -> None:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, change.get(name, old.read(name)))


def test_changed_row_is_noticed(full: Institution, tmp_path: Path) -> None:
    write_backup(tmp_path / "one.zip")
    member = "tables/mapping.institution.jsonl"
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        altered = archive.read(member).replace("Niñez".encode(), "Niñas".encode())
    _rewrite(tmp_path / "one.zip", tmp_path / "altered.zip", {member: altered})
    with pytest.raises(CommandError, match=r"mapping\.institution"):
        call_command("restore", str(tmp_path / "altered.zip"))


def test_backup_of_another_version_is_refused(full: Institution, tmp_path: Path) -> None:
    write_backup(tmp_path / "one.zip")
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        found = Manifest.from_json(archive.read("manifest.json").decode())
    other = Manifest(found.format, [*found.migrations, "mapping.0002_later"], found.tables, found.files)
    _rewrite(tmp_path / "one.zip", tmp_path / "other.zip", {"manifest.json": other.to_json().encode()})
    with pytest.raises(CommandError):
        call_command("restore", str(tmp_path / "other.zip"))
    assert Institution.objects.count() == 1


def test_file_name_that_leads_outside_is_refused(
    full: Institution, private_files: Path, tmp_path: Path
) -> None:
    write_backup(tmp_path / "one.zip")
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        text = archive.read("manifest.json").decode().replace("files/plan.pdf", "files/../../escaped.pdf")
        members = {name: archive.read(name) for name in archive.namelist() if name != "manifest.json"}
    with zipfile.ZipFile(tmp_path / "hostile.zip", "w") as hostile:
        for name, content in members.items():
            hostile.writestr(name.replace("files/plan.pdf", "files/../../escaped.pdf"), content)
        hostile.writestr("manifest.json", text)
    with pytest.raises(CommandError):
        call_command("restore", str(tmp_path / "hostile.zip"))
    assert not list(tmp_path.rglob("escaped.pdf"))


def test_unwritable_target_is_named(full: Institution, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nowhere"):
        call_command("backup", str(tmp_path / "nowhere" / "one.zip"))
    assert not list(tmp_path.rglob("*.unfinished"))
