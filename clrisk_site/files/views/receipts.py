"""What one import changed, and the way back: undoing it while nothing rests on it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from clrisk_site.files.actions.undo_import import CannotUndoError, undo_import
from clrisk_site.files.importing.building import build_spec
from clrisk_site.files.models import ImportReceipt
from clrisk_site.files.presenters.receipts import make_receipt
from clrisk_site.files.presenters.review import label_of
from clrisk_site.files.presenters.undoing import make_undo_page, undo_facts
from clrisk_site.files.queries.undoing import undoing_of
from clrisk_site.files.registry import imports
from clrisk_site.files.views.fetching import actor, kind_for
from clrisk_site.people.access import may, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.once import once


@require_safe
def show_receipt(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Show what one import changed, and until when it can be undone."""
    territory = territory_for(request.user, path, Permission.VIEW_IMPORTS)
    receipts = ImportReceipt.objects.select_related("created_by", "undone_by", "territory")
    receipt = get_object_or_404(receipts, pk=pk, territory=territory)
    kind = imports.get(receipt.kind)
    spec = build_spec(kind, territory) if kind else None
    labels = {field: label_of(spec, field) for field in receipt.mapping.values()} if spec else {}
    may_undo = kind is not None and may(request.user, kind.permission, territory)
    found = {**make_receipt(receipt, labels), **undo_facts(receipt, undoing_of(receipt), may_undo=may_undo)}
    return render(request, "files/receipt.html", page(request, territory, "data", **found))


@require_http_methods(["GET", "HEAD", "POST"])
@once
def undo(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Say what undoing would do, and do it when it is confirmed."""
    receipts = ImportReceipt.objects.select_related("territory", "created_by")
    receipt = get_object_or_404(receipts, pk=pk, territory__path=path)
    territory, _kind = kind_for(request, path, receipt.kind)
    found = undoing_of(receipt)
    reason, status = found.reason, 200
    if request.method == "POST":
        try:
            undo_import(receipt=receipt, by=actor(request))
        except CannotUndoError as error:
            reason, status = error.reason, 409
        else:
            message = gettext("The import of «%(file)s» was undone. All is as it was before.")
            messages.success(request, message % {"file": receipt.file_name})
            return HttpResponseRedirect(reverse("receipt", args=[path, pk]))
    context = page(request, territory, "data", **make_undo_page(receipt, reason))
    return render(request, "files/undo.html", context, status=status)
