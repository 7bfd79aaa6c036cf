"""The table of a page as a page to be printed: every row that the filters leave, and what narrowed it."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.files.documents.content import Document, Table
from clrisk_site.files.documents.printing import document_html
from clrisk_site.people.actions.note_handing_out import note_print
from clrisk_site.places.models import Territory

FORMAT = "print"
MOST_ROWS = 2_000
"""Some sixty sheets; what is longer is read in a spreadsheet."""


def print_response(
    request: HttpRequest, document: Document, *, table: Table, territory: Territory, name: str
) -> HttpResponse:
    """Return a list as one page without parts, and note that it was opened to be printed."""
    if request.method == "HEAD":
        return HttpResponse()
    note_print(request, territory, file=f"table-{name}")
    said = f"{document.lead} {_count_words(len(table.rows))}".strip()
    shown = replace(table, rows=table.rows[:MOST_ROWS])
    html = document_html(
        replace(document, lead=said, blocks=(shown,)), for_screen=True, back_url=_list_address(request)
    )
    return HttpResponse(html)


def _count_words(rows: int) -> str:
    total = ngettext("%(count)s row.", "%(count)s rows.", rows) % {"count": grouped(rows)}
    if rows <= MOST_ROWS:
        return total
    cut = gettext("Only the first %(most)s are printed. Filter the list, or take it as a file.")
    return f"{total} {cut % {'most': grouped(MOST_ROWS)}}"


def _list_address(request: HttpRequest) -> str:
    """Return where the list itself is: by rule of the house its files lie one step below it."""
    above, _, _tail = request.path.partition("export/")
    try:
        resolve(above)
    except Resolver404:
        return ""
    query = request.GET.urlencode()
    return f"{above}?{query}" if query else above
