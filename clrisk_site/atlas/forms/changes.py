"""Which two maps are compared, and which of their changes are shown; sent with GET, never refused."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from clrisk_site.atlas.presenters.wording import level_words, vintage_words
from clrisk_site.atlas.queries.comparison import FoundChange
from clrisk_site.atlas.queries.stored_maps import StoredMap
from clrisk_site.places.names import search_form

PAIR = 2


class PairForm(forms.Form):
    """The level and the two vintages; whatever is not among them gives way to the newest two."""

    level = forms.ChoiceField(label=_("Level"), required=False)
    before = forms.ChoiceField(label=_("Earlier map"), required=False)
    after = forms.ChoiceField(label=_("Later map"), required=False)
    kind = forms.ChoiceField(label=_("What changed"), required=False)
    text = forms.CharField(
        label=_("Name or code"), required=False, widget=forms.TextInput(attrs={"type": "search"})
    )

    field_order = ("level", "before", "after", "kind", "text")

    def __init__(self, asked: Mapping[str, Any], *, maps: Mapping[str, Sequence[StoredMap]]) -> None:
        self.pair = _pair(asked, maps)
        first, last = self.pair
        chosen = {
            "level": last.level.code,
            "from": first.key,
            "to": last.key,
            "kind": asked.get("kind", ""),
            "text": asked.get("text", ""),
        }
        super().__init__(chosen)
        levels = [(code, level_words(found[0].level, 2)) for code, found in maps.items()]
        self._choose("level", levels)
        if len(levels) == 1:
            self.fields["level"].widget = forms.HiddenInput()
        vintages = [(one.key, vintage_words(one)) for one in maps[last.level.code]]
        for name in ("before", "after"):
            self._choose(name, vintages)
            if len(vintages) == PAIR:
                self.fields[name].widget = forms.HiddenInput()

    def add_prefix(self, field_name: str) -> str:
        """Return the word of the address: "from" is none that a field could be called."""
        return {"before": "from", "after": "to"}.get(field_name, field_name)

    def offer_kinds(self, kinds: Sequence[tuple[str, str]]) -> None:
        """Offer the kinds of change that there are; one that was asked for and is not there is forgotten."""
        self._choose("kind", [("", str(_("All"))), *kinds])
        if self.data["kind"] not in dict(kinds):
            self.data = {**self.data, "kind": ""}

    def _choose(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = list(choices)

    @property
    def narrows(self) -> bool:
        """Whether only some of the changes are shown."""
        return bool(self.data["kind"] or self.data["text"].strip())

    def narrowed(self, changes: Sequence[FoundChange]) -> list[FoundChange]:
        """Return the changes of the kind and with the words that were asked for."""
        kind, words = self.data["kind"], search_form(self.data["text"]).split()
        return [
            one
            for one in changes
            if (not kind or one.kind == kind)
            and all(word in search_form(f"{one.name} {one.name_before} {one.code}") for word in words)
        ]


def _pair(asked: Mapping[str, Any], maps: Mapping[str, Sequence[StoredMap]]) -> tuple[StoredMap, StoredMap]:
    """Return the earlier and the later map; two that are the same or unknown give way to the newest two."""
    found = maps.get(str(asked.get("level", "")), next(iter(maps.values())))
    keys = [one.key for one in found]
    places = {keys.index(key) for key in (asked.get("from"), asked.get("to")) if key in keys}
    while len(places) < PAIR:
        places.add(max(set(range(len(found))) - places))
    first, last = sorted(places)
    return found[first], found[last]
