"""The print log of a territory, and what a holder of a paper can find in it."""

import re

from django.db.models import Q, QuerySet

from clrisk_site.files.models import IssuedDocument
from clrisk_site.places.models import Territory

_HEXADECIMAL = re.compile(r"[0-9a-f]{4,64}")
LARGEST_NUMBER = 2_147_483_647


def issued_in(territory: Territory) -> QuerySet[IssuedDocument]:
    """Return the finished documents, the newest first; a row without a hash is one that was never made."""
    return IssuedDocument.objects.filter(territory=territory).exclude(sha256="").select_related("issued_by")


def find_issued(territory: Territory, asked: str) -> QuerySet[IssuedDocument]:
    """Return the documents that carry this number, fingerprint or hash, as a person reads it off the paper.

    Parameters
    ----------
    asked : str
        A number such as "12", or the first digits of a fingerprint, with or without spaces.
    """
    words = re.sub(r"[\s#.:-]", "", asked).casefold()
    found = Q(pk__in=[])
    if words.isdecimal() and int(words) <= LARGEST_NUMBER:
        found |= Q(number=int(words))
    if _HEXADECIMAL.fullmatch(words):
        found |= Q(fingerprint__startswith=words) | Q(sha256__startswith=words)
    return issued_in(territory).filter(found)
