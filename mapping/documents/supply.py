"""The inventory of supply as a document: programmes, institutions and gaps, with the words of their pages."""

import hashlib
from collections.abc import Callable, Mapping

from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.figures.suppression import Audience
from clrisk_site.files.documents import docx, xlsx
from clrisk_site.files.documents.content import Document, Imprint, Table
from clrisk_site.files.documents.imprint_words import fingerprint_words, internal_words
from clrisk_site.files.documents.pieces import table_block
from clrisk_site.files.documents.printing import document_pdf
from clrisk_site.files.exports import digest_of
from clrisk_site.files.models import DocumentFormat
from clrisk_site.files.queries.heads import head_of
from clrisk_site.files.registry import DocumentKind, Order, Produced
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from mapping.presenters.gap_matrix import matrix_for
from mapping.presenters.gap_table import gaps_list, matrix_table
from mapping.presenters.institutions import institution_table
from mapping.presenters.programme_list import programme_table, programmes_above, programmes_lead
from mapping.queries.acknowledgements import acknowledgements_of
from mapping.queries.coverage_by_offer import coverage_by_offer
from mapping.queries.institutions import institutions_seen_from
from mapping.queries.programmes import (
    count_eligibility,
    eligibility_of,
    newest_offers,
    programmes_seen_from,
)
from mapping.queries.supply_by_factor import latest_year, supply_by_factor
from mapping.supply import SupplyQuestion

_WRITERS: Mapping[DocumentFormat, tuple[Callable[[Document], bytes], str]] = {
    DocumentFormat.PDF: (document_pdf, "application/pdf"),
    DocumentFormat.DOCX: (docx.write_docx, docx.MEDIA_TYPE),
    DocumentFormat.XLSX: (xlsx.write_xlsx, xlsx.MEDIA_TYPE),
}


def build(order: Order) -> Produced:
    """Return the inventory in the language and the format that were asked for."""
    write, media_type = _WRITERS[order.format]
    with translation.override(order.language):
        document, digest = _document(order)
        content = write(document)
        day = timezone.localdate(order.at).isoformat()
        name = f"{slugify(gettext('supply'))}-{order.territory.code}-{day}.{order.format.value}"
    return Produced(content, name, media_type, document.title, fingerprint=digest)


def _document(order: Order) -> tuple[Document, str]:
    territory = order.territory
    tables = [_programmes(territory), _institutions(territory)]
    listed, drawn = _gaps(territory) if territory.level.is_municipal else ([], [])
    said = [*tables, *listed]  # the same fingerprint whatever the format
    tables += listed if order.format is DocumentFormat.XLSX else drawn
    digest = hashlib.sha256("".join(digest_of(table) for table in said).encode()).hexdigest()
    imprint = Imprint(
        made_at=order.at,
        author=order.author,
        fingerprint=fingerprint_words(digest),
        number=order.number,
        classification=internal_words(),
    )
    document = Document(
        title=gettext("Inventory of supply of %(name)s") % {"name": territory.name},
        language=order.language,
        head=head_of(territory),
        imprint=imprint,
        blocks=tuple(tables),
        lead=_lead(territory),
    )
    return document, digest


def _lead(territory: Territory) -> str:
    seen = programmes_seen_from(territory)
    if not territory.level.is_municipal:
        return programmes_above(seen.count())
    return programmes_lead(count_eligibility(seen, newest_offers(territory)))


def _programmes(territory: Territory) -> Table:
    offers = newest_offers(territory)
    programmes = list(programmes_seen_from(territory).prefetch_related("factor_links__factor"))
    table = programme_table(
        programmes,
        path=territory.path,
        offers=offers,
        reach=coverage_by_offer(offers.values()),
        eligibility={one.pk: eligibility_of(one, offers) for one in programmes},
        is_local=territory.level.is_municipal,
    )
    return table_block(table, sheet=gettext("Programmes"))


def _institutions(territory: Territory) -> Table:
    acknowledged = {row.institution.pk: row.on for row in acknowledgements_of(territory).rows}
    found = list(institutions_seen_from(territory))
    table = institution_table(found, path=territory.path, acknowledged=acknowledged)
    return table_block(table, sheet=gettext("Institutions"))


def _gaps(territory: Territory) -> tuple[list[Table], list[Table]]:
    """Make the crossings twice: a sheet sorts one per row, paper reads them as the matrix of the page."""
    found = supply_by_factor(SupplyQuestion(territory.path, latest_year(territory)), Audience.PUBLIC)
    tables = (gaps_list(found), matrix_table(matrix_for(found)))
    listed, drawn = (table_block(table, sheet=gettext("Gaps")) for table in tables)
    return [listed], [drawn]


SUPPLY = DocumentKind(
    code="supply",
    label=_("Inventory of supply"),
    explanation=_("Programmes, institutions and gaps as tables, to work on or to take to a session."),
    permission=Permission.VIEW_MAPPING,
    build=build,
    formats=(DocumentFormat.PDF, DocumentFormat.DOCX, DocumentFormat.XLSX),
)
