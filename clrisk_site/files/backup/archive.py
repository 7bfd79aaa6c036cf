"""Writes and checks backup archives: a zip with a manifest, one member per table, and the private files.

The archive is written under a temporary name and moved into place, so a broken run leaves no half archive.
"""

import hashlib
import json
import os
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from django.conf import settings
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from clrisk_site.files.backup.rows import kept_models, lines_of

FORMAT = 1
MANIFEST = "manifest.json"


class BackupError(Exception):
    """The archive cannot be written, or cannot be trusted; the text says why and what to do."""


@dataclass(frozen=True)
class Member:
    """One member of the archive: a table (with its number of rows) or a private file."""

    name: str
    sha256: str
    rows: int


@dataclass(frozen=True)
class Manifest:
    """What an archive claims to hold."""

    format: int
    migrations: list[str]
    tables: list[Member]
    files: list[Member]

    def to_json(self) -> str:
        return json.dumps(asdict(self), indent=1)

    @classmethod
    def from_json(cls, text: str) -> Self:
        found = json.loads(text)
        tables = [Member(**member) for member in found["tables"]]
        files = [Member(**member) for member in found["files"]]
        return cls(found["format"], found["migrations"], tables, files)


def applied_migrations() -> list[str]:
    """Names of the migrations that shaped the database, sorted."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def table_member(model: type[models.Model]) -> str:
    """Name of a table's member in the archive."""
    return f"tables/{model._meta.label_lower}.jsonl"


def write_backup(target: Path) -> Manifest:
    """Write everything into one archive, seen at one moment.

    Raises
    ------
    BackupError
        When the folder of the target does not exist or cannot be written.
    """
    if not target.parent.is_dir():
        message = _("%(folder)s: this folder does not exist. Create it, or name another file.")
        raise BackupError(message % {"folder": target.parent})
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.unfinished")
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive, transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            manifest = Manifest(
                FORMAT,
                applied_migrations(),
                [_write_table(archive, model) for model in kept_models()],
                _write_files(archive),
            )
            archive.writestr(MANIFEST, manifest.to_json())
        unfinished.chmod(0o600)
        unfinished.replace(target)
    except OSError as error:
        message = _("%(file)s: cannot be written (%(reason)s). Name another file.")
        raise BackupError(message % {"file": target, "reason": error.strerror}) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def _write_table(archive: zipfile.ZipFile, model: type[models.Model]) -> Member:
    digest = hashlib.sha256()
    rows = 0
    with archive.open(table_member(model), "w", force_zip64=True) as member:
        for line in lines_of(model):
            digest.update(line)
            member.write(line)
            rows += 1
    return Member(table_member(model), digest.hexdigest(), rows)


def _write_files(archive: zipfile.ZipFile) -> list[Member]:
    root = Path(settings.MEDIA_ROOT)
    members = []
    for path in sorted(found for found in root.rglob("*") if found.is_file()):
        name = f"files/{path.relative_to(root).as_posix()}"
        archive.write(path, name)
        members.append(Member(name, hashlib.sha256(path.read_bytes()).hexdigest(), 0))
    return members


def read_manifest(archive: zipfile.ZipFile) -> Manifest:
    """Read the manifest and check every member against it before anything is believed.

    Raises
    ------
    BackupError
        When a member is missing, added or changed, or the format is not known.
    """
    try:
        manifest = Manifest.from_json(archive.read(MANIFEST).decode())
    except (KeyError, ValueError, TypeError) as error:
        raise BackupError(_("The archive has no readable manifest. Use another backup.")) from error
    if manifest.format != FORMAT:
        message = _("The archive has format %(found)s; this version reads format %(known)s.")
        raise BackupError(message % {"found": manifest.format, "known": FORMAT})
    members = [*manifest.tables, *manifest.files]
    if sorted(archive.namelist()) != sorted([MANIFEST, *(member.name for member in members)]):
        raise BackupError(_("The archive does not hold what its manifest names. Use another backup."))
    for member in members:
        if _hash_of(archive, member.name) != member.sha256:
            message = _("%(member)s was changed or damaged. Use another backup.")
            raise BackupError(message % {"member": member.name})
    return manifest


def _hash_of(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with archive.open(name) as member:
        while chunk := member.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()
