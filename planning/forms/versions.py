"""The version that a person saw, for acts that have no other field."""

from typing import cast

from django import forms


class VersionForm(forms.Form):
    """Carries the version through a button."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    @property
    def number(self) -> int:
        """The version that the person saw."""
        return cast("int", self.cleaned_data["version"])
