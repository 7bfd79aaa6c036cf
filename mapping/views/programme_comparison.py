"""Two to four programmes side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from clrisk_site.files.export_links import export_links
from clrisk_site.files.exports import table_response
from clrisk_site.people.access import territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from diagnosis.audience import FILES, audience_for
from mapping.forms.compared_programmes import CompareForm
from mapping.presenters.programme_comparison import comparison_lead, comparison_table, left_out_words
from mapping.queries.compared_programmes import chosen_programmes, compared_programmes, programmes_to_add

LONGEST_KEY = 10
LONGEST_TEXT = 200


@require_safe
def compare_programmes(request: HttpRequest, path: str) -> HttpResponse:
    """Show the chosen programmes side by side, and others to add."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    asked = chosen_programmes(territory, _keys(request))
    compared = compared_programmes(territory, asked)
    text = request.GET.get("text", "")[:LONGEST_TEXT]
    chosen = [one.programme for one in compared]
    offered = [*chosen, *programmes_to_add(territory, text, chosen)]
    audience = audience_for(request.user, territory)
    context = page(
        request,
        territory,
        2,
        lead=comparison_lead(compared),
        choice=CompareForm({"text": text, "programme": [str(one.pk) for one in chosen]}, offered=offered),
        too_many=left_out_words(asked[len(compared) :]),
        table={
            **comparison_table(compared, path=path, audience=audience),
            "exports": export_links(request, "programmes-compare-export", path),
        }
        if len(compared) > 1
        else None,
    )
    return render(request, "mapping/programme_comparison.html", context)


@require_safe
def export_comparison(request: HttpRequest, path: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out the comparison."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    compared = compared_programmes(territory, chosen_programmes(territory, _keys(request)))
    if len(compared) < 2:
        return redirect("programmes-compare", path=territory.path)
    table = comparison_table(compared, path=path, audience=FILES)
    return table_response(request, table, format=format, territory=territory, name="programmes-compared")


def _keys(request: HttpRequest) -> list[int]:
    """Return the keys in the address; what is no number names no programme."""
    given = request.GET.getlist("programme")
    return [int(key) for key in given if key.isascii() and key.isdigit() and len(key) < LONGEST_KEY]
