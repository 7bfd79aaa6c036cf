"""The rows of an upload that cannot be saved, with what is wrong, to be mended in a spreadsheet."""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from clrisk_site.files import results
from clrisk_site.files.documents.problem_xlsx import write_problem_csv, write_problem_xlsx
from clrisk_site.files.documents.xlsx import MEDIA_TYPE
from clrisk_site.files.handing_out import hand_out
from clrisk_site.files.importing.order import order_of
from clrisk_site.files.importing.previewing import Understood, understand
from clrisk_site.files.models import Upload
from clrisk_site.files.presenters.problem_rows import ProblemSheet, make_problem_sheet
from clrisk_site.files.queries.import_jobs import reviewing_job
from clrisk_site.files.views.fetching import actor, ask_again, is_gone, to_receipt_once_saved, upload_for
from clrisk_site.files.views.reviews import goes_through_jobs
from clrisk_site.people.actions.note_handing_out import note_export


@require_safe
@to_receipt_once_saved
def download(request: HttpRequest, path: str, pk: uuid.UUID) -> HttpResponseBase:
    """Hand out the rows to mend as CSV; of a long file there is the workbook alone."""
    found = _find(request, path, pk, "csv")
    if isinstance(found, HttpResponseBase):
        return found
    return _answer(write_problem_csv(found), "text/csv", f"{found.stem}.csv")


@require_safe
@to_receipt_once_saved
def download_workbook(request: HttpRequest, path: str, pk: uuid.UUID) -> HttpResponseBase:
    """Hand out the rows to mend as a workbook."""
    found = _find(request, path, pk, "xlsx")
    if isinstance(found, HttpResponseBase):
        return found
    return _answer(write_problem_xlsx(found), MEDIA_TYPE, f"{found.stem}.xlsx")


def _find(request: HttpRequest, path: str, pk: uuid.UUID, ending: str) -> ProblemSheet | HttpResponseBase:
    upload, kind = upload_for(request, path, pk)
    if is_gone(upload):
        return ask_again(request, upload)
    if goes_through_jobs(upload, kind):
        return _kept(request, upload)
    understood = understand(order_of(upload, kind, by=actor(request)))
    if not isinstance(understood, Understood):
        return ask_again(request, upload)
    problems = make_problem_sheet(understood)
    note_export(request, upload.territory, file=f"filas-con-problema.{ending}", rows=len(problems.rows))
    return problems


def _kept(request: HttpRequest, upload: Upload) -> HttpResponseBase:
    """Hand out what the review of a long file made, or lead to the review where there is none."""
    job = reviewing_job(upload, upload.reviewed_state)
    if job is None or not job.stored_name or not results.path_of(job.stored_name).exists():
        return HttpResponseRedirect(reverse("upload-review", args=[upload.territory.path, upload.pk]))
    note_export(request, upload.territory, file="filas-con-problema.xlsx")
    return hand_out(results.path_of(job.stored_name), file_name=job.file_name)


def _answer(content: bytes, media_type: str, file_name: str) -> HttpResponse:
    saved_as = content_disposition_header(as_attachment=True, filename=file_name) or "attachment"
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": saved_as})
