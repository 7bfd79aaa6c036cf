"""The people room as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Users, grants and audit."""

    name = "clrisk_site.people"
    label = "people"

    def ready(self) -> None:
        """Follow what the sign-in library reports, and have what must be done every night done."""
        from clrisk_site.people.listening import listen

        listen()
        _register_chores()


def _register_chores() -> None:
    from django.utils import timezone

    from clrisk_site.people.actions.drafts import sweep_drafts
    from clrisk_site.people.actions.remind_mandates import remind_mandates
    from clrisk_site.people.actions.sessions import sweep_sessions
    from clrisk_site.people.actions.sign_chains import sign_moved_chains
    from clrisk_site.people.actions.submissions import sweep_submissions
    from clrisk_site.people.chores import Chore, chores

    chores.register(Chore("sign-audit", sign_moved_chains))
    chores.register(Chore("remind-mandates", lambda: remind_mandates(today=timezone.localdate())))
    chores.register(Chore("sweep-drafts", sweep_drafts))
    chores.register(Chore("sweep-submissions", sweep_submissions))
    chores.register(Chore("sweep-sessions", sweep_sessions))
