"""Sets and removes the emblem of a municipality's documents; its letterhead keeps the name of the file."""

from django.db import transaction

from clrisk_site.files import emblems
from clrisk_site.files.images import reencode
from clrisk_site.files.models import Letterhead
from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record, save_record

LONGEST_SIDE = 800
"""Pixels: twenty millimetres high on paper, at twice what printers need."""


def set_emblem(
    letterhead: Letterhead, *, content: bytes, alt: str, by: User, expected_version: int
) -> Letterhead:
    """Write the image anew and let the letterhead carry it; a municipality without one gets it here.

    Raises
    ------
    ImageRefused
        When the file is no image that is taken.
    ConflictError
        When somebody saved the letterhead since it was read; nothing is changed.
    """
    image = reencode(content, longest_side=LONGEST_SIDE)
    earlier, name = letterhead.emblem, emblems.keep(image)
    letterhead.emblem, letterhead.emblem_alt = name, alt
    try:
        with transaction.atomic():
            if letterhead.pk is None:
                create_record(letterhead, by=by)
            else:
                save_record(letterhead, by=by, expected_version=expected_version, action="set-emblem")
            transaction.on_commit(lambda: emblems.discard(earlier))
    except BaseException:
        emblems.discard(name)
        raise
    return letterhead


@transaction.atomic
def remove_emblem(letterhead: Letterhead, *, by: User) -> None:
    """Let the documents carry words alone; removing what is not there changes nothing."""
    earlier = letterhead.emblem
    if not earlier:
        return
    letterhead.emblem = letterhead.emblem_alt = ""
    save_record(letterhead, by=by, expected_version=letterhead.version, action="remove-emblem")
    transaction.on_commit(lambda: emblems.discard(earlier))
