"""The report of the mapping as a kind of document: page, PDF and Word."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.files.documents.content import Document
from clrisk_site.files.models import DocumentFormat
from clrisk_site.files.registry import DocumentKind, Order, Produced
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from mapping.documents.report.content import collect_mapping
from mapping.documents.report.gap_parts import gaps_part, limits_part, unknowns_part
from mapping.documents.report.parts import (
    actors_part,
    attributions_part,
    past_part,
    programmes_part,
    spaces_part,
    summary_part,
    summary_sentences,
)
from mapping.documents.report.written import document_of, produced, refuse_above


def write_report(order: Order) -> Document:
    """Collect and write the report in the active language.

    Raises
    ------
    DocumentNotPossible
        Above the municipalities.
    """
    refuse_above(order.territory)
    content = collect_mapping(order.territory)
    blocks = (
        *summary_part(content),
        *actors_part(content),
        *attributions_part(content),
        *programmes_part(content),
        *spaces_part(content),
        *past_part(content),
        *gaps_part(content),
        *unknowns_part(content),
        *limits_part(content),
    )
    title = gettext("Mapping of the supply in %(name)s") % {"name": order.territory.name}
    lead = summary_sentences(content)[0]
    return document_of(order, title=title, lead=lead, blocks=blocks, illustrative=content.illustrative)


def build(order: Order) -> Produced:
    """Return the report in the language and the format that were asked for."""
    with translation.override(order.language):
        return produced(write_report(order), order, gettext("mapping report"))


def _print_url(territory: Territory) -> str:
    return reverse("mapping-report", args=[territory.path])


MAPPING_REPORT = DocumentKind(
    code="mapping-report",
    label=_("Report of the mapping"),
    explanation=_("Actors, powers, programmes by factor, spaces, past interventions, gaps, questions."),
    permission=Permission.VIEW_MAPPING,
    build=build,
    print_url=_print_url,
    formats=(DocumentFormat.PDF, DocumentFormat.DOCX),
)
