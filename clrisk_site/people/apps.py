"""The people room as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Users, grants and audit."""

    name = "clrisk_site.people"
    label = "people"

    def ready(self) -> None:
        """Follow what the sign-in library reports, and have what must be done every night done."""
        from django.core.management import call_command

        from clrisk_site.people.actions.sign_chains import sign_moved_chains
        from clrisk_site.people.chores import Chore, chores
        from clrisk_site.people.listening import listen

        listen()
        chores.register(Chore("sign-audit", sign_moved_chains))
        chores.register(Chore("remind-mandates", lambda: call_command("remind_mandates")))
        chores.register(Chore("sweep-drafts", lambda: call_command("sweep_drafts")))
