"""Activities and indicators of a line, and the confirmation before anything is deleted."""

from typing import cast

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from clrisk_site.people.access import record_for
from clrisk_site.people.forms import RecordForm
from clrisk_site.people.models import User
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.record import Record
from clrisk_site.people.views.editing import edit_record
from clrisk_site.people.views.once import once
from clrisk_site.people.writing import ConflictError, delete_record
from planning.actions.line_status import is_editable
from planning.forms.line_parts import ActivityForm, IndicatorForm
from planning.forms.versions import VersionForm
from planning.models import ActionLine, Indicator, LineActivity, LineStatus


def _editable_line(request: HttpRequest, path: str, pk: int) -> ActionLine:
    line = record_for(
        request.user, ActionLine.objects.all(), Permission.EDIT_DESIGN, pk=pk, territory__path=path
    )
    if not is_editable(line):
        raise Http404
    return line


def _part_of_editable_line[P: (LineActivity, Indicator)](
    request: HttpRequest, path: str, parts: QuerySet[P], pk: int
) -> tuple[P, ActionLine]:
    """Fetch a part; whether the person may edit it is asked of the line that it belongs to."""
    part = get_object_or_404(parts, pk=pk)
    return part, _editable_line(request, path, part.line_id)


def _edit_part[R: Record](
    request: HttpRequest, path: str, line: ActionLine, part: R, form: type[RecordForm[R]], heading: str
) -> HttpResponse:
    back = reverse("action-line", args=[path, line.pk])
    context = {
        "heading": heading,
        "lead": line.title,
        "trail": [
            {"label": gettext("Design"), "url": reverse("design", args=[path])},
            {"label": line.code, "url": back},
        ],
        "here": heading,
        "stage": 3,
        "back_url": back,
    }
    return edit_record(
        request,
        form,
        part,
        template="planning/form.html",
        then=lambda _saved: back,
        context=page(request, line.territory, 3, **context),
        above=back,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def create_activity(request: HttpRequest, path: str, line: int) -> HttpResponse:
    """Add a dated step."""
    found = _editable_line(request, path, line)
    part = LineActivity(territory=found.territory, line=found)
    return _edit_part(request, path, found, part, ActivityForm, gettext("New activity"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_activity(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Change a dated step."""
    part, line = _part_of_editable_line(request, path, LineActivity.objects.all(), pk)
    return _edit_part(request, path, line, part, ActivityForm, gettext("Change the activity"))


@require_http_methods(["GET", "HEAD", "POST"])
def create_indicator(request: HttpRequest, path: str, line: int) -> HttpResponse:
    """Add a measure."""
    found = _editable_line(request, path, line)
    part = Indicator(territory=found.territory, line=found)
    return _edit_part(request, path, found, part, IndicatorForm, gettext("New indicator"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_indicator(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Change a measure."""
    part, line = _part_of_editable_line(request, path, Indicator.objects.all(), pk)
    return _edit_part(request, path, line, part, IndicatorForm, gettext("Change the indicator"))


@require_http_methods(["GET", "HEAD", "POST"])
@once
def delete_activity(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Delete a dated step after a confirmation."""
    part, line = _part_of_editable_line(request, path, LineActivity.objects.all(), pk)
    return _delete(request, part, line, reverse("action-line", args=[path, line.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
@once
def delete_indicator(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Delete a measure after a confirmation."""
    part, line = _part_of_editable_line(request, path, Indicator.objects.all(), pk)
    return _delete(request, part, line, reverse("action-line", args=[path, line.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
@once
def delete_line(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Delete a draft; what was submitted stays in the record of the commission."""
    line = record_for(
        request.user, ActionLine.objects.all(), Permission.EDIT_DESIGN, pk=pk, territory__path=path
    )
    draft = get_object_or_404(ActionLine, pk=line.pk, status=LineStatus.DRAFT)
    return _delete(request, line, draft, reverse("design", args=[path]))


def _delete(request: HttpRequest, part: Record, line: ActionLine, then: str) -> HttpResponse:
    form = VersionForm(request.POST if request.method == "POST" else None, initial={"version": part.version})
    if form.is_valid():
        try:
            delete_record(part, by=cast("User", request.user), expected_version=form.number)
            messages.success(request, gettext("“%(what)s” was deleted.") % {"what": str(part)})
        except ConflictError:
            messages.error(request, gettext("Somebody changed this just now, so it was not deleted."))
        return redirect(then)
    context = {
        "heading": gettext("Delete “%(what)s”?") % {"what": str(part)},
        "lead": gettext("It will be gone from the plan. The audit trail keeps its text."),
        "trail": [{"label": gettext("Design"), "url": reverse("design", args=[part.territory.path])}],
        "here": line.code,
        "stage": 3,
        "back_url": then,
        "version_form": form,
    }
    return render(request, "planning/delete.html", page(request, part.territory, 3, **context))
