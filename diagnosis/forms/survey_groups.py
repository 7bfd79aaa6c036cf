"""The groups of a column as people write them: one line per group, its codes and its name."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from diagnosis.survey.codes import LONGEST, Codes, CodesError, code_in_two_lines

MOST_LINES = 20
LONGEST_LABEL = 60
IN_TWO_PLACES = _("The code %(code)s stands in two places. Leave it in one.")


class GroupLinesField(forms.CharField):
    """Lines such as «5-11 = From 5 to 11 years», kept as pairs."""

    widget = forms.Textarea

    def __init__(self) -> None:
        super().__init__(
            label=_("Groups, one per line"),
            required=False,
            help_text=_(
                "Codes, an equals sign, and the name. For example: 2 = Girls, or 5-11 = From 5 to 11 years. "
                "Left blank, the codes of the file are the groups when they are few."
            ),
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def clean(self, value: Any) -> tuple[tuple[str, str], ...]:
        lines = [line for line in str(super().clean(value)).splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(
                _("At most %(most)s groups fit. Join some of them."), params={"most": MOST_LINES}
            )
        pairs = tuple(_pair(line) for line in lines)
        if code := code_in_two_lines(pairs):
            raise forms.ValidationError(IN_TWO_PLACES, params={"code": code})
        return pairs


def short(label: Any, hint: Any, *, needed: Any = "") -> forms.CharField:
    """Return a field for a few codes or words; `needed` is what is said when it must not be blank and is."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(needed),
        error_messages={"required": needed} if needed else {},
        max_length=LONGEST_LABEL,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )


def _pair(line: str) -> tuple[str, str]:
    codes, mark, label = (part.strip() for part in line.partition("="))
    label = " ".join(label.split())
    if not mark or not codes or not label:
        raise forms.ValidationError(
            _("«%(line)s» lacks codes or a name. Write for example: 2 = Girls."),
            params={"line": line[:LONGEST]},
        )
    if len(codes) > LONGEST:
        raise forms.ValidationError(
            _("The codes of «%(label)s» are too long. Use at most %(most)s characters, with ranges: 5-11."),
            params={"label": label[:LONGEST_LABEL], "most": LONGEST},
        )
    if len(label) > LONGEST_LABEL:
        raise forms.ValidationError(
            _("«%(label)s» is too long a name. Use at most %(most)s characters."),
            params={"label": label[:LONGEST_LABEL], "most": LONGEST_LABEL},
        )
    try:
        Codes.read(codes)
    except CodesError as error:
        raise forms.ValidationError(
            _("«%(part)s» runs backwards. Write the smaller number first."), params={"part": error.part}
        ) from error
    return codes, label
