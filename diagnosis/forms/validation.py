"""Which modelled measure is held against which direct one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ValidationForm(forms.Form):
    """Two measures of the same areas; it lives in the address, so that a comparison can be passed on."""

    modelled = forms.ChoiceField(label=_("Modelled measure"))
    direct = forms.ChoiceField(label=_("Direct measure"))
    same = forms.BooleanField(
        label=_("Both are the share of children in child labour, of the same ages"),
        required=False,
        help_text=_("Only then is the direct value looked for inside the modelled interval."),
    )

    def __init__(
        self, *args: Any, modelled: list[tuple[str, str]], direct: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("modelled", modelled), ("direct", direct)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", _("- Select an option -")), *choices]

    def clean(self) -> dict[str, Any]:
        """Refuse to hold a measure against itself."""
        cleaned = super().clean() or {}
        if cleaned.get("modelled") and cleaned.get("modelled") == cleaned.get("direct"):
            self.add_error("direct", _("This is the modelled measure itself. Choose another one."))
        return cleaned
