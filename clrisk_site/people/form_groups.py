"""Long forms in fieldsets, with rows of small fields where one question is asked of many things."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.utils.functional import Promise

type Words = str | Promise


@dataclass(frozen=True)
class FieldRow:
    """One row of a table of fields: what it asks about, and its fields."""

    label: str
    fields: Sequence[forms.BoundField]
    letter: str = ""


@dataclass(frozen=True)
class FieldTable:
    """A question asked of many things: one row per thing, one column per field after that of the things."""

    caption: Words
    columns: Sequence[Words]
    rows: Sequence[FieldRow]

    @property
    def labelled_rows(self) -> list[tuple[FieldRow, list[tuple[Words, forms.BoundField]]]]:
        """Rows with the head of its column beside each field: a phone shows no table head."""
        return [(row, list(zip(self.columns[1:], row.fields, strict=True))) for row in self.rows]


@dataclass(frozen=True)
class FieldGroup:
    """A fieldset: its title, a sentence that helps, its fields, and a table below them."""

    title: Words
    fields: Sequence[forms.BoundField]
    hint: Words = ""
    table: FieldTable | None = None


@dataclass(frozen=True)
class Group:
    """How a form class names its fieldsets."""

    title: Words
    names: tuple[str, ...]
    hint: Words = ""


def grouped_fields(form: forms.BaseForm, groups: Iterable[Group]) -> list[FieldGroup]:
    """Return the fieldsets of a form with their bound fields."""
    return [FieldGroup(group.title, [form[name] for name in group.names], group.hint) for group in groups]


def is_taken(form: forms.BaseModelForm[Any], **values: object) -> bool:
    """Whether another record has these values; fields outside the form are not checked by Django."""
    model: type[models.Model] = form._meta.model
    return model._default_manager.filter(**values).exclude(pk=form.instance.pk).exists()


def choose_known(*names: str) -> dict[str, forms.Widget]:
    """Return radio buttons for the fields that are answered by yes, no or not known."""
    return {name: forms.RadioSelect(attrs={"class": "govuk-radios--inline"}) for name in names}


def lines(*names: str, rows: int = 3) -> dict[str, forms.Widget]:
    """Return text boxes of a few lines."""
    return {name: forms.Textarea(attrs={"rows": rows}) for name in names}


def narrow(width: int, *names: str) -> dict[str, forms.Widget]:
    """Return short boxes for numbers."""
    return {name: forms.NumberInput(attrs={"class": f"govuk-input--width-{width}"}) for name in names}
