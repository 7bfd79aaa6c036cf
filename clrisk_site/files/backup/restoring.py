"""Restores a backup: the archive is checked first, then all tables are replaced in one transaction."""

import hashlib
import os
import tempfile
import zipfile
import zlib
from itertools import islice
from pathlib import Path
from typing import IO

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from clrisk_site.files.backup.archive import (
    BackupError,
    Manifest,
    applied_migrations,
    read_manifest,
    table_member,
)
from clrisk_site.files.backup.rows import decode_line, kept_models, lines_of
from clrisk_site.people.append_only import lifted

BATCH = 1000


def restore_backup(source: Path) -> Manifest:
    """Replace everything in the database and the private files by what the archive holds.

    Parameters
    ----------
    source : Path
        An archive written by `write_backup`, from either database.

    Raises
    ------
    BackupError
        When the archive is cut, damaged, or made by another version; nothing is changed then.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = read_manifest(archive)
            _check_version(manifest)
            root = Path(settings.MEDIA_ROOT)
            root.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=root.parent) as scratch:
                _extract_files(archive, manifest, Path(scratch) / "new")
                # The audit that was here goes too; it is in the backups of the database that is replaced.
                with transaction.atomic(), lifted():
                    _replace_tables(archive, manifest)
                    _swap_files(root, Path(scratch))
    except FileNotFoundError as error:
        raise BackupError(_("%(file)s: this file does not exist.") % {"file": source}) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        message = _("%(file)s: the archive is cut off or damaged. Use another backup.")
        raise BackupError(message % {"file": source}) from error
    ContentType.objects.clear_cache()
    return manifest


def _check_version(manifest: Manifest) -> None:
    if manifest.migrations != applied_migrations():
        raise BackupError(
            _(
                "The backup and this database are of different versions. "
                "Install the version that wrote the backup, or run `manage.py migrate`, and restore again."
            )
        )


def _replace_tables(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    wanted = {member.name: member for member in manifest.tables}
    kept = kept_models()
    for model in kept:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608  # quoted name
    for model in kept:
        with archive.open(table_member(model)) as lines:
            _insert(model, lines)
        digest = hashlib.sha256()
        for line in lines_of(model):
            digest.update(line)
        if digest.hexdigest() != wanted[table_member(model)].sha256:
            message = _("%(table)s: the restored rows differ from the backup.")
            raise BackupError(message % {"table": model._meta.label})
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), kept):
            cursor.execute(statement)


def _insert(model: type[models.Model], lines: IO[bytes]) -> None:
    fields = model._meta.concrete_fields
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608  # quoted names
    while batch := list(islice(lines, BATCH)):
        rows = [
            [
                field.get_db_prep_save(value, connection)
                for field, value in zip(fields, decode_line(model, line), strict=True)
            ]
            for line in batch
        ]
        with connection.cursor() as cursor:
            cursor.executemany(statement, rows)


def _extract_files(archive: zipfile.ZipFile, manifest: Manifest, folder: Path) -> None:
    folder.mkdir()
    for member in manifest.files:
        target = (folder / member.name.removeprefix("files/")).resolve()
        if not target.is_relative_to(folder.resolve()):
            raise BackupError(
                _("%(member)s: the name leads outside the folder of files.") % {"member": member.name}
            )
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(archive.read(member.name))


def _swap_files(root: Path, scratch: Path) -> None:
    """Put the new files in place by renaming; a failure leaves the old ones there."""
    if root.exists():
        root.rename(scratch / "old")
    try:
        (scratch / "new").rename(root)
    except OSError:
        if (scratch / "old").exists():
            (scratch / "old").rename(root)
        raise
