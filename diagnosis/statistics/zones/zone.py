"""What a zone is, and a set of them with its history. Found by proposing.py, changed by editing.py."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from clrisk_site.figures.message import Message
from diagnosis.statistics.results import Result
from diagnosis.statistics.zones.letters import letter_of
from diagnosis.statistics.zones.neighbours import Neighbours


class WhyDropped(StrEnum):
    """Why areas of the top class make no zone."""

    FEW_AREAS = "few_areas"
    FEW_CHILDREN = "few_children"
    EXCLUDED = "excluded"
    """People took them out."""


class EditKind(StrEnum):
    """What people did to the zones."""

    KEEP = "keep"
    MERGE = "merge"
    SPLIT = "split"
    ADD = "add"
    EXCLUDE = "exclude"


@dataclass(frozen=True, slots=True)
class ProposedZone(Result):
    """Areas that belong together.

    Parameters
    ----------
    letter : str
        Its name; edits by people do not change it.
    areas : tuple of str
        Codes in ascending order.
    children : float or None
        Sum of the numbers that are known: a lower bound if `children_unknown` is above zero. None if no
        number is known.
    need : float or None
        Expected need, for instance children at risk, likewise.
    children_unknown, need_unknown : int
        Areas without a number.
    """

    letter: str
    areas: tuple[str, ...]
    children: float | None
    need: float | None
    children_unknown: int = 0
    need_unknown: int = 0


@dataclass(frozen=True, slots=True)
class Dropped(Result):
    """Areas that make no zone, and why."""

    areas: tuple[str, ...]
    children: float | None
    need: float | None
    reason: WhyDropped
    children_unknown: int = 0
    need_unknown: int = 0


@dataclass(frozen=True, slots=True)
class Edit(Result):
    """One change that people made.

    Parameters
    ----------
    kind : EditKind
        What was done.
    letters : tuple of str
        Zones it was done to.
    areas : tuple of str
        Areas it was done with, where some were chosen.
    result : tuple of str
        Letters of the zones that came out of it.
    reason : str
        Why, in the words of those who did it.
    """

    kind: EditKind
    letters: tuple[str, ...]
    areas: tuple[str, ...]
    result: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """What zones are made from; edits need it again.

    Parameters
    ----------
    neighbours : Neighbours
        Who lies beside whom, bridges included.
    children, need : mapping of str to float
        Numbers that are known.
    """

    neighbours: Neighbours
    children: Mapping[str, float]
    need: Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Zones(Result):
    """Zones, what was dropped, and what people changed.

    Parameters
    ----------
    zones : tuple of ProposedZone
        In the order of their letters.
    dropped : tuple of Dropped
        In the order of their first area.
    least_areas : int
        Areas that a zone needs.
    least_children : float
        Children that a zone needs.
    trail : tuple of Edit
        Changes by people, the oldest first.
    used : int
        Letters that were ever given, so that none comes back with another meaning.
    warnings : tuple of Message
        What the reader must know.
    basis : Basis
        What they are made from; not part of the plain data.
    """

    zones: tuple[ProposedZone, ...]
    dropped: tuple[Dropped, ...]
    least_areas: int
    least_children: float
    trail: tuple[Edit, ...]
    used: int
    warnings: tuple[Message, ...]
    basis: Basis = field(metadata={"plain": False})

    @property
    def zone_of(self) -> dict[str, str]:
        """The letter of each area that is in a zone."""
        return {code: zone.letter for zone in self.zones for code in zone.areas}


def zone_from(letter: str, codes: Iterable[str], basis: Basis) -> ProposedZone:
    """Return the zone of some areas with its sums.

    Parameters
    ----------
    letter : str
        Its name.
    codes : iterable of str
        Its areas, in any order.
    basis : Basis
        Children and need of each area.
    """
    areas = tuple(sorted(codes))
    children, children_unknown = known_sum(areas, basis.children)
    need, need_unknown = known_sum(areas, basis.need)
    return ProposedZone(letter, areas, children, need, children_unknown, need_unknown)


def dropped_from(codes: Iterable[str], reason: WhyDropped, basis: Basis) -> Dropped:
    """Return areas that make no zone, with their sums."""
    sums = zone_from("", codes, basis)
    return Dropped(sums.areas, sums.children, sums.need, reason, sums.children_unknown, sums.need_unknown)


def known_sum(codes: Collection[str], numbers: Mapping[str, float]) -> tuple[float | None, int]:
    """Return the sum of the numbers that are known, and how many are not."""
    known = [numbers[code] for code in codes if code in numbers]
    return (sum(known) if known else None), len(codes) - len(known)


def by_need(zones: Iterable[ProposedZone]) -> list[ProposedZone]:
    """Order zones by expected need, the largest first and those without one last; name them afterwards.

    Equal need is decided by children, then by the first code, so that the order never depends on chance.
    """

    def place(zone: ProposedZone) -> tuple[bool, float, bool, float, tuple[str, ...]]:
        return (
            zone.need is None,
            -(zone.need or 0.0),
            zone.children is None,
            -(zone.children or 0.0),
            zone.areas,
        )

    return sorted(zones, key=place)


def next_letter(zones: Zones) -> str:
    """Return the first letter that was never given."""
    return letter_of(zones.used)
