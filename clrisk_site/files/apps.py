"""The files room as a Django app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Uploads, imports and documents."""

    name = "clrisk_site.files"
    label = "files"

    def ready(self) -> None:
        from clrisk_site.files import checks  # noqa: F401 - registers itself
        from clrisk_site.files.background.kinds import jobs
        from clrisk_site.files.documents.making import MAKING
        from clrisk_site.files.importing.territories import TERRITORIES
        from clrisk_site.files.registry import imports

        imports.register(TERRITORIES)
        jobs.register(MAKING)
