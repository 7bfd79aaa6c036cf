"""Inventories of programmes of two years, compared."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clrisk_site.files.export_links import export_links
from clrisk_site.files.exports import table_response
from clrisk_site.people.access import may, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from mapping.forms.inventories import InventoriesForm
from mapping.presenters.inventories import (
    changed_table,
    export_table,
    found_words,
    inventories_lead,
    listed_table,
    perhaps_table,
    same_words,
)
from mapping.queries.inventories import chosen_pair, inventories_of, two_compared


@require_safe
def compare_inventories(request: HttpRequest, path: str) -> HttpResponse:
    """Show what appeared, ended and changed between two years."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    inventories = inventories_of(territory)
    pair = chosen_pair(inventories, request.GET.get("earlier", ""), request.GET.get("later", ""))
    found = two_compared(*pair) if pair else None
    context = page(
        request,
        territory,
        2,
        lead=f"{inventories_lead(inventories, pair)} {found_words(found) if found else ''}".strip(),
        form=InventoriesForm(inventories, pair),
        pair=pair,
        imports=may(request.user, Permission.IMPORT_PROGRAMMES, territory),
    )
    if found:
        context |= {
            "tables": [
                listed_table(_("Appeared"), found.appeared, path),
                listed_table(_("Ended"), found.ended, path),
                changed_table(found, path),
                perhaps_table(found, path),
            ],
            "same": same_words(len(found.same)),
            "exports": export_links(request, "inventories-export", path),
        }
    return render(request, "mapping/inventories.html", context)


@require_safe
def export_inventories(request: HttpRequest, path: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out the whole comparison."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    inventories = inventories_of(territory)
    pair = chosen_pair(inventories, request.GET.get("earlier", ""), request.GET.get("later", ""))
    if pair is None:
        return redirect("inventories", path=territory.path)
    table = export_table(two_compared(*pair), path)
    return table_response(request, table, format=format, territory=territory, name="inventories")
