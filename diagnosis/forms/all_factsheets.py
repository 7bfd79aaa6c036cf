"""Asking for the factsheets of all municipalities: version, format and language."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clrisk_site.files.forms.prepare import PrepareForm
from clrisk_site.files.models import DocumentFormat
from diagnosis.documents.reader import Version

_VERSIONS = (
    (Version.WORKING.value, _("To work with")),
    (Version.PUBLIC.value, _("For everybody")),
)
_FORMATS = (
    (DocumentFormat.PDF.value, DocumentFormat.PDF.label),
    (DocumentFormat.DOCX.value, DocumentFormat.DOCX.label),
)


class AllFactsheetsForm(PrepareForm):
    """What is in the archive, and how."""

    version = forms.ChoiceField(label=_("Version"), choices=_VERSIONS, initial=Version.WORKING.value)
    format = forms.ChoiceField(label=_("Format"), choices=_FORMATS, initial=DocumentFormat.PDF.value)
