"""Removes what processes left behind that were killed, before a new one of the site takes anything in."""

import logging

from django.db import DatabaseError

from clrisk_site.files import spool
from clrisk_site.tables.child_folder import sweep_child_folders

logger = logging.getLogger(__name__)


def sweep_at_start() -> None:
    """Sweep the folders of reading processes, and files of the spool without a row.

    The hourly chore does the same; a site that starts does not wait for it.
    """
    sweep_child_folders()
    try:
        spool.sweep_orphans()
    except DatabaseError:
        # A database that is not there yet is told by the site's own health page.
        logger.warning("the spool could not be compared with the database at the start")
