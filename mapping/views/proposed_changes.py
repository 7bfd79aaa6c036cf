"""Answers of programme owners: the list of what waits, and the page where those of one record are decided."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from clrisk_site.catalogue.wording import render as words_of
from clrisk_site.people.access import may, territory_for
from clrisk_site.people.models import User
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.once import once
from clrisk_site.people.writing import ConflictError, NotSavedError
from clrisk_site.places.models import Territory
from diagnosis.audience import audience_for
from mapping.actions.decide_changes import decide_changes
from mapping.forms.decision import SAME, DecisionForm, Question
from mapping.models import LocalOffer, Programme
from mapping.owner_facts import Reviewed
from mapping.presenters.proposed_changes import (
    answer_rows,
    changes_lead,
    decided_table,
    record_kind,
    record_rows,
)
from mapping.queries.proposed_changes import decided_in, waiting_for, waiting_in
from mapping.views.fetching import editable_record, own_record

MOST_DECIDED = 50


@require_safe
def list_changes(request: HttpRequest, path: str) -> HttpResponse:
    """Show which answers wait, and what was decided last."""
    territory = territory_for(request.user, path, Permission.EDIT_MAPPING)
    waiting = waiting_in(territory)
    owners = {one.record.territory_id: one.record.territory for one in waiting}
    decides = {pk: may(request.user, Permission.EDIT_MAPPING, owner) for pk, owner in owners.items()}
    decided = decided_in(territory, MOST_DECIDED)
    context = page(
        request,
        territory,
        2,
        lead=changes_lead(waiting),
        records=record_rows(waiting, decides, path=path),
        decided=decided_table(decided, audience=audience_for(request.user, territory)) if decided else None,
    )
    return render(request, "mapping/proposed_changes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def decide(request: HttpRequest, path: str, kind: str, pk: int) -> HttpResponse:
    """Show the answers about one record beside what is recorded, and decide them."""
    territory, record = _reviewed(request, path, kind, pk)
    audience = audience_for(request.user, record.territory)
    rows = answer_rows(record, list(waiting_for(record)), audience=audience)
    single = [row for row in rows if row["is_single"]]
    same = [row for row in rows if not row["is_single"]]
    form = DecisionForm(
        request.POST if request.method == "POST" else None, questions=_questions(single, same)
    )
    status = 200
    if request.method == "POST":
        status = _decided(request, form, record)
        if status == 302:
            return redirect("proposed-changes", path)
    context = page(
        request,
        territory,
        2,
        form=form,
        record=record,
        kind=record_kind(record, is_definition=kind == "programme"),
        answers=[(row, form.fields_of(str(row["pk"])) if row["is_shown"] else ()) for row in single],
        same=same,
        same_fields=form.fields_of(SAME) if same else (),
        number=len(rows),
    )
    return render(request, "mapping/proposed_change_decide.html", context, status=status)


def _questions(single: Sequence[Mapping[str, Any]], same: Sequence[Mapping[str, Any]]) -> list[Question]:
    """Return a question for each correction, and one for all that is confirmed as it is recorded."""
    asked = [Question(str(row["pk"]), row["label"], (row["pk"],)) for row in single if row["is_shown"]]
    if same:
        label = gettext("what is confirmed as recorded")
        asked.append(Question(SAME, label, tuple(row["pk"] for row in same)))
    return asked


def _reviewed(request: HttpRequest, path: str, kind: str, pk: int) -> tuple[Territory, Reviewed]:
    if kind == "programme":
        return editable_record(request, path, Programme.objects.select_related("institution"), pk)
    if kind == "local-offer":
        return own_record(request, path, LocalOffer.objects.select_related("programme"), pk)
    raise Http404


def _decided(request: HttpRequest, form: DecisionForm, record: Reviewed) -> int:
    """Decide what the form says; return the status of the answer, 302 once it is done."""
    if not form.is_valid():
        return 422
    try:
        decide_changes(
            record=record,
            decisions=form.decisions,
            by=cast("User", request.user),
            seen_version=form.cleaned_data["seen"],
        )
    except NotSavedError as error:
        form.add_error(None, words_of(error.message))
        return 422
    except ConflictError:
        form.add_error(
            None, gettext("Somebody changed the record meanwhile. Below is what it says now: decide again.")
        )
        return 409
    accepted = sum(one.accepted for one in form.decisions.values())
    words = gettext("Accepted: %(accepted)s. Refused: %(refused)s.")
    messages.success(request, words % {"accepted": accepted, "refused": len(form.decisions) - accepted})
    return 302
