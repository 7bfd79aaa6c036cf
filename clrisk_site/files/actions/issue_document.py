"""Makes a document and enters it in the print log of its territory, so that a holder can be answered."""

import hashlib
from collections.abc import Callable

from django.db import transaction
from django.db.models import Max

from clrisk_site.files.models import DocumentFormat, IssuedDocument
from clrisk_site.files.registry import DocumentKind, Order, Produced
from clrisk_site.people import audit
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory


def issue_document(kind: DocumentKind, order: Order) -> Produced:
    """Make a document of a kind, numbered.

    Raises
    ------
    DocumentNotPossible
        When there is nothing to make it from; its number is free again.
    """

    def make(number: str) -> Produced:
        return kind.build(Order(order.territory, order.language, order.format, order.by, number, order.at))

    return issue(
        territory=order.territory,
        kind=kind.code,
        format=order.format,
        language=order.language,
        by=order.by,
        make=make,
        action="document.issue",
    )


def issue(
    *,
    territory: Territory,
    kind: str,
    format: DocumentFormat,  # noqa: A002 - the word of the print log
    language: str,
    by: User | None,
    make: Callable[[str], Produced],
    action: str,
) -> Produced:
    """Reserve a number, make the file with it, and enter what was made.

    Making takes seconds, so no lock is held meanwhile: a row without a hash is a document that is not there.

    Parameters
    ----------
    make : callable
        From the number, as printed, to the file.
    action : str
        What the audit calls it.
    """
    row = _reserve(territory, kind=kind, format=format, language=language, by=by)
    try:
        produced = make(str(row.number))
    except BaseException:
        row.delete()
        raise
    _enter(row, produced, action=action)
    return produced


@transaction.atomic
def _reserve(
    territory: Territory,
    *,
    kind: str,
    format: DocumentFormat,  # noqa: A002 - the word of the print log
    language: str,
    by: User | None,
) -> IssuedDocument:
    # The lock lets rows that refer to the territory be written by others meanwhile.
    Territory.objects.select_for_update(no_key=True).get(pk=territory.pk)
    last = IssuedDocument.objects.filter(territory=territory).aggregate(last=Max("number"))["last"] or 0
    return IssuedDocument.objects.create(
        territory=territory,
        number=last + 1,
        kind=kind,
        format=format,
        language=language,
        issued_by=by,
        size_bytes=0,
    )


@transaction.atomic
def _enter(row: IssuedDocument, produced: Produced, *, action: str) -> None:
    row.title, row.version = produced.title[:300], produced.version[:60]
    row.fingerprint, row.sha256 = produced.fingerprint, hashlib.sha256(produced.content).hexdigest()
    row.size_bytes = len(produced.content)
    row.save(update_fields=["title", "version", "fingerprint", "sha256", "size_bytes"])
    said = {
        "number": row.number,
        "kind": row.kind,
        "format": row.format,
        "language": row.language,
        "fingerprint": row.fingerprint,
    }
    audit.note(by=row.issued_by, territory=row.territory, action=action, subject=row, changes=said)
