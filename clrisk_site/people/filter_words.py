"""The filters that are set on a list, said in words for its print view."""

from collections.abc import Iterator

from django import forms
from django.db.models import Model
from django.utils.translation import gettext


def filter_words(form: forms.BaseForm) -> tuple[str, ...]:
    """Return "label «value»" for each filter that is set; one that makes no sense narrows nothing."""
    if not form.is_bound or not form.is_valid():
        return ()
    return tuple(_said(form))


def _said(form: forms.BaseForm) -> Iterator[str]:
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name)
        if value in (None, "", []):
            continue
        yield gettext("%(filter)s «%(value)s»") % {
            "filter": field.label or name,
            "value": _shown(field, value),
        }


def _shown(field: forms.Field, value: object) -> str:
    choices = getattr(field, "choices", ())
    if isinstance(value, Model):
        return str(value)
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    labels = {str(key): str(label) for key, label in choices if not isinstance(label, list | tuple)}
    return labels.get(str(value), str(value))
