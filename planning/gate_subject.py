"""What the gate of stage 3 is asked about: plain facts, read elsewhere. The questions live in rules.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from clrisk_site.figures.estimate import Availability, Estimate
from clrisk_site.figures.kleene import Known
from clrisk_site.figures.message import Message


@dataclass(frozen=True, slots=True)
class OfferFact:
    """A local offer that a line rests on, and what is still to be asked before it counts."""

    name: str
    eligible: Known
    missing: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class ExceptionFact:
    """A request to let a line rest on something else than an eligible offer."""

    written: bool = False
    has_funding_plan: bool = False
    approved: bool = False

    @property
    def granted(self) -> bool:
        """Whether it is written, funded and approved; anything less does not excuse."""
        return self.written and self.has_funding_plan and self.approved


@dataclass(frozen=True, slots=True)
class IndicatorFact:
    """How complete an indicator is."""

    name: str
    has_baseline_or_plan: bool
    has_target: bool


@dataclass(frozen=True, slots=True)
class LineFact:
    """One action line as far as the gate cares."""

    code: str
    active: bool
    strategy: str
    for_girls: bool = False
    girls_mechanism: bool = False
    offers: tuple[OfferFact, ...] = ()
    exception: ExceptionFact = ExceptionFact()
    lead: str = ""
    dated: bool = False
    resources_available: bool = False
    resources_missing: bool = False
    budget: bool = False
    indicators: tuple[IndicatorFact, ...] = ()
    own_action: bool = False
    restitution: bool = False


@dataclass(frozen=True, slots=True)
class SpaceFact:
    """The coordination space chosen for the plan."""

    name: str
    institutionalised: Known
    has_leaders: bool
    local_government_leads: bool


@dataclass(frozen=True, slots=True)
class ScopeFact:
    """Where the intervention starts and how it would grow."""

    zones_known: int
    pilot_zones: tuple[str, ...]
    has_expansion_criteria: bool


@dataclass(frozen=True, slots=True)
class DefinitionFact:
    """The working definition and the institutions that acknowledged it."""

    frozen: bool
    acknowledged_by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class MandateFact:
    """Whether the liaison may act."""

    liaison: str
    mandate: Known
    delegated: bool

    @classmethod
    def none(cls) -> MandateFact:
        """Nobody named yet."""
        return cls("", Known.UNKNOWN, delegated=False)


@dataclass(frozen=True, slots=True)
class PrintedGroup:
    """Numbers of persons that the plan prints together, as they are printed.

    `shown_total` tells that the sum of the cells is printed too, so that one hidden cell could be worked out.
    """

    label: Message
    before: tuple[Estimate, ...]
    cells: tuple[Estimate, ...]
    shown_total: bool = False

    @property
    def hidden(self) -> int:
        """How many cells are hidden."""
        return sum(cell.availability is Availability.SUPPRESSED for cell in self.cells)


@dataclass(frozen=True, slots=True)
class GateSubject:
    """Everything that the rules of stage 3 look at."""

    lines: tuple[LineFact, ...]
    space: SpaceFact | None
    scope: ScopeFact
    has_baseline_method: bool
    definition: DefinitionFact | None
    mandate: MandateFact
    reasons: Mapping[str, str] = field(default_factory=dict)
    printed: tuple[PrintedGroup, ...] = ()

    @property
    def active(self) -> tuple[LineFact, ...]:
        """Lines that count: neither paused nor done."""
        return tuple(line for line in self.lines if line.active)

    @property
    def semi_finished(self) -> bool:
        """Whether the proposal waits for an institutionalised space and is marked so (rule d)."""
        return self.space is None or self.space.institutionalised is not Known.YES
