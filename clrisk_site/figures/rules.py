"""Rules of a gate: one question each, and how to mend a no. What is asked lives in the apps."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from clrisk_site.figures.message import Message


class GateVerdict(StrEnum):
    """How a rule came out."""

    PASSED = "passed"
    FAILED = "failed"
    WARNED = "warned"
    EXCUSED = "excused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found.

    Parameters
    ----------
    passed : bool or None
        None when what is recorded does not suffice to answer.
    evidence : tuple of Message
        What the answer rests on.
    excused : bool
        True if the exception that the rule allows has been granted and recorded.
    """

    passed: bool | None
    evidence: tuple[Message, ...] = ()
    excused: bool = False


@dataclass(frozen=True, slots=True)
class Rule[T]:
    """One question to a subject.

    Parameters
    ----------
    code : str
        Stable name, unique within its gate.
    question : Message
        What is asked, answerable by yes or no.
    check : callable
        Takes the subject, returns a Finding.
    blocking : bool
        True if anything but a yes or a granted exception closes the gate.
    exception : Message or None
        Who may excuse a no, and with what; None if nobody may.
    cure : Message
        What to do so that the answer becomes yes.
    """

    code: str
    question: Message
    check: Callable[[T], Finding]
    blocking: bool
    exception: Message | None
    cure: Message


@dataclass(frozen=True, slots=True)
class Judgement:
    """A rule with what its check found."""

    rule: Rule[Any]
    finding: Finding

    @property
    def verdict(self) -> GateVerdict:
        """How the rule came out; an excuse counts only where the rule allows an exception."""
        if self.finding.passed:
            return GateVerdict.PASSED
        if self.finding.excused and self.rule.exception is not None:
            return GateVerdict.EXCUSED
        if self.finding.passed is None:
            return GateVerdict.UNKNOWN
        return GateVerdict.FAILED if self.rule.blocking else GateVerdict.WARNED

    @property
    def closes(self) -> bool:
        """Whether this judgement alone keeps the gate closed."""
        return self.rule.blocking and self.verdict in (GateVerdict.FAILED, GateVerdict.UNKNOWN)


def judge[T](rules: Iterable[Rule[T]], subject: T) -> tuple[Judgement, ...]:
    """Return one judgement per rule, in the order of the rules."""
    return tuple(Judgement(rule, rule.check(subject)) for rule in rules)


def is_open(judgements: Iterable[Judgement]) -> bool:
    """Return True unless a blocking rule failed or could not be answered."""
    return not any(judgement.closes for judgement in judgements)
