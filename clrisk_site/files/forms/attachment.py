"""The form of one attachment. What the file holds is judged later, by its content alone."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from clrisk_site.files.actions.attach_file import Description
from clrisk_site.files.models import AttachmentKind, Classification
from clrisk_site.people.form_faults import name_faults


class AttachmentForm(forms.Form):
    """One file with what it is and who may open it."""

    kind = forms.ChoiceField(label=_("What it is"), choices=[("", _("Choose one")), *AttachmentKind.choices])
    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        help_text=_("As others should find it. For example: agreement with the education authority, signed."),
    )
    classification = forms.ChoiceField(
        label=_("Who may open it"),
        choices=Classification.choices,
        initial=Classification.RESTRICTED,
        widget=forms.RadioSelect,
    )
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        max_length=10_000,
        help_text=_(
            "PDF, JPG, PNG or Word (DOCX), at most 20 MB. "
            "Photographs lose place and camera, also inside Word. Inside a PDF they keep them."
        ),
        error_messages={"required": _("Choose a file."), "missing": _("Choose a file.")},
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.docx"}),
    )

    def __init__(self, *args: Any, sees_restricted: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not sees_restricted:
            # Who could not open the file afterwards attaches what everyone may open.
            classification = cast("forms.ChoiceField", self.fields["classification"])
            classification.choices = [(Classification.OPEN.value, Classification.OPEN.label)]
            classification.initial = Classification.OPEN
        name_faults(self)

    @property
    def said(self) -> Description:
        """What the person said of the file."""
        given = self.cleaned_data
        return Description(given["kind"], given["title"], given["classification"])
