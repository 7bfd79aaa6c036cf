"""Sets and removes the emblem of a municipality's documents; its letterhead keeps the name of the file."""

from django.db import IntegrityError, transaction

from clrisk_site.figures.message import says
from clrisk_site.files import emblems
from clrisk_site.files.images import ImageRefused, ReencodedImage, reencode
from clrisk_site.files.models import Letterhead
from clrisk_site.people.models import User
from clrisk_site.people.writing import ConflictError, create_record, save_record

LONGEST_SIDE = 800
"""Pixels: twenty millimetres high on paper, at twice what printers need."""

SHORTEST_SIDE = 60
"""Pixels: fewer are a blot on paper."""

WIDEST = 6
"""How many times as long as the other a side may be; what is longer is a line and no coat of arms."""

MOST_PIXELS = 6_000_000
"""The image is decoded where pages are answered: these take 24 MB."""


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
    image = reencode(content, longest_side=LONGEST_SIDE, most_pixels=MOST_PIXELS)
    _check_shape(image)
    earlier, name = letterhead.emblem, emblems.keep(image)
    letterhead.emblem, letterhead.emblem_alt = name, alt
    try:
        with transaction.atomic():
            if letterhead.pk is None:
                _create(letterhead, by)
            else:
                save_record(letterhead, by=by, expected_version=expected_version, action="set-emblem")
            transaction.on_commit(lambda: emblems.discard(earlier))
    except BaseException:
        emblems.discard(name)
        raise
    return letterhead


def _check_shape(image: ReencodedImage) -> None:
    short, long = sorted((image.width, image.height))
    if long > WIDEST * short:
        raise ImageRefused(
            says(
                "The image is %(width)s × %(height)s pixels: too long and narrow. "
                "Send one at most %(most)s times as long as wide.",
                width=image.width,
                height=image.height,
                most=WIDEST,
            )
        )
    if short < SHORTEST_SIDE:
        raise ImageRefused(
            says(
                "The image is %(width)s × %(height)s pixels and would be blurred on paper. "
                "Send one of %(least)s pixels or more on each side.",
                width=image.width,
                height=image.height,
                least=SHORTEST_SIDE,
            )
        )


def _create(letterhead: Letterhead, by: User) -> None:
    try:
        with transaction.atomic():
            create_record(letterhead, by=by)
    except IntegrityError as error:
        current = Letterhead.objects.filter(territory=letterhead.territory).first()
        if current is None:
            raise
        raise ConflictError(current) from error


@transaction.atomic
def remove_emblem(letterhead: Letterhead, *, by: User) -> None:
    """Let the documents carry words alone; removing what is not there changes nothing."""
    earlier = letterhead.emblem
    if not earlier:
        return
    letterhead.emblem = letterhead.emblem_alt = ""
    save_record(letterhead, by=by, expected_version=letterhead.version, action="remove-emblem")
    transaction.on_commit(lambda: emblems.discard(earlier))
