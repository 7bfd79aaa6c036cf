"""The form of a recode: which codes of a source become each category of one variable."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.fields import YearField
from diagnosis.forms.nameless import NamelessForm
from diagnosis.models import Recode
from diagnosis.queries.codebook import Variable
from diagnosis.survey.codes import Codes, CodesError

RANGE = re.compile(r"(\d{1,6})\s*-\s*(\d{1,6})")
MOST = 500
"""Codes of one category, with ranges written out."""


class RecodeForm(NamelessForm[Recode]):
    """One line per category, so that none is forgotten; codes that fit nowhere are left out by name."""

    NAMES_PASS = ("source",)

    year = YearField(label=_("Year"))
    left_out = forms.CharField(
        label=_("Codes that are left out"),
        required=False,
        max_length=2_000,
        help_text=_("For example the code of “not specified”. These records take no part; it will be said."),
    )

    class Meta:
        model = Recode
        fields = ("source", "year", "column", "note")
        labels = {
            "source": _("Source"),
            "column": _("Column of the source"),
            "note": _("Note"),
        }
        help_texts = {
            "source": _("Producer and title of the survey, census or register."),
            "column": _("Its name in the file, such as P3_2."),
            "note": _("What is not obvious, such as the period of an income."),
        }
        widgets = {
            "column": forms.TextInput(attrs={"class": "govuk-input--width-20"}),
            "note": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, variable: Variable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.variable = variable
        mapping = self.instance.mapping
        for place, category in enumerate(variable.categories):
            self.fields[f"category_{place}"] = forms.CharField(
                label=_("Codes that become “%(name)s” (%(code)s)")
                % {"name": category.label, "code": category.code},
                required=False,
                max_length=2_000,
            )
            self.initial[f"category_{place}"] = _joined(mapping, category.code)
        self.initial["left_out"] = _joined(mapping, "")
        order = ("source", "year", "column", *self.places, "left_out", "note")
        self.order_fields(order)

    @property
    def places(self) -> tuple[str, ...]:
        """The names of the fields of the categories."""
        return tuple(f"category_{place}" for place in range(len(self.variable.categories)))

    def clean(self) -> dict[str, Any]:
        """Read the codes; refuse one that stands in two places, and the same recode twice."""
        cleaned = super().clean() or {}
        led_to: dict[str, str] = {}
        before: list[Codes] = []
        wanted = [*zip(self.places, self.variable.codes, strict=True), ("left_out", "")]
        for field, category in wanted:
            found = self._codes(field, cleaned.get(field) or "")
            these = Codes.of(found)
            if code := next(filter(None, map(these.shared, before)), ""):
                words = gettext("The code %(code)s stands in two places. Leave it in one.")
                self.add_error(field, words % {"code": code})
            before.append(these)
            for code in found:
                led_to.setdefault(code, category)
        if not any(led_to.values()) and not self.errors:
            self.add_error(self.places[0], _("Write the codes of at least one category."))
        cleaned["mapping"] = led_to
        own = self.instance
        alike = Recode.objects.filter(
            territory=own.territory,
            source=cleaned.get("source", ""),
            year=cleaned.get("year") or 0,
            variable=own.variable,
        )
        if alike.exclude(pk=own.pk).exists():
            self.add_error(
                "source", _("This variable is already recoded from this source and year. Edit that one.")
            )
        return cleaned

    def save(self, commit: bool = True) -> Recode:  # noqa: FBT001, FBT002 - Django's signature
        self.instance.mapping = self.cleaned_data["mapping"]
        return super().save(commit)

    def _codes(self, field: str, text: str) -> list[str]:
        found: list[str] = []
        for part in filter(None, (one.strip() for one in re.split(r"[,;\n]", text))):
            ends = RANGE.fullmatch(part)
            if (ends is None and _runs_backwards(part)) or (ends and not _is_short(ends)):
                words = gettext("“%(part)s” is no range. Write the smaller number first, at most 500 apart.")
                self.add_error(field, words % {"part": part})
                continue
            if ends is None:
                found.append(part)
                continue
            first, last = int(ends[1]), int(ends[2])
            found += [str(number).zfill(len(ends[1])) for number in range(first, last + 1)]
        return found


def _is_short(ends: re.Match[str]) -> bool:
    return 0 <= int(ends[2]) - int(ends[1]) < MOST


def _runs_backwards(part: str) -> bool:
    try:
        Codes.of([part])
    except CodesError:
        return True
    return False


def _joined(mapping: dict[str, str], category: str) -> str:
    return ", ".join(code for code, led_to in mapping.items() if led_to == category)
