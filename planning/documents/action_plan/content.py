"""Everything that the action plan says, as values: read once, before any word or drawing."""

import datetime as dt
from dataclasses import dataclass

from clrisk_site.figures.rules import Judgement
from clrisk_site.places.models import Territory
from diagnosis.models import DefinitionSheet
from diagnosis.queries.phase_one import PhaseOne
from diagnosis.queries.zones import ZoneFindings
from mapping.queries.space_composition import SpaceComposition
from mapping.supply import SupplyMatrix
from planning.chain_facts import AnswerFact, ChainFacts
from planning.models import ActionLine, Pilot
from planning.printed import PrintedNumbers
from planning.queries.chain_of_line import LineLinks
from planning.queries.scope_zones import ZoneRole


@dataclass(frozen=True)
class PlanLine:
    """One action line with its links by name and its chain."""

    line: ActionLine
    links: LineLinks
    chain: ChainFacts


@dataclass(frozen=True)
class ActionPlan:
    """The content of the plan. Without a pilot (`pilot` is None) the evidence is printed all the same."""

    territory: Territory
    above: str
    pilot: Pilot | None
    composition: SpaceComposition | None
    roles: tuple[ZoneRole, ...]
    phase_one: PhaseOne
    findings: ZoneFindings
    printed: PrintedNumbers
    definition: DefinitionSheet | None
    matrix: SupplyMatrix
    answers: tuple[AnswerFact, ...]
    lines: tuple[PlanLine, ...]
    judgements: tuple[Judgement, ...]
    semi_finished: bool
    changed_at: dt.datetime | None

    @property
    def illustrative(self) -> bool:
        """Whether any invented number or text of a demonstration is in it."""
        return (
            self.territory.is_demo
            or (self.pilot is not None and self.pilot.illustrative)
            or any(one.line.illustrative for one in self.lines)
        )
