"""The filter of the analysis log: technique, outcome, and whether the numbers still hold."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from diagnosis.models import Outcome, Technique
from diagnosis.queries.results import LogEntry
from diagnosis.row_filter import RowFilter

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


class ResultFilter(RowFilter[LogEntry]):
    """By text, technique, outcome and standing."""

    form_class = _FilterForm

    def matches(self, row: LogEntry, wanted: Mapping[str, Any]) -> bool:
        """Whether a result is what was asked for."""
        record = row.record
        return (
            wanted["text"].casefold() in f"{row.code} {record.title} {record.source} {row.file}".casefold()
            and wanted["technique"] in ("", row.technique)
            and wanted["outcome"] in ("", row.outcome)
            and wanted["standing"] in ("", STALE if row.stale else HOLDS)
        )
