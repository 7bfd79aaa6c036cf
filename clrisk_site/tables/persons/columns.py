"""One column as it is judged: what its header says, and what a sample of its cells looks like."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from clrisk_site.tables.persons.headers import Sign, read_header
from clrisk_site.tables.persons.names import LONGEST, share_of_names, shares_of_single_words

SHORTEST_NUMBER = 5
LONGEST_NUMBER = 25

_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Column:
    """A header and filled cells, spread over the file."""

    header: str
    cells: Sequence[str]

    @cached_property
    def sign(self) -> Sign:
        return read_header(self.header)

    @cached_property
    def of_office(self) -> bool:
        """Whether the header speaks of who holds an office, not of those whom it serves."""
        return Sign.CONTACT in self.sign

    @cached_property
    def of_thing(self) -> bool:
        return Sign.THING in self.sign

    @cached_property
    def in_words(self) -> bool:
        """Whether most cells are words, neither numbers nor long texts."""
        words = sum(1 for cell in self.cells if len(cell) <= LONGEST and _LETTER.search(cell))
        return bool(words) and words * 2 > len(self.cells)

    @cached_property
    def in_numbers(self) -> bool:
        """Whether most cells hold a number as long as those of identity papers."""
        numbers = sum(
            1
            for cell in self.cells
            if len(cell) <= LONGEST_NUMBER and len(_DIGIT.findall(cell)) >= SHORTEST_NUMBER
        )
        return bool(numbers) and numbers * 2 > len(self.cells)

    @cached_property
    def names(self) -> tuple[float, int]:
        """Share of cells that are full names, and how many different ones."""
        return share_of_names(self.cells) if self.in_words else (0.0, 0)

    @cached_property
    def single_words(self) -> tuple[float, float]:
        """Shares of cells that are given names only, and surnames only."""
        return shares_of_single_words(self.cells) if self.in_words else (0.0, 0.0)
