"""How the documents of a territory are headed: its letterhead, or its name alone."""

import logging

from clrisk_site.files import emblems
from clrisk_site.files.documents.content import Emblem, Head
from clrisk_site.files.models import Letterhead
from clrisk_site.places.models import Territory

logger = logging.getLogger(__name__)


def head_of(territory: Territory) -> Head:
    """Return the head of a territory's documents."""
    letterhead = Letterhead.objects.filter(territory=territory).first()
    if letterhead is None:
        return Head(territory.name)
    return Head(letterhead.issuer, letterhead.office, letterhead.contact, emblem_of(letterhead))


def emblem_of(letterhead: Letterhead) -> Emblem | None:
    """Return the emblem with its content; one whose file is lost is left out, and said in the log."""
    if not letterhead.emblem:
        return None
    try:
        content = emblems.path_of(letterhead.emblem).read_bytes()
    except (FileNotFoundError, ValueError):
        logger.warning("the emblem of %s is not in its folder", letterhead.territory.path)
        return None
    return Emblem(content, emblems.media_type(letterhead.emblem), letterhead.emblem_alt)
