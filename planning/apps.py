"""The planning stages as a Django app."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """Pilot, intervention and action plan."""

    name = "planning"
