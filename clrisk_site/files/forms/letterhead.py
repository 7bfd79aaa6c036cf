"""The letterhead of a municipality: its words, and its emblem with what the emblem shows."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from clrisk_site.files.models import Letterhead
from clrisk_site.people.form_faults import name_faults
from clrisk_site.people.forms import RecordForm


class LetterheadForm(RecordForm[Letterhead]):
    """Who issues the documents."""

    class Meta:
        model = Letterhead
        fields = ("issuer", "office", "contact")
        labels: ClassVar[dict[str, Any]] = {
            "issuer": _("Who issues the documents"),
            "office": _("Office"),
            "contact": _("How to reach it"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "issuer": _("For example: Municipality of Tuxtla Gutiérrez."),
            "office": _("For example: Secretariat of Social Development. You may leave it empty."),
            "contact": _("Address, telephone or web page of the office, never of a person."),
        }


class EmblemForm(forms.Form):
    """An image and its description; what the image holds is judged by its content alone."""

    file = forms.FileField(
        label=_("Emblem, as PNG or JPG"),
        allow_empty_file=True,
        help_text=_(
            "The municipality's own, at most 1 MB. Never one of an international body: the plan is yours."
        ),
        error_messages={"required": _("Choose an image."), "missing": _("Choose an image.")},
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg"}),
    )
    alt = forms.CharField(
        label=_("What it shows, in words"),
        max_length=200,
        help_text=_("For those who do not see it. For example: coat of arms of Tuxtla Gutiérrez."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(self, letterhead: Letterhead, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("alt", letterhead.emblem_alt)
        self.initial["version"] = letterhead.version if letterhead.pk else 0
        name_faults(self)
