"""A number with its story, from computation to screen, export and print. What is hidden: suppression.py."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any

from clrisk_site.figures.audience import Audience
from clrisk_site.figures.message import N_, JsonValue, Message


class Availability(StrEnum):
    """Whether there is a value to show, and if not, why not."""

    AVAILABLE = "available"
    NOT_PUBLISHED = "not_published"
    NO_DATA = "no_data"
    SUPPRESSED = "suppressed"


class Basis(StrEnum):
    """How the number came to be; decides what may be said of its uncertainty."""

    COUNT = "count"
    MEASURED = "measured"
    ESTIMATED = "estimated"
    MODELLED = "modelled"
    INHERITED = "inherited"


class Verdict(StrEnum):
    """What the quality rule says of the number; NONE where no rule applies."""

    PUBLISH = "publish"
    REVIEW = "review"
    SUPPRESS = "suppress"
    NONE = "none"


class Unit(StrEnum):
    """What the number counts or measures."""

    PERCENT = "percent"
    POINTS = "points"
    PERSONS = "persons"
    PLACES = "places"
    INDEX_100 = "index_100"
    INDEX_10 = "index_10"
    PROBABILITY = "probability"
    CURRENCY = "currency"
    NUMBER = "number"


_INCOMPLETE = N_("incomplete sum: %(known)s of %(all)s areas have a number")


def incomplete_sum(known: int, every: int) -> Message:
    """Return the note of a sum of areas of which some have no number; whoever writes the sum prints it."""
    return Message(_INCOMPLETE, {"known": known, "all": every})


@dataclass(frozen=True, slots=True)
class Story:
    """Where a number comes from.

    Parameters
    ----------
    source : str
        Producer and title, as printed below the number.
    year : int or None
        Year the data speak of.
    definition : str
        Code or name of the definition the number follows.
    n : int or None
        Cases or persons behind the number; for a share, its base.
    note : Message, str or None
        Anything else the reader must know.
    basis : Basis
        How the number came to be.
    illustrative : bool
        True for an invented number of a demonstration; must be said wherever it is shown.
    url : str
        Where the source can be read.
    official : bool
        True if an official producer has already published this very number; it is then shown as published.
    """

    source: str = ""
    year: int | None = None
    definition: str = ""
    n: int | None = None
    note: Message | str | None = None
    basis: Basis = Basis.COUNT
    illustrative: bool = False
    url: str = ""
    official: bool = False

    @property
    def incomplete(self) -> Message | None:
        """The words that some parts of a sum have no number; None where all have one."""
        return self.note if isinstance(self.note, Message) and self.note.text == _INCOMPLETE else None

    def to_json(self) -> dict[str, JsonValue]:
        """Return plain data from which `from_json` makes an equal story."""
        data: dict[str, JsonValue] = {one.name: getattr(self, one.name) for one in fields(self)}
        if isinstance(self.note, Message):
            data["note"] = self.note.to_json()
        return data | {"basis": self.basis.value}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Story:
        """Rebuild a story from what `to_json` returned."""
        note = data["note"]
        revived = Message.from_json(note) if isinstance(note, Mapping) else note
        return cls(**{**data, "basis": Basis(data["basis"]), "note": revived})


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value that never travels alone.

    Parameters
    ----------
    value : float or None
        The number in `unit`; None exactly when it is not available. Missing is never zero.
    unit : Unit
        Unit of the value and of both ends of the interval.
    story : Story
        Where it comes from.
    lower, upper : float or None
        Ends of the interval; both or neither.
    availability : Availability
        Why there is no value, if there is none.
    verdict : Verdict
        What the quality rule says.
    failed : tuple of Message
        Quality tests it failed, the first one first.
    cleared_for : Audience or None
        Widest audience that the number was judged fit for. It is no part of the number: two estimates that
        differ in it alone are equal.

    Raises
    ------
    ValueError
        If an available estimate has no value, an unavailable one carries a number, a number is not finite,
        an interval has one end, or the interval does not hold the value.
    """

    value: float | None
    unit: Unit
    story: Story
    lower: float | None = None
    upper: float | None = None
    availability: Availability = Availability.AVAILABLE
    verdict: Verdict = Verdict.NONE
    failed: tuple[Message, ...] = ()
    cleared_for: Audience | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        for name in ("value", "lower", "upper"):
            object.__setattr__(self, name, _plain_number(getattr(self, name)))
        object.__setattr__(self, "failed", tuple(self.failed))
        if (self.value is not None) != (self.availability is Availability.AVAILABLE):
            raise ValueError(f"value {self.value} does not agree with availability {self.availability}")
        _check_interval(self.lower, self.value, self.upper)

    @property
    def has_interval(self) -> bool:
        """Whether both ends of an interval are known."""
        return self.lower is not None and self.upper is not None

    @property
    def is_available(self) -> bool:
        """Whether there is a value to show."""
        return self.availability is Availability.AVAILABLE

    def to_json(self) -> dict[str, JsonValue]:
        """Return plain data from which `from_json` makes an equal estimate."""
        return {
            "value": self.value,
            "unit": self.unit.value,
            "story": self.story.to_json(),
            "lower": self.lower,
            "upper": self.upper,
            "availability": self.availability.value,
            "verdict": self.verdict.value,
            "failed": [message.to_json() for message in self.failed],
            "cleared_for": None if self.cleared_for is None else self.cleared_for.value,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Estimate:
        """Rebuild an estimate from what `to_json` returned; it passes the same checks as a new one."""
        cleared = data.get("cleared_for")
        return cls(
            value=data["value"],
            unit=Unit(data["unit"]),
            story=Story.from_json(data["story"]),
            lower=data["lower"],
            upper=data["upper"],
            availability=Availability(data["availability"]),
            verdict=Verdict(data["verdict"]),
            failed=tuple(Message.from_json(message) for message in data["failed"]),
            cleared_for=None if cleared is None else Audience(cleared),
        )


def missing(unit: Unit, story: Story, availability: Availability = Availability.NO_DATA) -> Estimate:
    """Return an estimate that says why it has no value."""
    return Estimate(None, unit, story, availability=availability)


def _plain_number(number: float | None) -> float | None:
    """Return a built-in number, since numpy and Decimal values cannot be stored as JSON; refuse NaN."""
    if number is None:
        return None
    if not math.isfinite(number):
        raise ValueError("a number that is not finite is no value; availability says why it is missing")
    return number if type(number) is int else float(number)


def _check_interval(lower: float | None, value: float | None, upper: float | None) -> None:
    if lower is None and upper is None:
        return
    if lower is None or upper is None:
        raise ValueError("an interval has two ends")
    if value is None or not lower <= value <= upper:
        raise ValueError(f"the interval {lower} to {upper} does not hold the value {value}")
