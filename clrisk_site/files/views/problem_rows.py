"""The rows of an upload that cannot be saved, with what is wrong, to be corrected in a spreadsheet."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from clrisk_site.files.importing.order import order_of
from clrisk_site.files.importing.previewing import Understood, understand
from clrisk_site.files.presenters.problem_rows import make_problem_csv
from clrisk_site.files.views.fetching import actor, ask_again, is_gone, to_receipt_once_saved, upload_for
from clrisk_site.people.actions.note_handing_out import note_export


@require_safe
@to_receipt_once_saved
def download(request: HttpRequest, path: str, pk: uuid.UUID) -> HttpResponse:
    """Hand out the refused rows as CSV, cells that look like formulas disarmed."""
    upload, kind = upload_for(request, path, pk)
    if is_gone(upload):
        return ask_again(request, upload)
    understood = understand(order_of(upload, kind, by=actor(request)))
    if not isinstance(understood, Understood):
        return ask_again(request, upload)
    text = make_problem_csv(understood)
    note_export(request, upload.territory, file="filas-con-problema.csv")
    disposition = 'attachment; filename="filas-con-problema.csv"'
    return HttpResponse(text, content_type="text/csv", headers={"Content-Disposition": disposition})
