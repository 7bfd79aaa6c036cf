"""The filter of the register of information requests: text, how a request stands, and the route's kind."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from diagnosis.models import DataLevel, RouteKind
from diagnosis.queries.information_requests import RequestRow
from diagnosis.request_deadlines import Standing

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


class RequestFilter:
    """Keeps rows that were read already: how a request stands is judged, not stored."""

    def __init__(self, data: object) -> None:
        self.form = _FilterForm(data)  # type: ignore[arg-type]  # the query of the address

    @property
    def is_active(self) -> bool:
        """Whether anything is chosen."""
        return self.form.is_valid() and any(self.form.cleaned_data.values())

    def kept(self, rows: Sequence[RequestRow]) -> tuple[RequestRow, ...]:
        """Return the rows that match; a filter with a fault in it keeps all."""
        if not self.form.is_valid():
            return tuple(rows)
        wanted = self.form.cleaned_data
        text = wanted["text"].casefold()
        return tuple(
            row
            for row in rows
            if text in f"{row.request.dataset} {row.request.holder} {row.request.folio}".casefold()
            and wanted["standing"] in ("", row.standing.value)
            and wanted["kind"] in ("", row.request.route.kind)
            and wanted["level"] in ("", row.request.level)
        )
