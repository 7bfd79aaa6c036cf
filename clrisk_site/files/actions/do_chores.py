"""Does the chores one after the other; one that fails is logged and keeps no other from being done."""

import logging

from clrisk_site.people.chores import Chore, chores

logger = logging.getLogger(__name__)


def do_chores(*, often: bool | None = None) -> list[str]:
    """Do the chores of one sort, or all of them.

    Returns
    -------
    list of str
        The codes of those that failed.
    """
    wanted = [chore for chore in chores.all() if often is None or chore.often is often]
    return [chore.code for chore in wanted if not _is_done(chore)]


def _is_done(chore: Chore) -> bool:
    try:
        chore.run()
    except Exception:
        logger.exception("the chore %s was not done", chore.code)
        return False
    logger.info("the chore %s is done", chore.code)
    return True
