"""Everything that an upload would change in what is stored, to be looked through before it is saved."""

import uuid
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from clrisk_site.files.importing.kept_review import kept_changes
from clrisk_site.files.importing.order import order_of
from clrisk_site.files.importing.previewing import Understood, understand
from clrisk_site.files.models import Upload
from clrisk_site.files.presenters.changes import changed_values, changes_sheet
from clrisk_site.files.presenters.review import ChangedValue
from clrisk_site.files.registry import ImportKind
from clrisk_site.files.views.fetching import actor, ask_again, is_gone, to_receipt_once_saved, upload_for
from clrisk_site.files.views.reviews import goes_through_jobs
from clrisk_site.people.actions.note_handing_out import note_export


@require_safe
@to_receipt_once_saved
def download(request: HttpRequest, path: str, pk: uuid.UUID) -> HttpResponse:
    """Hand out all changes as CSV; of a long file those that its review kept."""
    upload, kind = upload_for(request, path, pk)
    if is_gone(upload):
        return ask_again(request, upload)
    found = _changes(request, upload, kind)
    if found is None:
        return HttpResponseRedirect(reverse("upload-review", args=[path, upload.pk]))
    sheet = changes_sheet(upload.file_name, found)
    note_export(request, upload.territory, file="cambios.csv", rows=len(sheet.rows))
    saved_as = content_disposition_header(as_attachment=True, filename=f"{sheet.stem}.csv") or "attachment"
    return HttpResponse(sheet.to_csv(), content_type="text/csv", headers={"Content-Disposition": saved_as})


def _changes(request: HttpRequest, upload: Upload, kind: ImportKind) -> Iterable[ChangedValue] | None:
    if goes_through_jobs(upload, kind):
        return kept_changes(upload, get_language() or "es")
    understood = understand(order_of(upload, kind, by=actor(request)))
    return changed_values(understood) if isinstance(understood, Understood) else None
