"""The schools of a place: the filtered list and its file."""

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from clrisk_site.files.export_links import export_links
from clrisk_site.files.exports import table_response
from clrisk_site.people.access import may, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.sorting import SortColumn, sorting_of
from clrisk_site.places.models import Territory
from diagnosis.audience import audience_for
from diagnosis.filters import SchoolFilter
from diagnosis.presenters.school_list import school_table, schools_lead
from diagnosis.queries.schools import Register, registers_of, schools_of, summary_of

PER_PAGE = 50
ORDERS = (
    SortColumn("name", _("School"), field=F("name")),
    SortColumn("level", _("Level"), field=F("level")),
    SortColumn("area", _("Area"), field=F("territory__path")),
)


@require_safe
def list_schools(request: HttpRequest, path: str) -> HttpResponse:
    """Show the schools of one register, narrowed down by the filters."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    registers = registers_of(territory)
    register = _chosen(request, registers)
    context = page(
        request,
        territory,
        2,
        lead=schools_lead(None, None),
        imports=may(request.user, Permission.IMPORT_RISK_RESULTS, territory),
    )
    if register is not None:
        context |= _list(request, territory, registers, register)
    return render(request, "diagnosis/schools.html", context)


def _list(
    request: HttpRequest, territory: Territory, registers: tuple[Register, ...], register: Register
) -> dict[str, object]:
    everything = schools_of(territory, register)
    narrowed = _narrowed(request, territory, registers, register)
    sorting = sorting_of(request, ORDERS, default="area")
    ordered = sorting.of_database(narrowed.qs, "code", "level")
    rows = Paginator(ordered, PER_PAGE).get_page(request.GET.get("page"))
    table = school_table(rows, register=register, audience=audience_for(request.user, territory))
    exports = export_links(request, "schools-export", territory.path)
    return {
        "lead": schools_lead(register, summary_of(everything)),
        "filter": narrowed,
        "rows": rows,
        "register": register,
        "table": {**sorting.on(table, {0: "name", 1: "level", 2: "area"}), "exports": exports},
    }


@require_safe
def export_schools(request: HttpRequest, path: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out the schools that the filters leave, with the same numbers hidden as on the page."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    registers = registers_of(territory)
    register = _chosen(request, registers)
    audience = audience_for(request.user, territory)
    if register is None:
        table = school_table((), register=Register("", 0, 0, illustrative=False), audience=audience)
    else:
        narrowed = _narrowed(request, territory, registers, register)
        schools = sorting_of(request, ORDERS, default="area").of_database(narrowed.qs, "code", "level")
        table = school_table(schools, register=register, audience=audience)
    return table_response(request, table, format=format, territory=territory, name="schools")


def _chosen(request: HttpRequest, registers: tuple[Register, ...]) -> Register | None:
    wanted = request.GET.get("register", "")
    return next((one for one in registers if one.code == wanted), registers[0] if registers else None)


def _narrowed(
    request: HttpRequest, territory: Territory, registers: tuple[Register, ...], register: Register
) -> SchoolFilter:
    schools = schools_of(territory, register)
    return SchoolFilter(request.GET or None, queryset=schools, territory=territory, registers=registers)
