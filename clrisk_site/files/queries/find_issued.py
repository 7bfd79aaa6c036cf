"""The print log of a territory, and what a holder of a paper can find in it and among the pages printed."""

import re
from functools import cache

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext, override

from clrisk_site.files.documents.imprint_words import SHOWN_DIGITS
from clrisk_site.files.models import IssuedDocument
from clrisk_site.files.models.issued_document import LIST_KIND
from clrisk_site.people.models import AuditEntry
from clrisk_site.places.models import Territory

_BETWEEN = re.compile(r"[\s#.:]|(?<=\w)-(?=\w)")  # a minus before a number is none of these
_HEXADECIMAL = re.compile(r"[0-9a-f]{4,64}")
LARGEST_NUMBER = 2_147_483_647
MOST_PRINTS = 20


def issued_in(territory: Territory) -> QuerySet[IssuedDocument]:
    """Return the finished documents, the newest first; a row without a hash is one that was never made."""
    return IssuedDocument.objects.filter(territory=territory).exclude(sha256="").select_related("issued_by")


def papers_in(territory: Territory) -> QuerySet[IssuedDocument]:
    """Return the documents that people hold, without the lists that somebody took as a table."""
    return issued_in(territory).exclude(kind__startswith=LIST_KIND)


def lists_in(territory: Territory) -> QuerySet[IssuedDocument]:
    """Return the lists that somebody took as a table, the newest first."""
    return issued_in(territory).filter(kind__startswith=LIST_KIND)


def find_issued(territory: Territory, asked: str) -> QuerySet[IssuedDocument]:
    """Return the documents that carry this number, fingerprint or hash, as a person reads it off the paper.

    Parameters
    ----------
    asked : str
        A number such as "12", or the first digits of a fingerprint, with or without spaces, and with the word
    that stands before it on the paper.
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
    words = asked.casefold().strip()
    label = next((label for label in _labels() if words.startswith(label)), "")
    return _BETWEEN.sub("", words.removeprefix(label))


@cache
def _labels() -> tuple[str, ...]:
    """Return the words before numbers and fingerprints on paper, in every language, the longest first."""
    found: set[str] = set()
    for code, _name in settings.LANGUAGES:
        with override(code):
            in_lines = gettext("document %(number)s") % {"number": ""}, gettext("fingerprint %(digest)s")
            found |= {in_lines[0], in_lines[1] % {"digest": ""}, gettext("Number"), gettext("Fingerprint")}
    return tuple(sorted((label.casefold().strip() for label in found), key=len, reverse=True))
