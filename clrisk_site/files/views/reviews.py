"""Finds the review of an upload: made at once, or by a job to whose page the person is led."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language

from clrisk_site.files.actions.long_imports import note_rows, start_review, start_saving
from clrisk_site.files.importing.building import build_spec
from clrisk_site.files.importing.kept_review import KeptReview, kept_review, review_now
from clrisk_site.files.importing.long_files import is_long, state_of
from clrisk_site.files.importing.order import order_of
from clrisk_site.files.importing.previewing import read_table_head, understand
from clrisk_site.files.models import Job, Upload
from clrisk_site.files.queries.import_jobs import review_job, saving_job
from clrisk_site.files.registry import ImportKind
from clrisk_site.files.views.fetching import actor
from clrisk_site.tables.spec import Question, Refusal


def goes_through_jobs(upload: Upload, kind: ImportKind) -> bool:
    """Whether the file is long; one that nobody counted as it is read now is counted here."""
    if not upload.total_rows:
        table = read_table_head(order_of(upload, kind), build_spec(kind, upload.territory))
        if not isinstance(table, Refusal):
            note_rows(upload=upload, rows=table.total_rows)
    return is_long(upload)


def find_review(
    request: HttpRequest, upload: Upload, kind: ImportKind
) -> KeptReview | Refusal | HttpResponse:
    """Return the review with the answers as they are now, else why there is none, else the way to its job."""
    if goes_through_jobs(upload, kind):
        return _find_long(request, upload)
    understood = understand(order_of(upload, kind, by=actor(request)))
    return understood if isinstance(understood, Refusal) else review_now(upload, understood)


def open_questions(request: HttpRequest, upload: Upload, kind: ImportKind) -> tuple[Question, ...]:
    """Return what only a person may decide; none while a job still looks for it."""
    found = find_review(request, upload, kind)
    return found.questions if isinstance(found, KeptReview) else ()


def _find_long(request: HttpRequest, upload: Upload) -> KeptReview | HttpResponse:
    """A job that did not finish is shown too, and asked for again there by the person, never by itself."""
    language = get_language() or "es"
    saving = saving_job(upload)
    if saving is not None and saving.created_by_id == actor(request).pk:
        return _to_job(saving)
    found = kept_review(upload, language)
    if found is not None:
        return found
    begun = review_job(upload, state_of(upload, language), actor(request))
    return _to_job(begun or start_review(upload=upload, language=language, by=actor(request)))


def save_later(request: HttpRequest, upload: Upload) -> HttpResponse | None:
    """Have saved what the person saw; None when it is not what the review says now, or cannot be saved."""
    language = get_language() or "es"
    found = kept_review(upload, language)
    token = request.POST.get("token", "")
    if found is None or not found.shown.save_label or token != found.shown.token:
        return None
    return _to_job(start_saving(upload=upload, token=token, language=language, by=actor(request)))


def _to_job(job: Job) -> HttpResponse:
    return HttpResponseRedirect(reverse("job", args=[job.territory.path, job.pk]))
