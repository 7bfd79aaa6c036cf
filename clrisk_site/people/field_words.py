"""The value of a form's field in words, the same for what a person typed and for what is stored."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import gettext as _


def value_words(field: forms.Field, value: Any) -> str:
    """Return a value in words: the labels of what was chosen, dates and numbers in one way of writing.

    Parameters
    ----------
    value : object
        What the field's box holds: a text as it was typed, or a stored value.
    """
    choices: Iterable[Any] | None = getattr(field, "choices", None)
    if choices is not None:
        return _labels(choices, value)
    return _written(_settled(field, value)).replace("\r\n", "\n")


def _labels(choices: Iterable[Any], value: Any) -> str:
    chosen = {str(item) for item in (value if isinstance(value, (list, tuple)) else [value])}
    # Nothing chosen is no answer, whatever the list calls it.
    found = [str(label) for key, label in choices if str(key) in chosen and str(key)]
    return ", ".join(found)


def _settled(field: forms.Field, value: Any) -> Any:
    """Return the value as it would be stored; one that the form refuses stays as it is."""
    if isinstance(field, forms.FileField):
        return value
    try:
        return field.prepare_value(field.clean(value))
    except ValidationError:
        return value


def _written(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return _("Yes") if value else _("No")
        case dt.datetime():
            return formats.date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
        case dt.date():
            return formats.date_format(value, "SHORT_DATE_FORMAT")
        case Decimal() | float():
            return formats.number_format(f"{Decimal(str(value)).normalize():f}")
        case list() | tuple():
            return "\n".join(_written(item) for item in value)
    return str(value)
