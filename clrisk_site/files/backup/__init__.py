"""Backup and restore: one archive holds every table and private file, readable on either database."""

from clrisk_site.files.backup.archive import BackupError, write_backup
from clrisk_site.files.backup.restoring import restore_backup

__all__ = ["BackupError", "restore_backup", "write_backup"]
