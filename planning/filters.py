"""The filter of the action lines. They are few and read once for the gate, so it works on the list itself."""

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from clrisk_site.places.names import search_form
from planning.models import ActionLine, LineStatus


class LineFilterForm(forms.Form):
    """What a list of lines can be narrowed down by."""

    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("All")), *LineStatus.choices]
    )
    q = forms.CharField(label=_("Words"), required=False, max_length=100)


class LineFilter:
    """The lines that remain, with the form that says which."""

    def __init__(self, data: Mapping[str, str], lines: Sequence[ActionLine]) -> None:
        self.form = LineFilterForm(data)
        chosen = self.form.cleaned_data if self.form.is_valid() else {}
        self._status = chosen.get("status", "")
        self._words = search_form(chosen.get("q", ""))
        self.lines = [line for line in lines if self._keeps(line)]

    @property
    def is_active(self) -> bool:
        """Whether anything was asked for."""
        return bool(self._status or self._words)

    def _keeps(self, line: ActionLine) -> bool:
        if self._status and line.status != self._status:
            return False
        text = search_form(f"{line.code} {line.title} {line.objective} {line.population}")
        return all(word in text for word in self._words.split())
