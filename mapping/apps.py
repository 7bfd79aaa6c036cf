"""The mapping stage as a Django app."""

from pathlib import Path
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from clrisk_site.places.models import Territory


class MappingConfig(AppConfig):
    """Mapping of competences, offer and spaces."""

    name = "mapping"

    def ready(self) -> None:
        from clrisk_site.catalogue.registry import add_file, register
        from clrisk_site.catalogue.thresholds import THRESHOLDS
        from clrisk_site.catalogue.uses import Use, register_use
        from clrisk_site.files.registry import documents, imports, persons_instead
        from clrisk_site.people.audit_words import add_words
        from clrisk_site.people.list_pages import list_pages
        from clrisk_site.people.permissions import Permission
        from clrisk_site.people.record_links import record_links
        from clrisk_site.people.seating import seating
        from diagnosis.models import Factor
        from mapping import audit_words
        from mapping.attaching import register_attachable
        from mapping.desk_review import DESK_REVIEW
        from mapping.documents.attributions import ATTRIBUTIONS
        from mapping.documents.report.document import MAPPING_REPORT
        from mapping.documents.report.gap_sheets import GAP_SHEETS
        from mapping.documents.supply import SUPPLY
        from mapping.imports import COVERAGE, INSTITUTIONS, PROGRAMMES
        from mapping.interview_themes import register_interview_themes
        from mapping.list_pages import LIST_PAGES
        from mapping.models import Competence, CoordinationSpace, PastIntervention, ProgrammeFactor
        from mapping.offer_links import DEFINITION, LOCAL_OFFER

        add_file(THRESHOLDS, Path(__file__).parent / "catalogue" / "thresholds.yaml")
        register(DESK_REVIEW)
        register_interview_themes()
        links = Use(ProgrammeFactor, _("Programmes that address it"), "factor", "programme__territory")
        register_use(Factor.CATALOGUE, links)
        register_use(Factor.CATALOGUE, Use(Competence, _("Norms that speak of it"), "factor"))
        register_use(Factor.CATALOGUE, Use(PastIntervention, _("Past interventions"), "factors"))

        for kind in (INSTITUTIONS, PROGRAMMES, COVERAGE):
            imports.register(kind)
        documents.register(SUPPLY)
        documents.register(ATTRIBUTIONS)
        documents.register(MAPPING_REPORT)
        documents.register(GAP_SHEETS)
        persons_instead.register(_counting_page, Permission.EDIT_MAPPING)
        register_attachable()
        record_links.register(LOCAL_OFFER)
        record_links.register(DEFINITION)
        seating.register(CoordinationSpace)
        list_pages.register(*LIST_PAGES)
        add_words(
            things=audit_words.THINGS,
            actions=audit_words.ACTIONS,
            values=audit_words.VALUES,
            pages=audit_words.PAGES,
        )


def _counting_page(territory: "Territory") -> str:
    return reverse("beneficiaries-count", args=[territory.path])
