"""The filter of the analysis log: technique, outcome, and whether the numbers still hold."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from diagnosis.models import Outcome, Technique
from diagnosis.queries.results import LogEntry

HOLDS, STALE = "holds", "stale"


class _FilterForm(forms.Form):
    text = forms.CharField(
        label=_("Title, source or file"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    technique = forms.ChoiceField(
        label=_("Technique"), choices=[("", _("All")), *Technique.choices], required=False
    )
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=[("", _("All")), *Outcome.choices], required=False
    )
    standing = forms.ChoiceField(
        label=_("Standing"),
        choices=[("", _("All")), (HOLDS, _("Of the definition in force")), (STALE, _("Stale"))],
        required=False,
    )


class ResultFilter:
    """Keeps entries that were read already: whether one is stale is judged, not stored."""

    def __init__(self, data: object) -> None:
        self.form = _FilterForm(data)  # type: ignore[arg-type]  # the query of the address

    @property
    def is_active(self) -> bool:
        """Whether anything is chosen."""
        return self.form.is_valid() and any(self.form.cleaned_data.values())

    def kept(self, entries: Sequence[LogEntry]) -> list[LogEntry]:
        """Return the entries that match; a filter with a fault in it keeps all."""
        if not self.form.is_valid():
            return list(entries)
        wanted = self.form.cleaned_data
        text = wanted["text"].casefold()
        return [
            one
            for one in entries
            if text in f"{one.code} {one.record.title} {one.record.source} {one.file}".casefold()
            and wanted["technique"] in ("", one.technique)
            and wanted["outcome"] in ("", one.outcome)
            and wanted["standing"] in ("", STALE if one.stale else HOLDS)
        ]
