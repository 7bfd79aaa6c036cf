"""Fields under headings, so that a long form reads in parts."""

from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise

type Heading = str | Promise


@dataclass(frozen=True)
class FieldGroup:
    """A heading with its fields."""

    heading: Heading
    fields: tuple[BoundField, ...]


def group_fields(form: forms.BaseForm, *groups: tuple[Heading, tuple[str, ...]]) -> tuple[FieldGroup, ...]:
    """Return the fields of a form under headings, in the order given."""
    return tuple(FieldGroup(heading, tuple(form[name] for name in names)) for heading, names in groups)
