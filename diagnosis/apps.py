"""The diagnosis stage as a Django app."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DiagnosisConfig(AppConfig):
    """Characterisation of child labour."""

    name = "diagnosis"

    def ready(self) -> None:
        from clrisk_site.catalogue.registry import register
        from clrisk_site.files.registry import imports
        from clrisk_site.people import freezable
        from clrisk_site.people.audit_words import add_words
        from clrisk_site.people.chores import Chore, chores
        from clrisk_site.people.permissions import Permission
        from diagnosis import audit_words
        from diagnosis.actions.tell_requests import tell_requests
        from diagnosis.analysis_job import register_analyses
        from diagnosis.attaching import register_attachable
        from diagnosis.codebook_catalogue import CODEBOOK
        from diagnosis.definition_catalogues import register_definition_catalogues
        from diagnosis.documents.registering import register_documents
        from diagnosis.evidence_registering import register_evidence
        from diagnosis.factor_catalogue import FACTORS
        from diagnosis.factor_uses import register_factor_uses
        from diagnosis.guidance import GUIDANCE
        from diagnosis.imports import KINDS
        from diagnosis.index_computing import register_index
        from diagnosis.models import DefinitionSheet
        from diagnosis.presenters.definition_sheet import version_code
        from diagnosis.request_route_catalogue import register_request_routes
        from diagnosis.transfer_job import register_transfer
        from diagnosis.zone_rerun import register_zones

        register_definition_catalogues()
        register(FACTORS)
        register(CODEBOOK)
        register(GUIDANCE)
        register_factor_uses()
        register_evidence()
        register_index()
        register_zones()
        register_request_routes()
        register_transfer()
        register_analyses()
        chores.register(Chore("remind-requests", lambda: tell_requests(today=timezone.localdate())))
        for kind in KINDS:
            imports.register(kind)
        register_documents()
        register_attachable()
        freezable.register(
            DefinitionSheet,
            view=Permission.VIEW_DIAGNOSIS,
            label=_("Working definition"),
            address=lambda territory: reverse("definition", args=[territory.path]),
            section=2,
            code=version_code,
        )
        add_words(things=audit_words.THINGS, actions=audit_words.ACTIONS, pages=audit_words.PAGES)
