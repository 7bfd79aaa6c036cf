"""The planning stages as a Django app."""

from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanningConfig(AppConfig):
    """Pilot, intervention and action plan."""

    name = "planning"

    def ready(self) -> None:
        from clrisk_site.catalogue.registry import add_file, register
        from clrisk_site.catalogue.thresholds import THRESHOLDS
        from clrisk_site.catalogue.uses import Use, register_use
        from clrisk_site.files.registry import documents
        from clrisk_site.people.audit_words import add_words
        from diagnosis.models import Factor
        from planning import audit_words
        from planning.attaching import register_attachable
        from planning.documents.action_plan.document import ACTION_PLAN
        from planning.gate_texts import QUESTIONS
        from planning.models import ActionLine, GapAnswer
        from planning.stage_texts import STAGES

        register(STAGES)
        register(QUESTIONS)
        add_file(THRESHOLDS, Path(__file__).parent / "catalogue" / "thresholds.yaml")
        register_use(Factor.CATALOGUE, Use(ActionLine, _("Action lines"), "factors"))
        register_use(Factor.CATALOGUE, Use(GapAnswer, _("Answers to gaps"), "factor"))

        documents.register(ACTION_PLAN)
        register_attachable()
        add_words(things=audit_words.THINGS, actions=audit_words.ACTIONS, pages=audit_words.PAGES)
