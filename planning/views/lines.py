"""One action line: its page, its form, and the moves of its status."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clrisk_site.catalogue.entry import offered
from clrisk_site.catalogue.wording import render as sentence
from clrisk_site.people.access import may, record_for, territory_for
from clrisk_site.people.models import User
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.recent import ask_again_unless_recent
from clrisk_site.people.views.editing import edit_record
from clrisk_site.people.views.once import once
from clrisk_site.people.writing import ConflictError
from diagnosis.audience import audience_for
from diagnosis.models import Factor, Zone
from mapping.queries.supply_by_factor import latest_year, supply_by_factor
from mapping.queries.supply_records import KnownPlace
from mapping.supply import SupplyQuestion
from planning.actions.exceptions import approve_exception
from planning.actions.line_status import is_editable, submit_line
from planning.actions.refusal import RefusedError
from planning.forms.action_line import ActionLineForm
from planning.forms.line_parts import ExceptionForm
from planning.forms.versions import VersionForm
from planning.models import ActionLine, LineStatus
from planning.presenters.chain import chain_links
from planning.presenters.line import checks_before_validation, resource_rows, sheet_rows, status_tag
from planning.presenters.line_page import addresses_of, part_rows, saved_words
from planning.queries.action_lines import lines_visible_to, with_all_links
from planning.queries.chain_of_line import chain_of_line, links_of
from planning.queries.gate_of_pilot import line_fact, space_fact
from planning.queries.next_code import next_code
from planning.queries.pilots import pilot_or_404
from planning.queries.zone_children import zone_children


@require_safe
def show_line(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Show a line with the chain of evidence it rests on."""
    territory = territory_for(request.user, path, Permission.VIEW_SUBMITTED)
    visible = with_all_links(lines_visible_to(request.user, territory))
    line = get_object_or_404(
        visible.select_related("territory", "lead", "pilot__space", "pilot__territory", "updated_by"), pk=pk
    )
    audience = audience_for(request.user, territory)
    question = SupplyQuestion(path, latest_year(territory))
    matrix = supply_by_factor(question, audience, known=KnownPlace(territory))
    facts = chain_of_line(line, links_of(line), matrix, zone_children(territory), audience)
    space = space_fact(line.pilot)
    editable = may(request.user, Permission.EDIT_DESIGN, territory) and is_editable(line)
    context = {
        "line": line,
        "heading": line.title,
        "lead": line.objective,
        "trail": _trail(path),
        "tag": status_tag(line),
        "saved": saved_words(line),
        "links": chain_links(facts, addresses_of(line, path)),
        "sheet": sheet_rows(line),
        "resources": resource_rows(line),
        "checks": checks_before_validation(
            line_fact(line), local_government_leads=bool(space and space.local_government_leads)
        ),
        "parts": part_rows(line, path, editable=editable),
        "may_edit": editable,
        "may_submit": editable and line.status == LineStatus.DRAFT,
        "may_approve": may(request.user, Permission.APPROVE, territory),
    }
    return render(request, "planning/line.html", page(request, territory, 3, **context))


def _trail(path: str) -> list[dict[str, str]]:
    return [{"label": gettext("Design"), "url": reverse("design", args=[path])}]


@require_http_methods(["GET", "HEAD", "POST"])
def create_line(request: HttpRequest, path: str) -> HttpResponse:
    """Write a new line; factor and zone may come from the gap that it answers."""
    territory = territory_for(request.user, path, Permission.EDIT_DESIGN)
    pilot = pilot_or_404(territory)
    line = ActionLine(territory=territory, pilot=pilot)
    factor = offered(Factor, territory.country).filter(code=request.GET.get("factor", ""))
    zone = Zone.objects.filter(territory=territory, letter=request.GET.get("zone", ""))
    initial = {"code": next_code(pilot), "factors": list(factor), "zones": list(zone)}
    context = {
        "heading": gettext("New action line"),
        "lead": gettext("A draft may be incomplete. The gate says later what is missing."),
        "trail": _trail(path),
        "here": gettext("New line"),
        "stage": 3,
        "back_url": reverse("design", args=[path]),
    }
    return edit_record(
        request,
        ActionLineForm,
        line,
        template="planning/form.html",
        then=lambda saved: reverse("action-line", args=[path, saved.pk]),
        context=page(request, territory, 3, **context),
        form_options={"initial": initial},
        above=reverse("design", args=[path]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit_line(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Change the text of a line that is not validated yet."""
    line = _line_to_edit(request, path, pk)
    back = reverse("action-line", args=[path, pk])
    if not is_editable(line):
        if request.method == "POST":
            raise Http404  # answered with all that was typed
        messages.warning(request, gettext("A validated line changes only by a session of the commission."))
        return redirect(back)
    context = {
        "heading": gettext("Change %(code)s") % {"code": line.code},
        "lead": gettext("The chain of evidence follows from factors, zones, offers and indicators."),
        "trail": [*_trail(path), {"label": line.code, "url": back}],
        "here": gettext("Change"),
        "stage": 3,
        "back_url": back,
    }
    return edit_record(
        request,
        ActionLineForm,
        line,
        template="planning/form.html",
        then=lambda _saved: back,
        context=page(request, line.territory, 3, **context),
        above=reverse("design", args=[path]),
    )


def _line_to_edit(request: HttpRequest, path: str, pk: int) -> ActionLine:
    lines = ActionLine.objects.select_related("pilot")
    return record_for(request.user, lines, Permission.EDIT_DESIGN, pk=pk, territory__path=path)


@require_POST
@once
def submit(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Hand a draft to the commission."""
    line = _line_to_edit(request, path, pk)
    form = VersionForm(request.POST)
    if form.is_valid():
        try:
            submit_line(line=line, expected_version=form.number, by=cast("User", request.user))
            messages.success(request, gettext("The commission can read %(code)s now.") % {"code": line.code})
        except RefusedError as refused:
            messages.error(request, sentence(refused.message))
        except ConflictError:
            messages.error(
                request, gettext("Somebody changed this line just now. Read it again, then submit.")
            )
    return redirect("action-line", path, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_exception(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Ask for an exception to the resource rule; a new text withdraws an approval."""
    line = _line_to_edit(request, path, pk)
    back = reverse("action-line", args=[path, pk])
    context = {
        "heading": gettext("Exception of %(code)s") % {"code": line.code},
        "lead": gettext("A line rests on resources that exist. The authority may approve an exception."),
        "trail": [*_trail(path), {"label": line.code, "url": back}],
        "here": gettext("Exception"),
        "stage": 3,
        "back_url": back,
    }
    return edit_record(
        request,
        ExceptionForm,
        line,
        template="planning/form.html",
        then=lambda _saved: back,
        context=page(request, line.territory, 3, **context),
        above=reverse("design", args=[path]),
    )


@require_POST
@once
def approve(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Approve the exception of a line as the authority read it."""
    lines = ActionLine.objects.all()
    line = record_for(request.user, lines, Permission.APPROVE, pk=pk, territory__path=path)
    ask_again_unless_recent(request)
    form = VersionForm(request.POST)
    if form.is_valid():
        try:
            approve_exception(line=line, expected_version=form.number, by=cast("User", request.user))
            messages.success(request, gettext("The exception of %(code)s is approved.") % {"code": line.code})
        except RefusedError as refused:
            messages.error(request, sentence(refused.message))
        except ConflictError:
            messages.error(request, gettext("Somebody changed this line just now. Read it again first."))
    return redirect("action-line", path, pk)
