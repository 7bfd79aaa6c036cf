"""A choice drawn without a template per option: two hundred columns with thirty fields each are one page."""

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class LeanSelect(forms.Select):
    """Looks like the select of the house; knows no groups of options."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: Any = None,
        renderer: Any = None,  # noqa: ARG002 - Django passes it to every widget
    ) -> SafeString:
        """Return the HTML of the select."""
        own = self.build_attrs(self.attrs, attrs)
        classes = " ".join(filter(None, ("govuk-select", str(own.pop("class", "")))))
        chosen = "" if value is None else str(value)
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (code, SafeString(" selected") if str(code) == chosen else "", label)
                for code, label in self.choices
            ),
        )
        return format_html('<select name="{}" class="{}"{}>{}</select>', name, classes, flatatt(own), options)
