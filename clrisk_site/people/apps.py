"""The people room as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Users, grants and audit."""

    name = "clrisk_site.people"
    label = "people"

    def ready(self) -> None:
        """Follow what the sign-in library reports."""
        from clrisk_site.people.listening import listen

        listen()
