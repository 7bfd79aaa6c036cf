"""Chooses the two inventories that are compared."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from mapping.presenters.inventories import choices_of
from mapping.queries.inventories import InventoryYear


class InventoriesForm(forms.Form):
    """The earlier and the later inventory, sent with GET."""

    def __init__(
        self, inventories: Sequence[InventoryYear], pair: tuple[InventoryYear, InventoryYear] | None
    ) -> None:
        super().__init__()
        chosen = (pair[0].key, pair[1].key) if pair else ("", "")
        for name, label, key in (
            ("earlier", _("Earlier inventory"), chosen[0]),
            ("later", _("Later inventory"), chosen[1]),
        ):
            self.fields[name] = forms.ChoiceField(label=label, choices=choices_of(inventories), initial=key)
