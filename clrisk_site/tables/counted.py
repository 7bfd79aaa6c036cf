"""What the counts of an import count: the rows of the file, or what a check unfolds each of them into."""

from dataclasses import dataclass

from clrisk_site.figures.message import NP_, Message


@dataclass(frozen=True, slots=True)
class CountedAs:
    """The words for what is stored.

    Parameters
    ----------
    singular, plural : str
        English templates with ``%(count)s``.
    unfolds : bool
        One row of the file may hold several of them, or none: rows of the file are then counted apart.
    """

    singular: str
    plural: str
    unfolds: bool = True

    def message(self, count: int) -> Message:
        """Return so many of them in words."""
        return Message(self.singular, {}, self.plural, count)


ROWS = CountedAs(*NP_("%(count)s row", "%(count)s rows"), unfolds=False)
VALUES = CountedAs(*NP_("%(count)s value", "%(count)s values"))
ENTRIES = CountedAs(*NP_("%(count)s entry", "%(count)s entries"))
NAMES = CountedAs(*NP_("%(count)s name", "%(count)s names"))
AREA_COUNTS = CountedAs(*NP_("%(count)s area with its count", "%(count)s areas with their count"))
