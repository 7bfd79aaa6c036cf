"""The step of the names: every name that is not the official one is confirmed or refused by a person."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from clrisk_site.files.actions.uploads import answer_questions
from clrisk_site.files.forms.places import PlacesForm, field_of
from clrisk_site.files.importing.kept_review import KeptReview
from clrisk_site.files.models import Upload
from clrisk_site.files.presenters.places import (
    MOST_NAMES,
    confirmed_names,
    confirmed_words,
    name_rows,
    names_lead,
    place_questions,
)
from clrisk_site.files.presenters.wizard import make_steps
from clrisk_site.files.views.fetching import (
    ask_again,
    facts_missing,
    is_gone,
    to_receipt_once_saved,
    upload_for,
)
from clrisk_site.files.views.reviews import find_review
from clrisk_site.people.page import page
from clrisk_site.tables.spec import Question


@require_http_methods(["GET", "HEAD", "POST"])
@to_receipt_once_saved
def confirm_places(request: HttpRequest, path: str, pk: uuid.UUID) -> HttpResponse:
    """Ask which place each name means; what is left open stays a question."""
    upload, kind = upload_for(request, path, pk)
    if is_gone(upload):
        return ask_again(request, upload)
    if facts_missing(upload, kind):
        return HttpResponseRedirect(reverse("upload-columns", args=[path, upload.pk]))
    found = find_review(request, upload, kind)
    if isinstance(found, HttpResponse):
        return found
    if not isinstance(found, KeptReview):
        # The review says why the file cannot be read.
        return HttpResponseRedirect(reverse("upload-review", args=[path, upload.pk]))
    asked = place_questions(found.questions)
    form = _form(request, asked)
    if request.method == "POST" and form.is_valid():
        return _confirmed(request, upload, form, left=len(asked) - len(form.given))
    confirmed = confirmed_names(upload.said)
    if not asked and not confirmed and not found.places:
        return HttpResponseRedirect(reverse("upload-review", args=[path, upload.pk]))
    context = page(request, upload.territory, "data", kind=kind, upload=upload, line=found.line, form=form)
    context |= {
        "lead": names_lead(asked),
        "rows": name_rows(form),
        "more": max(0, len(asked) - len(form.questions)),
        "confirmed": confirmed,
        "places": found.places,
        "more_places": found.more_places,
        "steps": make_steps("upload-places", upload, is_map=found.is_map),
    }
    return render(request, "files/places.html", context, status=422 if form.is_bound else 200)


def _form(request: HttpRequest, asked: list[Question]) -> PlacesForm:
    """Return the form of the first names; once sent, of those that it was sent with."""
    if request.method != "POST":
        return PlacesForm(asked[:MOST_NAMES])
    sent = [question for question in asked if field_of(question.code) in request.POST]
    return PlacesForm(sent or asked[:MOST_NAMES], request.POST)


def _confirmed(request: HttpRequest, upload: Upload, form: PlacesForm, *, left: int) -> HttpResponse:
    answer_questions(upload=upload, given=form.given)
    messages.success(request, confirmed_words(len(form.given)))
    step = "upload-places" if left else "upload-review"
    return HttpResponseRedirect(reverse(step, args=[upload.territory.path, upload.pk]))
