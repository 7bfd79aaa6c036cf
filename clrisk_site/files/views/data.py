"""What can be imported here, and what was."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from clrisk_site.files.importing.stored import stored_sets
from clrisk_site.files.models import ImportReceipt
from clrisk_site.files.presenters.import_jobs import make_import_notices, make_waiting_notices
from clrisk_site.files.presenters.kinds import OfferedKind, make_groups, next_kind
from clrisk_site.files.presenters.receipts import make_receipt_table, receipts_lead
from clrisk_site.files.queries.import_jobs import imports_under_way, uploads_waiting
from clrisk_site.files.registry import imports, persons_instead
from clrisk_site.files.views.fetching import actor
from clrisk_site.people.access import may, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission

PER_PAGE = 25


@require_safe
def show_data(request: HttpRequest, path: str) -> HttpResponse:
    """List the kinds of file with what is stored of each, and the receipts."""
    territory = territory_for(request.user, path, Permission.VIEW_IMPORTS)
    receipts = ImportReceipt.objects.filter(territory=territory).select_related("created_by")
    shown = Paginator(receipts, PER_PAGE).get_page(request.GET.get("page"))
    kinds = [
        OfferedKind(kind, may(request.user, kind.permission, territory), stored_sets(kind, territory))
        for kind in imports.all()
    ]
    under_way = imports_under_way(actor(request), territory)
    waiting = uploads_waiting(actor(request), territory, under_way)
    found = {
        "notices": [*make_import_notices(under_way, timezone.now()), *make_waiting_notices(waiting)],
        "groups": make_groups(kinds, territory.path),
        "next_kind": next_kind(kinds),
        "table": make_receipt_table(shown.object_list, territory.path),
        "receipts": shown,
        "count_url": persons_instead.address_for(actor(request), territory),
        "lead": receipts_lead(shown.paginator.count, next(iter(shown.object_list), None)),
    }
    return render(request, "files/data.html", page(request, territory, "data", **found))
