"""What a person typed, as it arrives: its lines made equal, its hash, what a draft may hold, its words."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

from clrisk_site.people.field_words import value_words
from clrisk_site.people.tickets import FIELD, Ticket

NOT_CONTENT = {"csrfmiddlewaretoken", FIELD}


@dataclass(frozen=True)
class TypedRow:
    """One field with what was typed into it, in words."""

    label: str
    value: str


def typed_in(request: HttpRequest) -> QueryDict:
    """Return what was sent, with every line end as one LF.

    Browsers send CR LF from a form and LF from a script. One form of it keeps a text the same through any
    number of round trips, and counts a line end once against the longest text allowed.
    """
    typed = request.POST.copy()
    for name, values in typed.lists():
        typed.setlist(name, [value.replace("\r\n", "\n").replace("\r", "\n") for value in values])
    return typed


def content_of(request: HttpRequest) -> str:
    """Return a hash of all that was typed and attached, without tokens."""
    typed = sorted((name, values) for name, values in typed_in(request).lists() if name not in NOT_CONTENT)
    files = [(name, file.name, file.size) for name, sent in sorted(request.FILES.lists()) for file in sent]
    return hashlib.sha256(json.dumps([typed, files]).encode()).hexdigest()


def fields_for_draft(request: HttpRequest, ticket: Ticket) -> dict[str, list[str]]:
    """Return the fields that a draft may hold; one that was sent empty is an answer too."""
    typed = typed_in(request)
    # PostgreSQL cannot store a null character, and no person types one.
    return {name: [value.replace("\0", "") for value in typed.getlist(name)] for name in ticket.names}


def names_for_draft(form: forms.BaseForm) -> tuple[str, ...]:
    """Return the fields of a form whose content may be kept."""
    secret = (forms.FileInput, forms.PasswordInput)
    return tuple(
        bound.html_name for bound in form.visible_fields() if not isinstance(bound.field.widget, secret)
    )


def restore(form: forms.BaseForm, kept: Mapping[str, list[str]]) -> None:
    """Put what a draft holds into an unbound form, unchecked, as it was typed."""
    typed = MultiValueDict({name: values for name, values in kept.items() if values})
    for bound in form.visible_fields():
        if bound.html_name in kept:
            widget = bound.field.widget
            form.initial[bound.name] = widget.value_from_datadict(typed, MultiValueDict(), bound.html_name)


def shown(bound: BoundField) -> str:
    """Return the value of a field in words."""
    return value_words(bound.field, bound.value())


def rows_of_form(form: forms.BaseForm) -> list[TypedRow]:
    """Return what stands in a form, field by field; empty ones are left out."""
    rows = [TypedRow(str(bound.label), shown(bound)) for bound in form.visible_fields()]
    return [row for row in rows if row.value]


def rows_of_request(
    request: HttpRequest, ticket: Ticket, fields: Mapping[str, forms.Field]
) -> list[TypedRow]:
    """Return what was typed where the form cannot be made any more, since its record is gone.

    `fields` are those of the form's class; records to choose from are unknown to them and are left out.
    """
    rows = []
    for name, values in fields_for_draft(request, ticket).items():
        field = fields.get(name)
        if isinstance(field, forms.ModelChoiceField):
            continue
        label = str(field.label or name) if field else name.replace("_", " ")
        rows.append(TypedRow(label, _sent_words(field, name, values) if field else ", ".join(values)))
    return [row for row in rows if row.value.strip()]


def _sent_words(field: forms.Field, name: str, values: list[str]) -> str:
    sent = MultiValueDict({name: values} if values else {})
    return value_words(field, field.widget.value_from_datadict(sent, MultiValueDict(), name))
