"""The atlas as a Django app."""

from django.apps import AppConfig


class AtlasConfig(AppConfig):
    """Boundaries of territories, by vintage."""

    name = "clrisk_site.atlas"
    label = "atlas"

    def ready(self) -> None:
        from clrisk_site.atlas import audit_words, keeping
        from clrisk_site.people.audit_words import add_words
        from clrisk_site.people.chores import Chore, chores

        add_words(things={}, actions={}, pages=audit_words.PAGES)
        chores.register(Chore("sweep-maps", keeping.sweep))
