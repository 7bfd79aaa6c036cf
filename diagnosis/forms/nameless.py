"""Forms whose texts tell of people: names of persons are refused, and places may say so (R18)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.forms import RecordForm
from clrisk_site.people.record import Record
from clrisk_site.places.models import Territory
from diagnosis.models import Zone
from diagnosis.personal_names import names_in, numbers_of_persons_in


class NamelessForm[R: Record](RecordForm[R]):
    """Refuses texts in which somebody seems to be named.

    `TEXTS` names the fields that are looked at. The box that lets a text pass is shown only after a refusal;
    numbers of persons never pass.
    """

    TEXTS: tuple[str, ...] = ()

    nobody_named = forms.BooleanField(
        label=_("These words name a place or an institution, and no person"),
        help_text=_("Tick it only if that is true. Persons are told by their role, never by name."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            del self.fields["nobody_named"]

    def clean(self) -> dict[str, Any]:
        """Look for persons in what was typed."""
        cleaned = super().clean() or {}
        places = places_of(self.instance.territory)
        named = False
        for name, text in self.texts_typed(cleaned):
            if numbers_of_persons_in(text):
                self.add_error(
                    name, gettext("Take out the number of a person's papers. Nobody may be known.")
                )
            elif (found := names_in(text, places=places)) and not cleaned.get("nobody_named"):
                self.add_error(name, _refusal(found))
            named = named or bool(found)
        if not named:
            self.fields.pop("nobody_named", None)
        return cleaned

    def texts_typed(self, cleaned: dict[str, Any]) -> Sequence[tuple[str, str]]:
        """Return the fields that are looked at, with what was typed."""
        return [(name, str(cleaned.get(name) or "")) for name in self.TEXTS]


def _refusal(found: Sequence[str]) -> str:
    return gettext(
        "“%(words)s” looks like the name of a person. Write the role instead, for example: a teacher."
    ) % {"words": found[0]}


def places_of(territory: Territory) -> list[str]:
    """Return names of places nearby, so that a neighbourhood called after somebody is no person."""
    names = [territory.name]
    for name, neighbourhoods in Zone.objects.filter(territory=territory).values_list(
        "name", "neighbourhoods"
    ):
        names += [name, *neighbourhoods]
    return names
