"""The planning stages as a Django app."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """Pilot, intervention and action plan."""

    name = "planning"

    def ready(self) -> None:
        from clrisk_site.files.registry import documents
        from planning.documents.action_plan.document import ACTION_PLAN

        documents.register(ACTION_PLAN)
