"""Looking at a long file, as a kind of job: its review is laid ready, its refused rows become a workbook."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from clrisk_site.files.background.kinds import Advancing, JobKind, Onward, Result
from clrisk_site.files.documents.problem_xlsx import write_problem_xlsx
from clrisk_site.files.importing.job_upload import (
    STEPS,
    labelled,
    lay_ready,
    permission_of,
    understood_upload,
    way_on,
)
from clrisk_site.files.importing.long_files import REVIEW
from clrisk_site.files.importing.previewing import Understood
from clrisk_site.files.models import Job, JobState
from clrisk_site.files.presenters.problem_rows import make_problem_sheet


def _review(progress: Advancing) -> Result | None:
    upload, understood = understood_upload(progress)
    lay_ready(upload, understood, progress.job.language)
    book = _problem_book(understood)
    progress.advance(STEPS, STEPS)
    return book


def _problem_book(understood: Understood) -> Result | None:
    """Make the workbook of the rows to mend now, since the pages do not read the file again."""
    if not understood.preview.held:
        return None
    sheet = make_problem_sheet(understood)
    return Result(write_problem_xlsx(sheet), f"{sheet.stem}.xlsx")


def _onward(job: Job) -> Onward | None:
    if job.state != JobState.DONE:
        return way_on(job, "upload-columns", _("Back to the columns"))
    found = way_on(job, "upload-review", _("See what was found"))
    return found and replace(found, at_once=True)


REVIEWING = JobKind(
    REVIEW,
    labelled(gettext_noop("Looking at a long file: %(kind)s")),
    permission_of,
    _review,
    running=_("The file is being looked at. Nothing is saved yet."),
    section="data",
    onward=_onward,
)
