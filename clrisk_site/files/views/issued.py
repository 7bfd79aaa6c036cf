"""The print log: what was made here, by whom, and whether a paper is one of ours."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clrisk_site.files.presenters.issued import issued_lead, issued_table, log_views, make_prints
from clrisk_site.files.queries.find_issued import find_issued, find_prints, lists_in, papers_in
from clrisk_site.people.access import territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission

PER_PAGE = 50
LONGEST_QUESTION = 100


@require_safe
def show_issued(request: HttpRequest, path: str) -> HttpResponse:
    """List the papers of a territory, its lists, or whatever carries a number or a fingerprint."""
    territory = territory_for(request.user, path, Permission.VIEW_AUDIT)
    asked = request.GET.get("q", "").strip()[:LONGEST_QUESTION]
    lists = request.GET.get("show") == "lists"
    found = find_issued(territory, asked) if asked else (lists_in if lists else papers_in)(territory)
    rows = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    total = rows.paginator.count
    prints = make_prints(find_prints(territory, asked)) if asked else []
    context = page(
        request,
        territory,
        "documents",
        asked=asked,
        rows=rows,
        prints=prints,
        table=issued_table(rows),
        lead=issued_lead(total, asked, len(prints), lists=lists),
        views=[] if asked else log_views(territory, lists=lists),
    )
    return render(request, "files/issued.html", context)
