"""Answers of people: a zone's role, a gap that is accepted, a warning that stands for a reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.forms import RecordForm
from planning.models import GapAnswer, GateReason, ScopeRole, ScopeZone


class ScopeZoneForm(RecordForm[ScopeZone]):
    """The role of one zone."""

    class Meta:
        model = ScopeZone
        fields = ("role", "reason")
        widgets = {"role": forms.RadioSelect, "reason": forms.Textarea(attrs={"rows": 3})}
        labels = {"role": _("Role in the intervention"), "reason": _("Reason")}
        help_texts = {"reason": _("Needed when a zone is dropped; useful always.")}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("role") == ScopeRole.DROPPED and not (cleaned.get("reason") or "").strip():
            self.add_error("reason", _("Write why the zone is dropped."))
        return cleaned


class GapAnswerForm(RecordForm[GapAnswer]):
    """Accept a gap, or say which way an action line answers it. `seen` is the evidence that was read."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    class Meta:
        model = GapAnswer
        fields = ("decision", "reason")
        widgets = {"decision": forms.RadioSelect, "reason": forms.Textarea(attrs={"rows": 4})}
        labels = {"decision": _("Answer"), "reason": _("Reason")}
        help_texts = {
            "reason": _("For example: a request of data was sent on 2 May; it is looked at again in July.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.instance.evidence_hash

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("seen") != self.instance.evidence_hash:
            message = _("The evidence changed while you were writing. Read it again, then save.")
            self.add_error(None, message)
        return cleaned


class GateReasonForm(RecordForm[GateReason]):
    """Why a warning stands."""

    class Meta:
        model = GateReason
        fields = ("reason",)
        widgets = {"reason": forms.Textarea(attrs={"rows": 4})}
        labels = {"reason": _("Reason")}
