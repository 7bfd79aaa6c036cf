"""The people room as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Users, grants and audit."""

    name = "clrisk_site.people"
    label = "people"
