"""Shows and saves a record form; of two editors the second gets a page with both texts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from clrisk_site.people.forms import RecordForm
from clrisk_site.people.models import User
from clrisk_site.people.record import Record
from clrisk_site.people.writing import ConflictError


@dataclass(frozen=True)
class Difference:
    """One field where the two texts differ: what this person typed and what is stored now."""

    label: str
    mine: str
    theirs: str
    differs: bool = True


def edit_record[R: Record](
    request: HttpRequest,
    form_class: type[RecordForm[R]],
    instance: R,
    *,
    template: str,
    then: Callable[[R], str],
    context: Mapping[str, object] | None = None,
    form_options: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Render the form, or save it and go on.

    Parameters
    ----------
    instance : Record
        A stored record, or a new one whose territory (and parent, if any) is already set.
    then : callable
        From the saved record to the address of the next page.
    form_options : mapping, optional
        Further arguments of the form.

    Returns
    -------
    HttpResponse
        The form (200), the form with its errors (422), both texts (409), or a redirect after saving.
    """
    options = dict(form_options or {})
    form = form_class(request.POST if request.method == "POST" else None, instance=instance, **options)
    extra = {**(context or {}), "form": form}
    if request.method != "POST":
        return render(request, template, extra)
    if not form.is_valid():
        return render(request, template, extra, status=422)
    try:
        return HttpResponseRedirect(then(form.write(by=cast("User", request.user))))
    except ConflictError as conflict:
        return _show_conflict(request, form, cast("R", conflict.current), extra, options)
    except IntegrityError:
        # The form was right when it was checked: someone else took the name in between.
        taken = _("Someone has just saved a record with the same name or code. Change yours and save again.")
        form.add_error(None, taken)
        return render(request, template, extra, status=422)


def _show_conflict[R: Record](
    request: HttpRequest,
    form: RecordForm[R],
    current: R,
    context: Mapping[str, object],
    options: Mapping[str, Any],
) -> HttpResponse:
    stored = type(form)(instance=current, **options)
    typed = request.POST.copy()
    typed[form.add_prefix("version")] = str(current.version)
    mine = type(form)(typed, instance=current, **options)
    differences = [
        Difference(str(bound.label), _shown(form, bound.name), _shown(stored, bound.name))
        for bound in form.visible_fields()
        if _shown(stored, bound.name) != _shown(form, bound.name)
    ]
    found = {**context, "form": mine, "current": current, "differences": differences}
    return render(request, "people/conflict.html", found, status=409)


def _shown(form: RecordForm[Any], name: str) -> str:
    bound = form[name]
    value = bound.value()
    chosen = {str(item) for item in value} if isinstance(value, (list, tuple)) else {str(value)}
    choices = getattr(bound.field, "choices", None)
    if choices is None:
        return "" if value is None else str(value)
    labels = [str(label) for key, label in choices if str(key) in chosen]
    return ", ".join(labels)
