"""Where a pilot stands: states of stages and steps, derived from recorded facts and never ticked by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from clrisk_site.figures.kleene import Known
from clrisk_site.figures.message import Message, counts, says


class StepState(StrEnum):
    """How far a step is."""

    DONE = "done"
    STARTED = "started"
    OPEN = "open"
    CLOSED = "closed"


class StageState(StrEnum):
    """How far a stage is."""

    COMPLETE = "complete"
    STARTED = "started"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class ScopeFacts:
    """What is recorded of stage 1."""

    opened_on: dt.date
    selected_on: dt.date | None
    has_selection_reason: bool
    liaison: str
    mandate: Known
    delegated: bool
    instrument_signed_on: dt.date | None
    has_instrument: bool
    has_reason_for_none: bool

    @property
    def selection_recorded(self) -> bool:
        """Whether the choice of the territory is recorded with its date and reason."""
        return self.selected_on is not None and self.has_selection_reason

    @property
    def has_authority(self) -> bool:
        """Whether the liaison has a mandate or a delegation."""
        return self.mandate is Known.YES or self.delegated

    @property
    def instrument_settled(self) -> bool:
        """Whether an instrument is signed, or it is written why there is none."""
        return (self.has_instrument and self.instrument_signed_on is not None) or self.has_reason_for_none


@dataclass(frozen=True, slots=True)
class DiagnosisFacts:
    """What is recorded of stage 2."""

    characterised: bool
    summary: Message
    anything: bool
    offers: int
    offers_confirmed: int
    spaces: int
    first_on: dt.date | None = None
    last_on: dt.date | None = None

    @property
    def mapped(self) -> bool:
        """Whether every offer is confirmed and a coordination space is described."""
        return self.offers > 0 and self.offers_confirmed == self.offers and self.spaces > 0


@dataclass(frozen=True, slots=True)
class DesignFacts:
    """What is recorded of stage 3; lines that were given up do not count."""

    lines: int
    submitted: int
    validated: int
    semi_finished: bool
    intervention_chosen: bool
    running: int = 0
    exceptions_waiting: int = 0
    first_on: dt.date | None = None
    last_on: dt.date | None = None

    @property
    def is_validated(self) -> bool:
        """Whether the commission validated every line; it does so only when the gate is open."""
        return self.lines > 0 and self.validated == self.lines


@dataclass(frozen=True, slots=True)
class Step:
    """One of the six steps with its state and what is known of it."""

    code: str
    title: Message
    state: StepState
    note: Message | str


@dataclass(frozen=True, slots=True)
class Stage:
    """One of the four stages; `started_on` and `ended_on` are None where they are not known."""

    number: int
    code: str
    state: StageState
    steps: tuple[Step, ...]
    started_on: dt.date | None = None
    ended_on: dt.date | None = None

    def days(self, today: dt.date) -> int | None:
        """Days from the start to the end, or to today while it goes on."""
        if self.started_on is None:
            return None
        return max(0, ((self.ended_on or today) - self.started_on).days)


def judge_stages(scope: ScopeFacts, diagnosis: DiagnosisFacts, design: DesignFacts) -> tuple[Stage, ...]:
    """Return the four stages in order."""
    first, second, third = _scope(scope), _diagnosis(scope, diagnosis), _design(design)
    return first, second, third, _execution(design)


def _scope(facts: ScopeFacts) -> Stage:
    steps = (_selection(facts), _liaison(facts))
    state = _state(steps)
    dates = [date for date in (facts.selected_on, facts.instrument_signed_on) if date is not None]
    ended = max(dates) if state is StageState.COMPLETE and dates else None
    return Stage(1, "scope", state, steps, facts.opened_on, ended)


def _selection(facts: ScopeFacts) -> Step:
    title = says("Choose the territory")
    if facts.selection_recorded:
        return Step("selection", title, StepState.DONE, says("The decision and its reason are recorded"))
    if facts.selected_on is not None:
        return Step("selection", title, StepState.STARTED, says("Missing: the reason of the choice"))
    state = StepState.STARTED if facts.has_selection_reason else StepState.OPEN
    return Step("selection", title, state, says("Missing: the date of the decision and its reason"))


def _liaison(facts: ScopeFacts) -> Step:
    title = says("Name the liaison and sign the instrument")
    lacking = []
    if not facts.liaison:
        lacking.append(says("the liaison"))
    if not facts.has_authority:
        lacking.append(says("the mandate or a written delegation"))
    if not facts.instrument_settled:
        lacking.append(says("the instrument, or why there is none"))
    if not lacking:
        return Step("liaison", title, StepState.DONE, says("Mandate and instrument are recorded"))
    state = StepState.OPEN if len(lacking) == 3 else StepState.STARTED
    return Step("liaison", title, state, _missing(lacking))


def _diagnosis(scope: ScopeFacts, facts: DiagnosisFacts) -> Stage:
    steps = (_characterisation(facts), _mapping(facts))
    state = _state(steps)
    ended = facts.last_on if state is StageState.COMPLETE else None
    started = facts.first_on
    if started is not None and started < scope.opened_on:
        started = scope.opened_on  # what was recorded before the pilot is not part of its walk
    return Stage(2, "diagnosis", state, steps, started, ended)


def _characterisation(facts: DiagnosisFacts) -> Step:
    title = says("Characterise child labour")
    if facts.characterised:
        return Step("characterisation", title, StepState.DONE, facts.summary)
    state = StepState.STARTED if facts.anything else StepState.OPEN
    return Step("characterisation", title, state, facts.summary)


def characterisation_words(factors: int, zones: int, *, frozen: bool) -> Message:
    """Say how far the characterisation is, in counts."""
    return says(
        "%(factors)s, %(zones)s, %(definition)s",
        factors=counts("%(count)s factor", "%(count)s factors", factors),
        zones=counts("%(count)s zone", "%(count)s zones", zones),
        definition=says("definition in force") if frozen else says("no definition in force"),
    )


def _mapping(facts: DiagnosisFacts) -> Step:
    title = says("Map competences, offer and spaces")
    if not facts.offers and not facts.spaces:
        return Step("mapping", title, StepState.OPEN, says("No programme with an offer here is recorded"))
    if not facts.offers:
        return Step("mapping", title, StepState.STARTED, says("Missing: the programmes with an offer here"))
    confirmed = counts(
        "%(confirmed)s of %(count)s programme confirmed",
        "%(confirmed)s of %(count)s programmes confirmed",
        facts.offers,
        confirmed=facts.offers_confirmed,
    )
    if facts.mapped:
        return Step("mapping", title, StepState.DONE, confirmed)
    if not facts.spaces:
        return Step(
            "mapping",
            title,
            StepState.STARTED,
            says("%(confirmed)s. Missing: the coordination spaces", confirmed=confirmed),
        )
    return Step("mapping", title, StepState.STARTED, confirmed)


def _design(facts: DesignFacts) -> Stage:
    title = says("Design the intervention and its monitoring")
    lines = counts(
        "%(count)s action line, %(validated)s validated",
        "%(count)s action lines, %(validated)s validated",
        facts.lines,
        validated=facts.validated,
    )
    if facts.is_validated:
        state, note = StepState.DONE, lines
    elif facts.lines:
        state = StepState.STARTED
        note = (
            says("%(lines)s. It may advance as a semi-finished proposal", lines=lines)
            if facts.semi_finished
            else lines
        )
    else:
        state = StepState.STARTED if facts.intervention_chosen else StepState.OPEN
        note = says("There is no action line yet. It may begin with what is known")
    step = Step("design", title, state, note)
    ended = facts.last_on if state is StepState.DONE else None
    return Stage(3, "design", _state((step,)), (step,), facts.first_on, ended)


def _execution(facts: DesignFacts) -> Stage:
    title = says("Carry out, monitor and adjust")
    if facts.is_validated:
        note = counts("%(count)s line is running", "%(count)s lines are running", facts.running)
        state = StepState.STARTED if facts.running else StepState.OPEN
        step = Step("execution", title, state, note)
        return Stage(4, "execution", _state((step,)), (step,))
    step = Step("execution", title, StepState.CLOSED, _missing(before_execution(facts)))
    return Stage(4, "execution", StageState.CLOSED, (step,))


def before_execution(facts: DesignFacts) -> tuple[Message, ...]:
    """Return what stage 4 still waits for."""
    waits = (
        (facts.lines > 0, says("at least one action line")),
        (facts.is_validated, says("a session of the commission that validates the plan")),
    )
    return tuple(words for there, words in waits if not there)


def _missing(what: Iterable[Message]) -> Message:
    """Return one sentence that names one to three absent things."""
    items = tuple(what)
    if len(items) == 1:
        return says("Missing: %(first)s", first=items[0])
    if len(items) == 2:
        return says("Missing: %(first)s and %(last)s", first=items[0], last=items[1])
    return says("Missing: %(first)s, %(second)s and %(last)s", first=items[0], second=items[1], last=items[2])


def _state(steps: tuple[Step, ...]) -> StageState:
    states = {step.state for step in steps}
    if states == {StepState.DONE}:
        return StageState.COMPLETE
    if states == {StepState.CLOSED}:
        return StageState.CLOSED
    return StageState.OPEN if states == {StepState.OPEN} else StageState.STARTED
