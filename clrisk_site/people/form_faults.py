"""What a form says of a field that was typed wrongly: which one, and the cure. Own words of a field stay."""

from collections.abc import Mapping

from django import forms
from django.core.validators import DecimalValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_CHOICE: dict[str, Promise | str] = {
    "invalid_choice": _("What was chosen for «%(label)s» is not offered here. Choose one of those shown."),
    "invalid_list": _("What was chosen for «%(label)s» is not offered here. Choose one of those shown."),
    "invalid_pk_value": _("What was chosen for «%(label)s» is not offered here. Choose one of those shown."),
}
_NUMBER = {"invalid": _("«%(label)s» is not a number. Write it in figures, such as 12.5.")}

# The summary of errors stands far from the fields, and Django's own words name none. The narrower kind first.
_OF_FIELDS: Mapping[type[forms.Field], Mapping[str, Promise | str]] = {
    forms.Field: {"required": _("«%(label)s» is missing. Write or choose what belongs there.")},
    forms.DateField: {
        "invalid": _("«%(label)s» is not a date. Write day, month and year, such as 30/09/2027.")
    },
    forms.DecimalField: _NUMBER,
    forms.FloatField: _NUMBER,
    forms.IntegerField: {"invalid": _("«%(label)s» is not a whole number. Write it in figures, such as 12.")},
    forms.ChoiceField: _CHOICE,
    forms.ModelChoiceField: _CHOICE,
    forms.EmailField: {
        "invalid": _("«%(label)s» is not an e-mail address. Write it whole, such as ana@example.org.")
    },
    forms.URLField: {
        "invalid": _("«%(label)s» is not a web address. Write it whole, such as https://www.example.org.")
    },
}
_FILLED_IN = frozenset({"invalid_choice", "invalid_pk_value"})
_OF_VALIDATORS: Mapping[str, Promise | str] = {
    "max_length": _("«%(label)s» has %(show_value)s characters, and %(limit_value)s fit. Shorten it."),
    "min_value": _("«%(label)s» is too low. Write %(limit_value)s or more."),
    "max_value": _("«%(label)s» is too high. Write %(limit_value)s or less."),
    "max_digits": _("«%(label)s» is too long a number. %(max)s figures fit."),
    "max_whole_digits": _("«%(label)s» is too long a number. %(max)s figures fit before the point."),
    "max_decimal_places": _("«%(label)s» has too many figures after the point. %(max)s fit."),
    "null_characters_not_allowed": _("«%(label)s» holds a character that cannot be kept. Type it anew."),
}


def name_faults(form: forms.BaseForm) -> None:
    """Let every fault of a form name its field and say how to mend it, in place of Django's own words."""
    for field in form.fields.values():
        if field.label:
            _name_faults_of(field, str(field.label))


def _name_faults_of(field: forms.Field, label: str) -> None:
    # Django fills in the rest of a sentence where it has something to fill in: then a "%" is written twice.
    doubled = label.replace("%", "%%")
    stock = _stock_words(field)
    for kind, words in _OF_FIELDS.items():
        if not isinstance(field, kind):
            continue
        for code, sentence in words.items():
            if field.error_messages.get(code) == stock.get(code):
                filled_in = code in _FILLED_IN or kind in (forms.EmailField, forms.URLField)
                field.error_messages[code] = _labelled(sentence, doubled if filled_in else label)
    for code in _codes_in_stock_words(field):
        if code in _OF_VALIDATORS:
            field.error_messages.setdefault(code, _labelled(_OF_VALIDATORS[code], doubled))


def _labelled(sentence: Promise | str, label: str) -> str:
    return str(sentence).replace("%(label)s", label)


def _stock_words(field: forms.Field) -> dict[str, object]:
    stock: dict[str, object] = {}
    for kind in reversed(type(field).__mro__):
        if kind.__module__.startswith("django."):
            stock |= getattr(kind, "default_error_messages", {})
    return stock


def _codes_in_stock_words(field: forms.Field) -> set[str]:
    codes: set[str] = set()
    for validator in field.validators:
        if isinstance(validator, DecimalValidator):
            stock = DecimalValidator.messages
            codes |= {code for code, words in validator.messages.items() if words == stock[code]}
        elif getattr(validator, "message", None) == getattr(type(validator), "message", ""):
            codes.add(str(getattr(validator, "code", "")))
    return codes
