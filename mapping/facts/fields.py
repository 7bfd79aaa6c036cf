"""The form field that asks for a fact, and the one way in which a typed value becomes a stored one."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.fields import MoneyField
from mapping.facts.fact import Fact, FactKind, Stored
from mapping.facts.values import UNKNOWN, is_known

_NOTHING = ("", _("Not known yet"))


def fact_field(fact: Fact) -> forms.Field:
    """Return the field; empty stands for not known, and never for zero."""
    if fact.kind is FactKind.CHOICE:
        choices = [_NOTHING, *(one for one in fact.choices if one[0] != UNKNOWN)]
        return forms.ChoiceField(label=fact.label, choices=choices, required=False)
    if fact.kind is FactKind.NUMBER:
        small = forms.NumberInput(attrs={"class": "govuk-input--width-5"})
        return forms.IntegerField(
            label=fact.label, min_value=0, max_value=fact.most, widget=small, required=False
        )
    if fact.kind is FactKind.AMOUNT:
        return MoneyField(label=fact.label, required=False)
    box = forms.Textarea(attrs={"rows": 3}) if fact.kind is FactKind.LONG_TEXT else None
    return forms.CharField(label=fact.label, max_length=fact.most, widget=box, required=False)


def parse_value(fact: Fact, typed: Any) -> Stored:
    """Return the stored value of what was typed or read from a file.

    Raises
    ------
    ValidationError
        With a sentence that says what is wrong with it.
    """
    if typed in (None, UNKNOWN):
        return None
    value = fact_field(fact).clean(typed)
    if not is_known(value):
        return None
    if fact.kind is FactKind.AMOUNT:
        return str(Decimal(value).quantize(Decimal("0.01")))
    if fact.kind is FactKind.NUMBER:
        return int(value)
    return str(value)
