"""The files room as a Django app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Uploads, imports and documents."""

    name = "clrisk_site.files"
    label = "files"

    def ready(self) -> None:
        from clrisk_site.files import (
            audit_words,
            checks,  # noqa: F401 - registers itself
            folder_check,  # noqa: F401 - the same
        )
        from clrisk_site.files.background.kinds import jobs
        from clrisk_site.files.documents.making import MAKING
        from clrisk_site.files.importing.neighbourhoods import NEIGHBOURHOODS
        from clrisk_site.files.importing.review_job import REVIEWING
        from clrisk_site.files.importing.save_job import SAVING
        from clrisk_site.files.importing.territories import TERRITORIES
        from clrisk_site.files.registry import imports
        from clrisk_site.people.audit_words import add_words

        imports.register(TERRITORIES)
        imports.register(NEIGHBOURHOODS)
        for kind in (MAKING, REVIEWING, SAVING):
            jobs.register(kind)
        add_words(
            things=audit_words.THINGS,
            actions=audit_words.ACTIONS,
            pages=audit_words.PAGES,
            values=audit_words.VALUES,
        )
        _register_chores()


def _register_chores() -> None:
    from clrisk_site.files import spool
    from clrisk_site.files.actions.keep_journal import forget_journals
    from clrisk_site.files.actions.remove_attachment import sweep_attachments
    from clrisk_site.files.actions.sweep_jobs import sweep_jobs, sweep_queue, sweep_reviews
    from clrisk_site.people.chores import Chore, chores
    from clrisk_site.tables.child_folder import sweep_child_folders

    chores.register(Chore("sweep-spool", spool.sweep, often=True))
    chores.register(Chore("sweep-child-folders", sweep_child_folders, often=True))
    chores.register(Chore("sweep-reviews", sweep_reviews, often=True))
    chores.register(Chore("sweep-jobs", sweep_jobs))
    chores.register(Chore("sweep-attachments", sweep_attachments))
    chores.register(Chore("sweep-queue", sweep_queue))
    chores.register(Chore("forget-journals", forget_journals))
