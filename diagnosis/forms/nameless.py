"""The guard of every form with free text: no person is named, no number of a person is kept (R18)."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.form_groups import FieldGroup
from clrisk_site.people.forms import RecordForm
from clrisk_site.people.record import Record
from clrisk_site.places.models import Territory
from diagnosis.models import Zone
from diagnosis.personal_names import names_in, numbers_of_persons_in, ways_to_persons_in

BOX = "nobody_named"


def nobody_named() -> forms.BooleanField:
    """Return the box that lets words pass which only look like a name."""
    return forms.BooleanField(
        label=_("These words name a place or an institution, and no person"),
        help_text=_("Tick it only if that is true. Persons are told by their role, never by name."),
        required=False,
    )


class NamelessForm[R: Record](RecordForm[R]):
    """Refuses texts in which somebody seems to be named.

    Every text is looked at. `NAMES_PASS` are the fields where names are no secret: authors and producers as
    they are cited, and names of places. The box that lets a text pass is shown only after a refusal; numbers
    of persons never pass.
    """

    NAMES_PASS: tuple[str, ...] = ()

    nobody_named = nobody_named()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            del self.fields[BOX]

    def clean(self) -> dict[str, Any]:
        """Look for persons in what was typed."""
        cleaned = super().clean() or {}
        refuse_persons(self, cleaned, places=places_of(self.instance.territory), names_pass=self.NAMES_PASS)
        return cleaned

    @property
    def box_groups(self) -> list[FieldGroup]:
        """The fieldset of the box, for forms that are drawn in groups; none while nothing was refused."""
        if BOX not in self.fields:
            return []
        return [FieldGroup(_("Words that look like a name"), [self[BOX]])]


def refuse_persons(
    form: forms.BaseForm,
    cleaned: dict[str, Any],
    *,
    places: Sequence[str] = (),
    names_pass: Iterable[str] = (),
) -> None:
    """Refuse each text of a form in which somebody seems to be known.

    Parameters
    ----------
    form : BaseForm
        A bound form. A form without the box refuses numbers of persons alone.
    cleaned : dict
        What was typed, as `clean` of the form knows it.
    places : sequence of str
        Names of places nearby: many are called after a person.
    names_pass : iterable of str
        Fields where only numbers of persons are refused.
    """
    asked, named = set(form.fields) - set(names_pass) if BOX in form.fields else set(), False
    for name, text in _texts_typed(form, cleaned):
        if numbers_of_persons_in(text):
            form.add_error(name, gettext("Take out the number of a person's papers. Nobody may be known."))
        refusal = _refusal(text, places) if name in asked else ""
        if refusal:
            named = True
            if not cleaned.get(BOX) and not form.has_error(name):
                form.add_error(name, refusal)
    if not named:
        form.fields.pop(BOX, None)


def _texts_typed(form: forms.BaseForm, cleaned: dict[str, Any]) -> list[tuple[str, str]]:
    """Return each visible field of text with what was typed; the field of several lines may hold a list."""
    return [
        (name, str(cleaned[name]))
        for name, field in form.fields.items()
        if isinstance(field, forms.CharField) and not field.widget.is_hidden and cleaned.get(name)
    ]


def _refusal(text: str, places: Sequence[str]) -> str:
    """Return the objection to a text; nothing when nobody seems to be known by it."""
    if found := names_in(text, places=places):
        words = gettext(
            "“%(words)s” looks like the name of a person. Write the role instead, for example: a teacher."
        )
        return words % {"words": found[0]}
    if found := ways_to_persons_in(text):
        words = gettext("“%(words)s” may lead to somebody's home. Write the neighbourhood instead.")
        return words % {"words": found[0]}
    return ""


def places_of(territory: Territory) -> list[str]:
    """Return names of places nearby, so that a neighbourhood called after somebody is no person."""
    names = [territory.name]
    for name, neighbourhoods in Zone.objects.filter(territory=territory).values_list(
        "name", "neighbourhoods"
    ):
        names += [name, *neighbourhoods]
    return names
