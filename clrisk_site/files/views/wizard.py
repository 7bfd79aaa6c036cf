"""The steps between a file and its receipt: sheet, columns, review, confirm."""

import uuid

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clrisk_site.catalogue.wording import render as render_message
from clrisk_site.files.actions.long_imports import note_rows
from clrisk_site.files.actions.save_import import AlreadySpentError, ChangedMeanwhileError, save_upload
from clrisk_site.files.actions.uploads import (
    answer_question,
    discard_upload,
    set_columns,
    set_reading,
    take_back_answer,
)
from clrisk_site.files.forms.columns import ColumnsForm, FactsForm
from clrisk_site.files.forms.sheet import LOOK, SheetForm
from clrisk_site.files.importing.building import build_spec
from clrisk_site.files.importing.facts import facts_of
from clrisk_site.files.importing.matching import Matcher
from clrisk_site.files.importing.order import order_of
from clrisk_site.files.importing.previewing import look_at_sheet, may_be_saved, read_table_head, understand
from clrisk_site.files.models import Upload
from clrisk_site.files.presenters.columns import columns_page
from clrisk_site.files.presenters.map_preview import small_map
from clrisk_site.files.presenters.review import answers_given, token_of
from clrisk_site.files.presenters.review.asking import is_place_question
from clrisk_site.files.presenters.sheet import make_sheet_page
from clrisk_site.files.presenters.wizard import file_line, make_steps
from clrisk_site.files.queries.earlier_import import earlier_import
from clrisk_site.files.registry import ImportKind
from clrisk_site.files.spool import remove_file
from clrisk_site.files.views.fetching import (
    actor,
    ask_again,
    facts_missing,
    is_gone,
    receipt_page,
    to_receipt_once_saved,
    upload_for,
)
from clrisk_site.files.views.map_reading import read_map
from clrisk_site.files.views.persons import persons_page
from clrisk_site.files.views.reviews import find_review, goes_through_jobs, open_questions, save_later
from clrisk_site.people.page import page
from clrisk_site.tables.sentences import PERSONS
from clrisk_site.tables.spec import BuiltUponError, Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@to_receipt_once_saved
def choose_sheet(request: HttpRequest, path: str, pk: uuid.UUID) -> HttpResponse:
    """Ask how the sheet is read: everything is proposed, and shown as chosen before going on."""
    upload, kind = upload_for(request, path, pk)
    if is_gone(upload):
        return ask_again(request, upload)
    asked = SheetForm.asked(request, upload.reading)
    table, refusal = look_at_sheet(order_of(upload, kind, asked), build_spec(kind, upload.territory))
    if isinstance(table, Refusal):
        return _unreadable(request, upload, kind, table, "upload-sheet")
    if table.is_map:
        return read_map(request, upload, kind, table, refusal, asked)
    form = SheetForm.for_table(table, asked, request.POST if request.method == "POST" else None)
    if refusal is not None and not form.errors:
        form = SheetForm.refused(table, asked, render_message(refusal.message))
    elif request.method == "POST" and form.is_valid():
        if LOOK not in request.POST:
            set_reading(upload=upload, reading=asked)
            return HttpResponseRedirect(reverse("upload-columns", args=[path, upload.pk]))
        form = SheetForm.for_table(table, asked)
    found = make_sheet_page(table, asked) | {"form": form, "line": file_line(upload, table)}
    context = _context(request, upload, kind, "upload-sheet", **found)
    return render(request, "files/sheet.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@to_receipt_once_saved
def choose_columns(request: HttpRequest, path: str, pk: uuid.UUID) -> HttpResponse:
    """Ask which column is which field, and the facts of the whole file."""
    upload, kind = upload_for(request, path, pk)
    if is_gone(upload):
        return ask_again(request, upload)
    spec = build_spec(kind, upload.territory)
    table = read_table_head(order_of(upload, kind), spec)
    if isinstance(table, Refusal):
        return _unreadable(request, upload, kind, table, "upload-columns")
    if table.map is not None and table.map.asks:
        return HttpResponseRedirect(reverse("upload-sheet", args=[path, upload.pk]))
    note_rows(upload=upload, rows=table.total_rows)
    matcher = Matcher(order_of(upload, kind), spec, table)
    matches = matcher.match(upload.mapping)
    data = request.POST if request.method == "POST" else None
    form = ColumnsForm(matcher, matches.columns, data)
    facts = FactsForm(kind.facts, facts_of(kind.facts, upload.facts, table), data)
    if request.method == "POST" and form.is_valid() and facts.is_valid():
        set_columns(upload=upload, mapping=form.mapping, facts=facts.given)
        return HttpResponseRedirect(reverse("upload-review", args=[path, upload.pk]))
    context = _context(request, upload, kind, "upload-columns", form=form, facts=facts)
    context |= {
        "line": file_line(upload, table),
        **columns_page(form, table),
        "steps": make_steps("upload-columns", upload, is_map=table.is_map),
        "back": reverse("upload-sheet", args=[path, upload.pk]),
    }
    return render(request, "files/columns.html", context, status=422 if form.is_bound else 200)


@require_safe
@to_receipt_once_saved
def review(request: HttpRequest, path: str, pk: uuid.UUID) -> HttpResponse:
    """Show what saving would do."""
    upload, kind = upload_for(request, path, pk)
    return _review(request, upload, kind)


@require_POST
@to_receipt_once_saved
def answer(request: HttpRequest, path: str, pk: uuid.UUID) -> HttpResponse:
    """Take one answer, or take one back."""
    upload, kind = upload_for(request, path, pk)
    if is_gone(upload):
        return ask_again(request, upload)
    code, option = request.POST.get("question", ""), request.POST.get("answer", "")
    if not option:
        take_back_answer(upload=upload, code=code)
    else:
        for question in open_questions(request, upload, kind):
            if question.code == code:
                answer_question(upload=upload, question=question, option=option)
    step = "upload-places" if is_place_question(code) else "upload-review"
    return HttpResponseRedirect(reverse(step, args=[path, upload.pk]))


@require_POST
@to_receipt_once_saved
def confirm(request: HttpRequest, path: str, pk: uuid.UUID) -> HttpResponse:
    """Save what the person saw; when the counts are no longer the same, show them again instead."""
    upload, kind = upload_for(request, path, pk)
    if is_gone(upload):
        return ask_again(request, upload)
    if facts_missing(upload, kind):
        return HttpResponseRedirect(reverse("upload-columns", args=[path, upload.pk]))
    if goes_through_jobs(upload, kind):
        return save_later(request, upload) or _review(request, upload, kind, notice=_changed(), status=409)
    understood = understand(order_of(upload, kind, by=actor(request)))
    # Another tab may have saved this upload while it was read.
    saved = receipt_page(request, path, pk)
    if saved is not None:
        return saved
    if isinstance(understood, Refusal) or not may_be_saved(understood.preview):
        return _review(request, upload, kind, status=422)
    if request.POST.get("token") != token_of(understood):
        return _review(request, upload, kind, notice=_changed(), status=409)
    try:
        receipt = save_upload(upload=upload, understood=understood, by=actor(request))
    except AlreadySpentError:
        return ask_again(request, upload)
    except BuiltUponError as error:
        return _review(request, upload, kind, notice=render_message(error.message), status=409)
    except (ChangedMeanwhileError, IntegrityError):
        # Another upload, perhaps of the same rows, was saved in between.
        return _review(request, upload, kind, notice=_changed(), status=409)
    remove_file(upload.stored_name)
    return HttpResponseRedirect(reverse("receipt", args=[path, receipt.pk]))


def _changed() -> str:
    return gettext("Something changed since you looked. Look again before you confirm.")


@require_POST
@to_receipt_once_saved
def discard(request: HttpRequest, path: str, pk: uuid.UUID) -> HttpResponse:
    """Forget the file and begin again."""
    upload, kind = upload_for(request, path, pk)
    discard_upload(upload=upload)
    return HttpResponseRedirect(reverse("import-file", args=[path, kind.kind]))


def _review(
    request: HttpRequest, upload: Upload, kind: ImportKind, *, notice: str = "", status: int = 200
) -> HttpResponse:
    if is_gone(upload):
        return ask_again(request, upload)
    if facts_missing(upload, kind):
        return HttpResponseRedirect(reverse("upload-columns", args=[upload.territory.path, upload.pk]))
    found = find_review(request, upload, kind)
    if isinstance(found, HttpResponse):
        return found
    if isinstance(found, Refusal):
        return _unreadable(request, upload, kind, found, "upload-review")
    context = _context(request, upload, kind, "upload-review", review=found.shown, notice=notice)
    context |= {
        "line": found.line,
        **small_map(found.map),
        "earlier": earlier_import(upload.territory, kind.kind, upload.sha256),
        **answers_given(upload.said),
        "steps": make_steps(
            "upload-review", upload, is_map=found.is_map, asks_names=bool(found.shown.names_title)
        ),
    }
    return render(request, "files/review.html", context, status=status)


def _unreadable(
    request: HttpRequest, upload: Upload, kind: ImportKind, refusal: Refusal, step: str
) -> HttpResponse:
    """Say why this sheet or header row cannot be read; the file stays for another try, unless it may not."""
    if refusal.code == PERSONS:
        return persons_page(request, upload, kind, refusal)
    context = _context(request, upload, kind, step, refusal=render_message(refusal.message))
    return render(request, "files/unreadable.html", context, status=422)


def _context(
    request: HttpRequest, upload: Upload, kind: ImportKind, step: str, **more: object
) -> dict[str, object]:
    steps = make_steps(step, upload)
    return page(request, upload.territory, "data", kind=kind, upload=upload, steps=steps, **more)
