"""The filter of the register of information requests: text, how a request stands, and the route's kind."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from diagnosis.models import DataLevel, RouteKind
from diagnosis.queries.information_requests import RequestRow
from diagnosis.request_deadlines import Standing
from diagnosis.row_filter import RowFilter

_STANDINGS = [
    ("", _("All")),
    (Standing.OVERDUE.value, _("Overdue")),
    (Standing.REMIND.value, _("Remind now")),
    (Standing.WAITING.value, _("Waiting")),
    (Standing.DRAFT.value, _("Not sent yet")),
    (Standing.ANSWERED.value, _("Answered")),
    (Standing.CLOSED.value, _("Never answered")),
]


class _FilterForm(forms.Form):
    text = forms.CharField(
        label=_("Data or holder"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    standing = forms.ChoiceField(label=_("Standing"), choices=_STANDINGS, required=False)
    kind = forms.ChoiceField(
        label=_("Who asks"), choices=[("", _("All")), *RouteKind.choices], required=False
    )
    level = forms.ChoiceField(label=_("Level"), choices=[("", _("All")), *DataLevel.choices], required=False)


class RequestFilter(RowFilter[RequestRow]):
    """By text, standing, kind of route and level."""

    form_class = _FilterForm

    def matches(self, row: RequestRow, wanted: Mapping[str, Any]) -> bool:
        """Whether a request is what was asked for."""
        request = row.request
        return (
            wanted["text"].casefold() in f"{request.dataset} {request.holder} {request.folio}".casefold()
            and wanted["standing"] in ("", row.standing.value)
            and wanted["kind"] in ("", request.route.kind)
            and wanted["level"] in ("", request.level)
        )
