"""The first step: a file, what it updates or who published it, and the year it speaks of."""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clrisk_site.files.registry import ImportKind, StoredSet
from clrisk_site.people.form_faults import name_faults

LONGEST_NAME = 255


class UploadForm(forms.Form):
    """One file of one kind. What the file holds is judged later, by its content alone.

    The file stands last: what was filled in before it arrives before it, and is there again when the file
    itself cannot be received at this moment.
    """

    updates = forms.ChoiceField(
        label=_("This file updates"),
        required=False,
        help_text=_("A choice fills in source, year and what else was said when it was imported."),
    )
    source = forms.CharField(
        label=_("Who published it"),
        max_length=300,
        help_text=_(
            "Producer and title, as they should be cited. For example: CONEVAL, state inventory 2018."
        ),
    )
    year = forms.IntegerField(
        label=_("Year of the data"),
        min_value=1900,
        help_text=_("Four digits, for example 2020."),
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file."), "missing": _("Choose a file.")},
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.xls,.ods,.geojson,.json,.zip,.txt,.tsv"}),
    )

    def __init__(
        self, kind: ImportKind, stored: Sequence[StoredSet], *args: Any, updates: str = "", **kwargs: Any
    ) -> None:
        """Offer the stored sets that say something about themselves; `updates` is the one chosen before."""
        self.stored = {one.code: one for one in stored if one.source or one.year or one.facts}
        before = self.stored.get(updates)
        if before is not None:
            kwargs["initial"] = {"updates": before.code, "source": before.source, "year": before.year}
        super().__init__(*args, **kwargs)
        updating = cast("forms.ChoiceField", self.fields["updates"])
        sets = [(code, str(one.label)) for code, one in self.stored.items()]
        updating.choices = [("", _("Nothing: it is new")), *sets]
        if not sets:
            del self.fields["updates"]
        chosen = self.chosen
        self.fields["year"].required = kind.needs_year and not (chosen and chosen.year)
        self.fields["source"].required = kind.needs_source and not (chosen and chosen.source)
        name_faults(self)

    @property
    def chosen(self) -> StoredSet | None:
        """The stored set that the file updates; None for something new."""
        return self.stored.get(self.data.get("updates", "")) if self.is_bound else None

    @property
    def facts(self) -> Mapping[str, str]:
        """What is already said about the whole file."""
        return dict(self.chosen.facts) if self.chosen else {}

    def clean(self) -> dict[str, Any]:
        """Fill in what the chosen set says; what was typed must not contradict it."""
        cleaned = super().clean() or self.cleaned_data
        if self.chosen is None:
            return cleaned
        for name in ("source", "year"):
            known, typed = getattr(self.chosen, name), cleaned.get(name)
            if not typed:
                cleaned[name] = known
            elif known and typed != known:
                message = _(
                    "What the file updates says %(known)s. Leave this blank, or choose something new."
                )
                self.add_error(name, forms.ValidationError(message, params={"known": known}))
        return cleaned

    def clean_year(self) -> int | None:
        year: int | None = self.cleaned_data["year"]
        if year is not None and year > timezone.localdate().year + 1:
            raise forms.ValidationError(_("The year lies in the future. Write the year the data speak of."))
        return year


def shown_name(name: str) -> str:
    """Return the name of a file as it may be shown: no control or direction characters, not endless."""
    visible = "".join(c for c in name if unicodedata.category(c) not in {"Cc", "Cf"}).strip()
    return visible[-LONGEST_NAME:] or "-"
