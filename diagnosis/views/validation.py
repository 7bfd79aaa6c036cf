"""The validation screen: a modelled measure held against any direct one of the same areas."""

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from clrisk_site.figures.audience import Audience
from clrisk_site.files.export_links import export_links
from clrisk_site.files.exports import table_response
from clrisk_site.people.access import territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from diagnosis.audience import FILES, audience_for
from diagnosis.forms.validation import ValidationForm
from diagnosis.presenters.stale_words import marked
from diagnosis.presenters.validation_page import (
    agreement_chart,
    agreement_facts,
    agreement_table,
    cautions,
    shown_agreement,
    stale_sides,
    validation_lead,
    whole_words,
)
from diagnosis.queries.measures import Measure, direct_choices, measure_of, modelled_choices
from diagnosis.statistics.agreement import Agreement

SHOWN = 30
"""Areas on the page; the file has all of them."""


@dataclass(frozen=True)
class Compared:
    """Two measures and how far they agree, for one audience."""

    modelled: Measure
    direct: Measure
    found: Agreement
    names: dict[str, str]
    whole: str


@require_safe
def show_validation(request: HttpRequest, path: str) -> HttpResponse:
    """Offer the measures, and show how far two of them agree."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    form = _form(request, territory)
    compared = _compared(territory, form, audience_for(request.user, territory))
    context = page(
        request,
        territory,
        2,
        form=form,
        possible=len(_offered(form, "modelled")) > 1 and len(_offered(form, "direct")) > 1,
        lead=validation_lead(compared.found if compared else None, compared.whole if compared else ""),
        compared=compared,
    )
    if compared is not None:
        modelled, direct, found, names = compared.modelled, compared.direct, compared.found, compared.names
        context |= {
            "facts": agreement_facts(found, modelled, direct),
            "cautions": cautions(found, modelled, direct),
            "chart": agreement_chart(found, modelled, direct, names),
            "table": agreement_table(found, modelled, direct, names, rows=SHOWN)
            | {"exports": export_links(request, "validation-export", path)},
        }
    return render(request, "diagnosis/validation.html", context, status=422 if form.errors else 200)


@require_safe
def export_validation(request: HttpRequest, path: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out the comparison, areas with few children left out."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    compared = _compared(territory, _form(request, territory), FILES)
    if compared is None:
        return HttpResponseRedirect(reverse("validation", args=[path]))
    table = agreement_table(compared.found, compared.modelled, compared.direct, compared.names)
    table = marked(table, stale_sides(compared.modelled, compared.direct))
    return table_response(request, table, format=format, territory=territory, name="validation")


def _form(request: HttpRequest, territory: Territory) -> ValidationForm:
    wanted = request.GET if request.GET.get("direct") else None
    return ValidationForm(
        wanted,
        initial={"modelled": request.GET.get("modelled", "")},
        modelled=modelled_choices(territory),
        direct=direct_choices(territory),
    )


def _offered(form: ValidationForm, name: str) -> list[object]:
    return list(getattr(form.fields[name], "choices", ()))


def _compared(territory: Territory, form: ValidationForm, audience: Audience) -> Compared | None:
    if not form.is_bound or not form.is_valid():
        return None
    modelled = measure_of(territory, form.cleaned_data["modelled"])
    direct = measure_of(territory, form.cleaned_data["direct"])
    if modelled is None or direct is None:
        return None
    if not form.cleaned_data["same"]:
        direct = replace(direct, is_share=False)
    found = shown_agreement(modelled, direct, territory.path, audience)
    wanted = {one.code for one in found.areas}
    names = {
        path: name
        for path, name in Territory.objects.below(territory).values_list("path", "name")
        if path in wanted
    }
    return Compared(modelled, direct, found, names, whole_words(modelled, direct, territory.path))
