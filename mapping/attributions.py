"""Who may act on what by which article: the crossing of factors and institutions, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from mapping.level_words import level_word
from mapping.models import CompetenceNature, GovernmentLevel

CHILD_LABOUR = "child-labour"
"""Stands for child labour itself where others have the code of a factor; no such code has a hyphen first."""


@dataclass(frozen=True)
class Matter:
    """What a power is over: a factor, or child labour itself, which has no factor."""

    code: str
    name: str
    factor_id: int | None = None


@dataclass(frozen=True)
class Body:
    """An institution as far as its powers go."""

    pk: int
    name: str
    short: str
    level: GovernmentLevel | None  # None where a record never stated it
    territory_path: str

    @property
    def level_word(self) -> str:
        """The level as people say it."""
        return level_word(self.level or "")


@dataclass(frozen=True)
class Attribution:
    """One power, or the finding that a document gives none, with what it rests on."""

    pk: int
    version: int
    nature: CompetenceNature
    document: str
    article: str = ""
    summary: str = ""
    norm_id: int | None = None
    illustrative: bool = False

    @property
    def is_power(self) -> bool:
        """Whether it lets somebody act."""
        return self.nature is not CompetenceNature.NONE


type Crossing = tuple[int | None, int]


@dataclass(frozen=True)
class Attributions:
    """The whole crossing. `unread` names documents that were found or are sought, and not read yet."""

    matters: tuple[Matter, ...]
    bodies: tuple[Body, ...]
    found: Mapping[Crossing, tuple[Attribution, ...]]
    unread: tuple[str, ...] = ()

    @property
    def is_illustrative(self) -> bool:
        """Whether any entry was invented for a demonstration."""
        return any(one.illustrative for entries in self.found.values() for one in entries)

    def at(self, matter: Matter, body: Body) -> tuple[Attribution, ...]:
        """Return what was read for one crossing."""
        return self.found.get((matter.factor_id, body.pk), ())

    def powers_over(self, matter: Matter) -> tuple[tuple[Body, tuple[Attribution, ...]], ...]:
        """Return who may act on a matter, with their powers."""
        crossings = (
            (body, tuple(one for one in self.at(matter, body) if one.is_power)) for body in self.bodies
        )
        return tuple((body, powers) for body, powers in crossings if powers)

    def bodies_that(self, nature: CompetenceNature, matter: Matter) -> tuple[Body, ...]:
        """Return who has a power of one nature over a matter."""
        return tuple(
            body for body in self.bodies if any(one.nature is nature for one in self.at(matter, body))
        )

    def without_power(self, matter: Matter) -> tuple[str, ...]:
        """Return the documents that were read for a matter and give no power."""
        read = (one for body in self.bodies for one in self.at(matter, body) if not one.is_power)
        return tuple(dict.fromkeys(one.document for one in read))

    def of_level(self, level: GovernmentLevel | None) -> "Attributions":
        """Return the same for the institutions of one level."""
        if level is None:
            return self
        return replace(self, bodies=tuple(body for body in self.bodies if body.level is level))
