"""Hands out the table of a page: as a numbered file, noted in log and audit, or as a page to be printed."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language, gettext

from clrisk_site.files.actions.issue_document import issue
from clrisk_site.files.documents import csv_file, xlsx
from clrisk_site.files.documents.content import Document, Imprint, Table
from clrisk_site.files.documents.imprint_words import fingerprint_words, internal_words
from clrisk_site.files.documents.pieces import table_block
from clrisk_site.files.list_print import FORMAT as PRINT
from clrisk_site.files.list_print import print_response
from clrisk_site.files.models import DocumentFormat
from clrisk_site.files.models.issued_document import LIST_KIND
from clrisk_site.files.queries.heads import head_of
from clrisk_site.files.registry import Produced
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory

_WRITERS = {
    DocumentFormat.CSV: (csv_file.write_table_csv, csv_file.MEDIA_TYPE),
    DocumentFormat.XLSX: (xlsx.write_xlsx, xlsx.MEDIA_TYPE),
}


def table_response(
    request: HttpRequest,
    table: Mapping[str, Any],
    *,
    format: str,  # noqa: A002 - the word of the address
    territory: Territory,
    name: str,
) -> HttpResponse:
    """Return the table of a page as a file.

    Parameters
    ----------
    table : mapping
        As components/table.html takes it, with every row that the filter leaves, not those of one page.
        A cell may carry `value` and `decimals`, which spreadsheets take in place of its text. `narrowed`
        says the filters in words (people.filter_words), for the head of what is printed.
    format : str
        "csv", "xlsx" or "print", which is a page and no file.
    name : str
        What the table is, as a slug in English: it names the kind in the print log.

    Raises
    ------
    Http404
        When the format is not one of the three. The view has authorised the person before.
    """
    block, person = table_block(table), cast("User", request.user)
    if format == PRINT:
        printed = _document(block, territory, person, narrowed=table.get("narrowed", ()))
        return print_response(request, printed, table=block, territory=territory, name=name)
    if format not in _WRITERS:
        raise Http404
    wanted = DocumentFormat(format)
    if request.method == "HEAD":  # asks what there is: nothing leaves, so nothing is numbered
        return HttpResponse(content_type=_WRITERS[wanted][1])
    document = _document(block, territory, person)

    def make(number: str) -> Produced:
        write, media_type = _WRITERS[wanted]
        numbered = replace(document, imprint=replace(document.imprint, number=number))
        day = timezone.localdate(document.imprint.made_at).isoformat()
        file_name = f"{slugify(block.title) or name}-{territory.code}-{day}.{wanted.value}"
        return Produced(write(numbered), file_name, media_type, document.title, fingerprint=digest_of(block))

    produced = issue(
        territory=territory,
        kind=f"{LIST_KIND}{name}"[:40],
        format=wanted,
        language=document.language,
        by=person,
        make=make,
        action="export.download",
    )
    disposition = f'attachment; filename="{produced.file_name}"'
    headers = {"Content-Disposition": disposition}
    return HttpResponse(produced.content, content_type=produced.media_type, headers=headers)


def _document(table: Table, territory: Territory, person: User, *, narrowed: Sequence[str] = ()) -> Document:
    title = gettext("%(table)s of %(place)s") % {"table": table.title, "place": territory.name}
    only = gettext("Filters: %(filters)s.") % {"filters": "; ".join(narrowed)} if narrowed else ""
    return Document(
        title=title,
        language=get_language() or "es",
        head=head_of(territory),
        imprint=Imprint(
            made_at=timezone.now(),
            author=str(person),
            fingerprint=fingerprint_words(digest_of(table)),
            classification=internal_words(),
        ),
        blocks=(table,),
        lead=only,
    )


def digest_of(table: Table) -> str:
    """Return the SHA-256 of what a table says, whatever the file's format."""
    said = [table.title, [column.head for column in table.columns]]
    rows = [[[cell.text, cell.small] for cell in row] for row in table.rows]
    written = json.dumps([*said, rows, table.source], ensure_ascii=False)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()
