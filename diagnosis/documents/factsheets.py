"""The factsheets of states and municipalities as kinds of document, in a working and a public version."""

from collections.abc import Callable
from functools import partial

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.figures.message import says
from clrisk_site.files.documents import docx
from clrisk_site.files.documents.content import Head, Imprint
from clrisk_site.files.documents.imprint_words import fingerprint_words
from clrisk_site.files.documents.pieces import with_mark
from clrisk_site.files.models import DocumentFormat
from clrisk_site.files.queries.heads import head_of
from clrisk_site.files.registry import DocumentKind, DocumentNotPossible, Order, Produced
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from diagnosis.documents.place_content import collect_place
from diagnosis.documents.place_sheet import place_sheet, place_title
from diagnosis.documents.reader import Reader, Version, reader_of
from diagnosis.documents.sheet import Sheet, SheetSet, fingerprint_of, sheets_document, sheets_pdf
from diagnosis.queries.region import Region

PDF_TYPE = "application/pdf"


def place_sheets(
    order: Order, version: Version, *, region: Region | None = None
) -> Callable[[int], SheetSet]:
    """Read the content of a factsheet once; return what puts it on a page, by the rows that a table may have.

    Parameters
    ----------
    region : Region, optional
        What lies around the place, where the caller has read it already.

    Raises
    ------
    DocumentNotPossible
        For a territory inside a municipality.
    """
    territory = order.territory
    if territory.level.is_micro or (territory.parent and territory.parent.level.is_municipal):
        message = says(
            "A factsheet is made for a state or a municipality, not for %(name)s.", name=territory.name
        )
        raise DocumentNotPossible(message)
    reader = reader_of(order.by, territory, version)
    content = collect_place(territory, reader, region=region)
    head, title = head_of(territory), place_title(content, reader)

    def made(rows: int) -> SheetSet:
        return sheet_set(title, (place_sheet(content, reader, rows=rows),), order, reader, head)

    return made


def sheet_set(title: str, sheets: tuple[Sheet, ...], order: Order, reader: Reader, head: Head) -> SheetSet:
    """Return sheets with what the document says of itself."""
    imprint = Imprint(
        made_at=order.at,
        author=order.author,
        state=with_mark(reader.label, order.territory.is_demo),
        fingerprint=fingerprint_words(fingerprint_of(sheets)),
        number=order.number,
        classification=reader.classification,
    )
    return SheetSet(title, sheets, head, imprint, order.language)


def produced(make: Callable[[int], SheetSet], order: Order, name: str) -> Produced:
    """Return sheets as a file in the format that was asked for; `name` begins its file name."""
    if order.format is DocumentFormat.DOCX:
        made = make(WORD_ROWS)
        content, media_type = docx.write_docx(sheets_document(made)), docx.MEDIA_TYPE
    else:
        content, made = sheets_pdf(make)
        media_type = PDF_TYPE
    day = timezone.localdate(order.at).isoformat()
    file_name = f"{slugify(name)}-{order.territory.code}-{day}.{order.format.value}"
    return Produced(content, file_name, media_type, made.title, fingerprint=fingerprint_of(made.sheets))


WORD_ROWS = 40


def build(order: Order, *, version: Version, region: Region | None = None) -> Produced:
    """Return the factsheet in the language and the format that were asked for."""
    with translation.override(order.language):
        make = place_sheets(order, version, region=region)
        name = gettext("public factsheet") if version is Version.PUBLIC else gettext("factsheet")
        return produced(make, order, name)


def _print_url(version: Version) -> Callable[[Territory], str]:
    return lambda territory: reverse("factsheet", args=[territory.path, version.value])


_FORMATS = (DocumentFormat.PDF, DocumentFormat.DOCX)

FACTSHEET = DocumentKind(
    code="factsheet",
    label=_("Factsheet"),
    explanation=_("One page: published level, level relative to the region, zones, factors, girls and boys."),
    permission=Permission.VIEW_PUBLISHED,
    build=partial(build, version=Version.WORKING),
    print_url=_print_url(Version.WORKING),
    formats=_FORMATS,
    position=2,
)
PUBLIC_FACTSHEET = DocumentKind(
    code="factsheet-public",
    label=_("Public factsheet"),
    explanation=_("The same page for everybody: only what is settled, own counts rounded to five."),
    permission=Permission.VIEW_PUBLISHED,
    build=partial(build, version=Version.PUBLIC),
    print_url=_print_url(Version.PUBLIC),
    formats=_FORMATS,
    position=3,
    listed=False,
)
