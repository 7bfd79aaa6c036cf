"""The typed values that a catalogue entry may have beside its texts, and their limits in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext

from clrisk_site.catalogue.country import Value
from clrisk_site.catalogue.quantities import grouped

type Label = str | Promise


@dataclass(frozen=True)
class NumberField:
    """A whole number with its unit and limits, both of which are allowed; optional ones may stay empty."""

    code: str
    label: Label
    least: int
    most: int
    unit: str = ""
    optional: bool = False

    @property
    def limits(self) -> str:
        """The limits in words."""
        words = {"least": grouped(self.least), "most": grouped(self.most), "unit": self.unit}
        if self.unit:
            return gettext("From %(least)s to %(most)s (%(unit)s).") % words
        return gettext("From %(least)s to %(most)s.") % words

    def accepts(self, value: Value) -> bool:
        """Whether a stored value lies within the limits."""
        if value is None:
            return self.optional
        return isinstance(value, int) and not isinstance(value, bool) and self.least <= value <= self.most

    def words(self, value: Value) -> str:
        """Return the value as people read it."""
        if not isinstance(value, int | float):
            return ""
        return f"{grouped(value)} {self.unit}".strip()


@dataclass(frozen=True)
class ChoiceField:
    """One of a few codes, each with its words."""

    code: str
    label: Label
    choices: Sequence[tuple[str, Label]]

    def accepts(self, value: Value) -> bool:
        """Whether a stored value is one of the choices."""
        return value in dict(self.choices)

    def words(self, value: Value) -> str:
        """Return the value as people read it."""
        return str(dict(self.choices).get(str(value), ""))


@dataclass(frozen=True)
class YesNoField:
    """A property that an entry has or has not."""

    code: str
    label: Label

    def accepts(self, value: Value) -> bool:
        """Whether a stored value is yes or no."""
        return isinstance(value, bool)

    def words(self, value: Value) -> str:
        """Return the value as people read it."""
        return gettext("Yes") if value else gettext("No")


type Field = NumberField | ChoiceField | YesNoField
