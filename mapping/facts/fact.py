"""What one fact is. No value here."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

type Words = "str | _StrPromise"
type Stored = str | int | None
"""A value as JSON keeps it: a code, a text, a whole number, or an amount as digits; None is not known."""


class FactKind(StrEnum):
    """What kind of value answers it."""

    CHOICE = "choice"
    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    AMOUNT = "amount"


class FactOf(StrEnum):
    """Of which record it is a fact."""

    PROGRAMME = "programme"
    OFFER = "offer"


@dataclass(frozen=True, slots=True)
class Fact:
    """One field that is asked about.

    Parameters
    ----------
    name : str
        The name of the field.
    theme : str
        Code of the theme of an interview under which it is asked.
    choices : sequence of (code, label)
        For a choice; the code "unknown" stands among them where the field has it.
    most : int
        The longest text or the largest number.
    is_count : bool
        Whether it counts persons, so that small values are hidden by reader.
    """

    name: str
    of: FactOf
    label: Words
    kind: FactKind
    theme: str
    choices: Sequence[tuple[str, Words]] = ()
    most: int = 0
    is_count: bool = False
