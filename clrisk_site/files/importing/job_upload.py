"""What the jobs of long imports share: their upload, understanding it, and where its person goes on."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.figures.message import says
from clrisk_site.files.actions.long_imports import keep_review
from clrisk_site.files.background.kinds import Advancing, NotPossible, Onward, Text
from clrisk_site.files.importing.kept_review import review_to_keep
from clrisk_site.files.importing.long_files import state_of
from clrisk_site.files.importing.order import order_of
from clrisk_site.files.importing.previewing import Understood, understand
from clrisk_site.files.importing.turns import turn
from clrisk_site.files.models import ImportReceipt, Job, Upload
from clrisk_site.files.registry import ImportKind, imports
from clrisk_site.files.spool import path_of
from clrisk_site.people.permissions import Permission
from clrisk_site.tables.spec import Refusal

PATIENCE = 60 * 60.0
"""Seconds: a job waits for its turn as long as its file may lie there."""

STEPS = 4
GONE = says("The file waited longer than an hour, so it was removed. Upload it again.")


def kind_of(job: Job) -> ImportKind | None:
    """Return the kind of file that a job is about, None when this version knows it no more."""
    return imports.get(str(job.parameters.get("import", "")))


def permission_of(job: Job) -> Permission:
    """Return what a person needs to see the job: what they needed to send the file."""
    kind = kind_of(job)
    return kind.permission if kind else Permission.VIEW_IMPORTS


def labelled(words: str) -> Callable[[Job], Text]:
    """Return how jobs of a kind are called, from a template with the kind of file in it."""

    def label(job: Job) -> Text:
        kind = kind_of(job)
        return gettext(words) % {"kind": kind.label if kind else job.parameters.get("import", "")}

    return label


def upload_of(job: Job) -> Upload | None:
    """Return the upload of a job, None when it was saved, left or swept away."""
    rows = Upload.objects.select_related("created_by", "territory")
    return rows.filter(pk=job.parameters.get("upload")).first()


def receipt_of(job: Job) -> ImportReceipt | None:
    """Return the receipt of a job's upload, once it is saved."""
    return ImportReceipt.objects.filter(upload_id=job.parameters.get("upload")).first()


def understood_upload(progress: Advancing) -> tuple[Upload, Understood]:
    """Read the file of a job when its turn comes, and find out what saving would do.

    Raises
    ------
    NotPossible
        When the file is there no more, or cannot be read.
    """
    job = progress.job
    upload, kind = upload_of(job), kind_of(job)
    if upload is None or kind is None or not path_of(upload.stored_name).exists():
        raise NotPossible(GONE)

    def wait() -> None:
        progress.advance(0, STEPS, gettext("Another file of this place is being read"))

    def compare() -> None:
        progress.advance(1, STEPS, gettext("The rows are compared with what is stored"))

    with turn(upload.territory, wait=PATIENCE, meanwhile=wait):
        progress.advance(0, STEPS, gettext("The file is being read"))
        found = understand(order_of(upload, kind, by=job.created_by), once_read=compare)
    if isinstance(found, Refusal):
        raise NotPossible(found.message)
    progress.advance(2, STEPS, gettext("What was found is written down"))
    return upload, found


def lay_ready(upload: Upload, understood: Understood, language: str) -> None:
    """Keep the review, so that the page shows it without reading the file again."""
    found = review_to_keep(upload, understood)
    keep_review(upload=upload, review=found, state=state_of(upload, language))


def way_on(job: Job, step: str, label: Text) -> Onward | None:
    """Return the way to the receipt once saved, to a step while the file waits, else to a new upload."""
    path = job.territory.path
    receipt = receipt_of(job)
    if receipt is not None:
        return Onward(reverse("receipt", args=[path, receipt.pk]), _("See the receipt"), at_once=True)
    if upload_of(job) is not None:
        return Onward(reverse(step, args=[path, job.parameters["upload"]]), label)
    kind = kind_of(job)
    if kind is None:
        return None
    return Onward(reverse("import-file", args=[path, kind.kind]), _("Upload the file again"), instead=True)
