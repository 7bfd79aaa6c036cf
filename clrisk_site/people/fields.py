"""Fields with a unit, a limit or a third answer, as the look draws them; what they ask, the forms say."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.validators import DecimalValidator, MaxValueValidator, MinValueValidator
from django.forms.widgets import Script
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

_EARLIEST = 1900
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")


class LongText(forms.Textarea):
    """A long text that says how much room is left; without its script it says how much there is."""

    template_name = "django/forms/widgets/counted_textarea.html"

    class Media:
        js = (Script("js/character-count.js", defer=True),)

    def __init__(self, limit: int, *, rows: int = 5) -> None:
        super().__init__({"rows": rows})
        self.limit = limit

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the limit and its words; the browser must not cut what is pasted."""
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"].pop("maxlength", None)
        words = ngettext("Up to %(count)s character", "Up to %(count)s characters", self.limit)
        return {**context, "limit": self.limit, "limit_words": words % {"count": self.limit}}


class LongTextField(forms.CharField):
    """A text of at most so many characters."""

    def __init__(self, *, limit: int, rows: int = 5, **options: Any) -> None:
        super().__init__(max_length=limit, widget=LongText(limit, rows=rows), **options)


def unit_input(
    after: str = "", *, before: str = "", width: int = 5, decimal: bool = False
) -> forms.NumberInput:
    """Return a box for a number with its unit beside it; the label names the unit too, to be heard."""
    attrs: dict[str, Any] = {"class": f"govuk-input--width-{width}", "before": before, "after": after}
    return forms.NumberInput(attrs | ({"step": "any"} if decimal else {}))


class MoneyField(forms.DecimalField):
    """An amount with its currency, never below zero; typed as people write it: "$151,200"."""

    def __init__(self, *, currency: str = "MXN", **options: Any) -> None:
        widget = unit_input(currency, before="$", width=10, decimal=True)
        super().__init__(min_value=0, max_digits=14, decimal_places=2, widget=widget, **options)
        _say(self, _("Write an amount of zero or more, for example 151,200."))

    def to_python(self, value: Any) -> Any:
        """Read separators of thousands where they stand in threes; anything else is not guessed at."""
        if isinstance(value, str):
            bare = value.strip().removeprefix("$").strip()
            value = bare.replace(",", "") if _THOUSANDS.fullmatch(bare) else bare
        return super().to_python(value)


class PercentField(forms.DecimalField):
    """A share from 0 to 100."""

    def __init__(self, **options: Any) -> None:
        widget = unit_input("%", width=4, decimal=True)
        super().__init__(min_value=0, max_value=100, max_digits=5, decimal_places=2, widget=widget, **options)
        _say(self, _("Write a number from 0 to 100, for example 80."))


class YearField(forms.IntegerField):
    """A year in four digits, not later than a few years from now."""

    def __init__(self, *, ahead: int = 10, **options: Any) -> None:
        widget = forms.NumberInput(attrs={"class": "govuk-input--width-4"})
        super().__init__(widget=widget, **options)
        self.error_messages["invalid"] = _("Write the year with four digits, for example 2020.")
        latest = dt.date.today().year + ahead  # noqa: DTZ011 - a year, in which no time zone matters
        message = _("Write the year with four digits, for example 2020.")
        self.validators += [MinValueValidator(_EARLIEST, message), MaxValueValidator(latest, message)]


class KnownField(forms.ChoiceField):
    """Yes, no, or not known: three answers, none of them chosen beforehand."""

    def __init__(self, **options: Any) -> None:
        choices = [("yes", _("Yes")), ("no", _("No")), ("unknown", _("Not known"))]
        widget = forms.RadioSelect(attrs={"class": "govuk-radios--inline"})
        super().__init__(choices=choices, widget=widget, **options)


class SearchField(forms.CharField):
    """Words to look for."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"type": "search"})
        super().__init__(widget=widget, required=False, max_length=200, **options)


def _say(field: forms.DecimalField, sentence: Any) -> None:
    """Let every way of being wrong be answered by one sentence that says how to mend it."""
    field.error_messages["invalid"] = sentence
    for validator in field.validators:
        if isinstance(validator, MinValueValidator | MaxValueValidator):
            validator.message = sentence
        elif isinstance(validator, DecimalValidator):
            validator.messages = dict.fromkeys(validator.messages, sentence)
