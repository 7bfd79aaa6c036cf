"""One catalogue as a country has it: shipped, adapted, own, set aside or overtaken by a new shipped text."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from clrisk_site.adaptations.models import Adaptation
from clrisk_site.catalogue.country import Texts, Value
from clrisk_site.catalogue.fields import Field
from clrisk_site.catalogue.registry import Catalogue, Shipped
from clrisk_site.catalogue.texts import LANGUAGES, resolve
from clrisk_site.places.models import Territory


class EntryState(StrEnum):
    """How an entry of a country stands to the shipped one."""

    SHIPPED = "shipped"
    ADAPTED = "adapted"
    OVERTAKEN = "overtaken"
    OWN = "own"
    INACTIVE = "inactive"
    RETIRED = "retired"


@dataclass(frozen=True)
class CountryEntry:
    """One entry of a catalogue in a country: the shipped one, what the country says of it, or both."""

    code: str
    shipped: Shipped | None
    adaptation: Adaptation | None
    fields: tuple[Field, ...]

    @property
    def held(self) -> Adaptation | None:
        """The adaptation, if it is in force."""
        return self.adaptation if self.adaptation and self.adaptation.in_force else None

    @property
    def state(self) -> EntryState:
        held = self.held
        if self.shipped is not None and not self.shipped.active:
            return EntryState.RETIRED
        if held is not None and not held.active:
            return EntryState.INACTIVE
        if held is None:
            return EntryState.SHIPPED
        if self.shipped is None:
            return EntryState.OWN
        return EntryState.OVERTAKEN if self.is_overtaken else EntryState.ADAPTED

    @property
    def is_overtaken(self) -> bool:
        """Whether the shipped entry says something else than when the country compared last."""
        held = self.held
        return bool(held and self.shipped and held.based_on != self.shipped.content)

    @property
    def texts(self) -> Texts:
        """Short texts as they are in force."""
        if self.held:
            return cast("Texts", self.held.texts)
        return self.shipped.texts if self.shipped else {}

    @property
    def explanations(self) -> Texts:
        """Long texts as they are in force."""
        if self.held:
            return cast("Texts", self.held.explanations)
        return self.shipped.explanations if self.shipped else {}

    def value(self, field: Field) -> Value:
        """Return a typed value as it is in force."""
        if self.held and field.code in self.held.values:
            return cast("Value", self.held.values[field.code])
        return self.shipped.values.get(field.code) if self.shipped else None

    @property
    def name(self) -> str:
        """Short text in the active language."""
        return resolve(self.texts) or self.code

    @property
    def lacks(self) -> tuple[str, ...]:
        """Languages without a short text, and those without a long one where another language has one."""
        long = self.explanations if any(self.explanations.values()) else dict.fromkeys(LANGUAGES, "-")
        return tuple(one for one in LANGUAGES if not (self.texts.get(one) and long.get(one)))


def adaptations_by(country: Territory) -> list[Adaptation]:
    """Return all that a country has written, the oldest first."""
    rows = Adaptation.objects.filter(territory=country).select_related("territory", "updated_by")
    return list(rows.order_by("created_at", "code"))


def entries_of(
    catalogue: Catalogue, country: Territory, written: Sequence[Adaptation] | None = None
) -> tuple[CountryEntry, ...]:
    """Return all entries of a catalogue as a country has them, shipped ones first.

    `written` is what `adaptations_by` returned, for a caller that reads several catalogues.
    """
    shipped = catalogue.shipped(country.country)
    rows = adaptations_by(country) if written is None else written
    adapted = {row.code: row for row in rows if row.catalogue == catalogue.code}
    found = [CountryEntry(code, one, adapted.get(code), one.fields) for code, one in shipped.items()]
    own = [row for code, row in adapted.items() if code not in shipped and row.is_own]
    return (*found, *(CountryEntry(row.code, None, row, catalogue.fields) for row in own))


def entry_of(catalogue: Catalogue, country: Territory, code: str) -> CountryEntry | None:
    """Return one entry, or None where the country has none of this code."""
    return next((entry for entry in entries_of(catalogue, country) if entry.code == code), None)
