"""The report of the characterisation as a kind of document: page, PDF and Word, in two versions."""

from collections.abc import Callable
from functools import partial

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.figures.message import says
from clrisk_site.figures.svg.patterns import pattern_definitions
from clrisk_site.files.documents import docx
from clrisk_site.files.documents.content import Document, Fact, Heading, Imprint
from clrisk_site.files.documents.imprint_words import fingerprint_words, foot_words, imprint_facts
from clrisk_site.files.documents.pieces import with_mark
from clrisk_site.files.documents.printing import printed, shown_blocks
from clrisk_site.files.models import DocumentFormat
from clrisk_site.files.presenters.heads import make_head
from clrisk_site.files.queries.heads import head_of
from clrisk_site.files.registry import DocumentKind, DocumentNotPossible, Order, Produced
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from diagnosis.documents.reader import Reader, Version, reader_of
from diagnosis.documents.report.basis import limits_part, sources_part, work_part
from diagnosis.documents.report.content import ReportContent, collect_report
from diagnosis.documents.report.girls import girls_part
from diagnosis.documents.report.parts import (
    definition_part,
    factors_part,
    summary_part,
    summary_sentences,
    zones_part,
)
from diagnosis.documents.sheet import blocks_digest

TEMPLATE = "documents/report.html"


def write(order: Order, version: Version) -> Document:
    """Collect and write the report that a person may read, in the active language.

    Raises
    ------
    DocumentNotPossible
        Where there is no local government.
    """
    territory = order.territory
    if not territory.level.is_municipal:
        message = says(
            "A report of the characterisation is made for a municipality, not for %(name)s.",
            name=territory.name,
        )
        raise DocumentNotPossible(message)
    reader = reader_of(order.by, territory, version)
    content = collect_report(territory, reader, timezone.localdate(order.at))
    blocks = (
        *summary_part(content, reader),
        *definition_part(content),
        *factors_part(content),
        *girls_part(content.visibility, reader),
        *zones_part(content, reader),
        *limits_part(content),
        *sources_part(content),
        *work_part(content, reader),
    )
    title = _title(content, reader)
    imprint = Imprint(
        made_at=order.at,
        author=order.author,
        state=with_mark(reader.label, content.illustrative),
        fingerprint=fingerprint_words(blocks_digest(title, blocks)),
        number=order.number,
        classification=reader.classification,
    )
    return Document(
        title=title,
        language=order.language,
        head=head_of(territory),
        imprint=imprint,
        blocks=blocks,
        running=title,
        eyebrow=gettext("Phase II · Identification of the risk of child labour"),
        lead=summary_sentences(content, reader)[0],
        cover=(Fact(gettext("Territory"), territory.name, content.region.name if content.region else ""),),
        contents=True,
    )


def _title(content: ReportContent, reader: Reader) -> str:
    words = {"name": content.territory.name}
    if reader.is_public:
        return gettext("Characterisation of child labour in %(name)s, public version") % words
    return gettext("Characterisation of child labour in %(name)s") % words


def report_html(document: Document, *, for_screen: bool = False, **more: object) -> str:
    """Return the report as one HTML document, with its cover and contents."""
    blocks = list(shown_blocks(document.blocks))
    context = {
        "document": document.title,
        "title": document.title,
        "language": document.language,
        "author": document.imprint.author,
        "description": document.lead,
        "state": document.imprint.state,
        "imprint": foot_words(document.imprint),
        "head": make_head(document.head),
        "eyebrow": document.eyebrow,
        "lead": document.lead,
        "facts": [*document.cover, *imprint_facts(document)],
        "contents": [
            {"id": one["id"], "title": one["block"].text}
            for one in blocks
            if isinstance(one["block"], Heading) and one["block"].level == 1
        ],
        "blocks": blocks,
        "for_screen": for_screen,
        "patterns": mark_safe(pattern_definitions()) if for_screen else "",  # noqa: S308 - drawn by figures
    }
    return render_to_string(TEMPLATE, {**context, **more})


def build(order: Order, *, version: Version) -> Produced:
    """Return the report in the language and the format that were asked for."""
    with translation.override(order.language):
        document = write(order, version)
        digest = blocks_digest(document.title, document.blocks)
        if order.format is DocumentFormat.DOCX:
            content, media_type = docx.write_docx(document), docx.MEDIA_TYPE
        else:
            identifier = f"{digest} {order.number} {order.language}"
            content, media_type = printed(report_html(document), identifier), "application/pdf"
        name = gettext("characterisation")
        if version is Version.PUBLIC:
            name = f"{name}-{gettext('public')}"
    day = timezone.localdate(order.at).isoformat()
    file_name = f"{slugify(name)}-{order.territory.code}-{day}.{order.format.value}"
    return Produced(content, file_name, media_type, document.title, fingerprint=digest)


def _print_url(version: Version) -> Callable[[Territory], str]:
    return lambda territory: reverse("characterisation", args=[territory.path, version.value])


_FORMATS = (DocumentFormat.PDF, DocumentFormat.DOCX)

REPORT = DocumentKind(
    code="characterisation",
    label=_("Report of the characterisation"),
    explanation=_("Summary, definition, factors, girls, zones with their map, limits, sources and requests."),
    permission=Permission.VIEW_DIAGNOSIS,
    build=partial(build, version=Version.WORKING),
    print_url=_print_url(Version.WORKING),
    formats=_FORMATS,
    position=3,
)
PUBLIC_REPORT = DocumentKind(
    code="characterisation-public",
    label=_("Public report of the characterisation"),
    explanation=_("The same for everybody: only settled zones, no requests, own counts rounded to five."),
    permission=Permission.VIEW_DIAGNOSIS,
    build=partial(build, version=Version.PUBLIC),
    print_url=_print_url(Version.PUBLIC),
    formats=_FORMATS,
    position=6,
    listed=False,
)
