"""Saving a long file, as a kind of job: rows, receipt and its end in one transaction, or nothing."""

from dataclasses import replace

from django.db import IntegrityError, transaction
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from clrisk_site.figures.message import says
from clrisk_site.files.actions.save_import import AlreadySpentError, ChangedMeanwhileError, save_upload
from clrisk_site.files.background.kinds import Advancing, JobKind, NotPossible, Onward
from clrisk_site.files.importing.job_upload import (
    GONE,
    STEPS,
    labelled,
    lay_ready,
    permission_of,
    receipt_of,
    understood_upload,
    way_on,
)
from clrisk_site.files.importing.long_files import SAVE
from clrisk_site.files.importing.previewing import Understood
from clrisk_site.files.models import Job, Upload
from clrisk_site.files.presenters.review import make_review
from clrisk_site.files.spool import remove_file
from clrisk_site.tables.spec import BuiltUponError

CHANGED = says("Something changed since you looked. Look again before you confirm.")


def _save(progress: Advancing) -> None:
    job = progress.job
    if receipt_of(job) is not None:
        return  # an earlier attempt, or another tab, stored everything
    upload, understood = understood_upload(progress)
    found = make_review(understood)
    if not found.save_label or found.token != job.parameters.get("token"):
        lay_ready(upload, understood, job.language)
        raise NotPossible(CHANGED)
    progress.advance(3, STEPS, gettext("The rows are stored"))
    _store(progress, upload, understood)
    remove_file(upload.stored_name)


def _store(progress: Advancing, upload: Upload, understood: Understood) -> None:
    try:
        with transaction.atomic():
            save_upload(upload=upload, understood=understood, by=progress.job.created_by)
            progress.finish()
    except AlreadySpentError:
        if receipt_of(progress.job) is None:
            raise NotPossible(GONE) from None
    except BuiltUponError as error:
        raise NotPossible(error.message) from error
    except (ChangedMeanwhileError, IntegrityError):
        # Another upload, perhaps of the same rows, was saved in between.
        raise NotPossible(CHANGED) from None


def _onward(job: Job) -> Onward | None:
    # Saving begins anew where the person sees again what would be saved.
    found = way_on(job, "upload-review", _("Back to the review"))
    return found and replace(found, instead=True)


SAVING = JobKind(
    SAVE,
    labelled(gettext_noop("Saving a long file: %(kind)s")),
    permission_of,
    _save,
    running=_("The file is being saved: all of it, or nothing."),
    section="data",
    onward=_onward,
)
