"""The print log of a territory, and what a holder of a paper can find in it and among the pages printed."""

import re

from django.db.models import Q, QuerySet

from clrisk_site.files.documents.imprint_words import SHOWN_DIGITS
from clrisk_site.files.models import IssuedDocument
from clrisk_site.people.models import AuditEntry
from clrisk_site.places.models import Territory

_HEXADECIMAL = re.compile(r"[0-9a-f]{4,64}")
LARGEST_NUMBER = 2_147_483_647
MOST_PRINTS = 20


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
    words = _bare(asked)
    found = Q(pk__in=[])
    if words.isdecimal() and int(words) <= LARGEST_NUMBER:
        found |= Q(number=int(words))
    if _HEXADECIMAL.fullmatch(words):
        found |= Q(fingerprint__startswith=words) | Q(sha256__startswith=words)
    return issued_in(territory).filter(found)


def find_prints(territory: Territory, asked: str) -> QuerySet[AuditEntry]:
    """Return the notes of pages opened to be printed whose fingerprint begins so: they carry no number."""
    words = _bare(asked)
    prints = AuditEntry.objects.filter(territory=territory, action="print.view").select_related("by")
    if not _HEXADECIMAL.fullmatch(words):
        return prints.none()
    return prints.filter(changes__file__icontains=f"-{words[:SHOWN_DIGITS]}").order_by("-id")[:MOST_PRINTS]


def _bare(asked: str) -> str:
    return re.sub(r"[\s#.:-]", "", asked).casefold()
