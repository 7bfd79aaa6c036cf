"""The name under which a view of a list is kept."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.models import SavedView

_WORDS = {"required": _("Give the view a name, so that you find it again.")}


class SavedViewForm(forms.Form):
    """A name; which list and filters it stands for comes with the address."""

    title = forms.CharField(
        label=_("Name of the view"),
        max_length=SavedView._meta.get_field("title").max_length,
        error_messages=_WORDS,
    )
