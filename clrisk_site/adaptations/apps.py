"""The adaptations room as a Django app."""

from django.apps import AppConfig


class AdaptationsConfig(AppConfig):
    """What countries write in the catalogues."""

    name = "clrisk_site.adaptations"
    label = "adaptations"

    def ready(self) -> None:
        from clrisk_site.adaptations import audit_words
        from clrisk_site.adaptations.queries.in_force import adaptations_in_force
        from clrisk_site.catalogue.country import read_adaptations_with
        from clrisk_site.people.audit_words import add_words

        read_adaptations_with(adaptations_in_force)
        add_words(things=audit_words.THINGS, actions=audit_words.ACTIONS, pages=audit_words.PAGES)
