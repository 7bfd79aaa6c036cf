"""What each rule of the stage 3 gate looks at, and what it says it found. The rules are in rules.py."""

from __future__ import annotations

from collections.abc import Iterable

from clrisk_site.figures.estimate import Unit
from clrisk_site.figures.kleene import Known
from clrisk_site.figures.message import Message, counts, says
from clrisk_site.figures.rules import Finding
from clrisk_site.figures.suppression import Audience, suppress
from planning.gate_subject import GateSubject, LineFact, PrintedGroup

_NO_LINES = says("There is no active action line yet.")


def _yes(evidence: tuple[Message, ...]) -> Finding:
    return Finding(passed=True, evidence=evidence)


def _no(evidence: tuple[Message, ...], *, excused: bool = False) -> Finding:
    return Finding(passed=False, evidence=evidence, excused=excused)


def _unknown(evidence: tuple[Message, ...], *, excused: bool = False) -> Finding:
    return Finding(passed=None, evidence=evidence, excused=excused)


def _codes(lines: Iterable[LineFact]) -> str:
    return ", ".join(line.code for line in lines)


def check_girls(subject: GateSubject) -> Finding:
    """a: a line of their own; a generic line whose indicator is split by sex does not count."""
    for_girls = [line for line in subject.active if line.for_girls]
    own = [line for line in for_girls if line.girls_mechanism]
    if own:
        return _yes((says("Specific to girls, with their own mechanism: %(codes)s.", codes=_codes(own)),))
    if for_girls:
        evidence = says(
            "For girls, but without a mechanism of their own: %(codes)s.", codes=_codes(for_girls)
        )
        return _no((evidence,))
    return _no((says("No active line is specific to girls."),))


def check_offers(subject: GateSubject) -> Finding:
    """b: each line rests on an eligible offer, or on an approved exception with a funding plan."""
    if not subject.active:
        return _unknown((_NO_LINES,))
    verdicts = {line.code: _rests(line) for line in subject.active}
    evidence = [message for line in subject.active for message in _rest_words(line, verdicts[line.code])]
    states = set(verdicts.values())
    if "no" in states:
        return _no(tuple(evidence))
    if "unknown" in states:
        return _unknown(tuple(evidence))
    if "excused" in states:
        return _no(tuple(evidence), excused=True)
    done = counts(
        "The active line rests on an offer that can be used.",
        "Each of the %(count)s active lines rests on an offer that can be used.",
        len(verdicts),
    )
    return _yes((done,))


def _rests(line: LineFact) -> str:
    found = {offer.eligible for offer in line.offers}
    if Known.YES in found:
        return "yes"
    if line.exception.granted:
        return "excused"
    return "unknown" if Known.UNKNOWN in found else "no"


def _rest_words(line: LineFact, verdict: str) -> list[Message]:
    if verdict == "yes":
        return []
    if verdict == "excused":
        return [says("%(code)s: exception approved, with a funding plan.", code=line.code)]
    if not line.offers:
        words = [says("%(code)s rests on no local offer.", code=line.code)]
    elif verdict == "no":
        names = ", ".join(offer.name for offer in line.offers)
        words = [says("%(code)s: %(names)s cannot be used as it stands.", code=line.code, names=names)]
    else:
        words = [_unknown_offer(line)]
    if line.exception.written and not line.exception.has_funding_plan:
        words.append(says("%(code)s: the exception lacks its funding plan.", code=line.code))
    elif line.exception.written:
        words.append(says("%(code)s: the exception waits for the authority.", code=line.code))
    return words


def _unknown_offer(line: LineFact) -> Message:
    offer = next(offer for offer in line.offers if offer.eligible is Known.UNKNOWN)
    if offer.missing:
        template = "%(code)s: it is not known yet whether %(name)s can be used. To ask: %(question)s"
        return says(template, code=line.code, name=offer.name, question=offer.missing[0])
    return says(
        "%(code)s: it is not known yet whether %(name)s can be used.", code=line.code, name=offer.name
    )


def check_balance(subject: GateSubject) -> Finding:
    """c: prevention and removal, at least one each."""
    prevention = [line for line in subject.active if line.strategy == "prevention"]
    removal = [line for line in subject.active if line.strategy == "removal"]
    evidence = (
        counts("%(count)s line of prevention.", "%(count)s lines of prevention.", len(prevention)),
        counts(
            "%(count)s line of removal or restoration.",
            "%(count)s lines of removal or restoration.",
            len(removal),
        ),
    )
    return _with_reason(subject, "c", passed=bool(prevention and removal), evidence=evidence)


def check_space(subject: GateSubject) -> Finding:
    """d: a space with an instrument; otherwise the proposal is marked semi-finished."""
    if subject.space is None:
        return _no((says("No coordination space is chosen."), says("The proposal is marked semi-finished.")))
    name = subject.space.name
    if subject.space.institutionalised is Known.YES:
        return _yes((says("%(name)s is institutionalised.", name=name),))
    if subject.space.institutionalised is Known.NO:
        words = says("%(name)s is not institutionalised.", name=name)
        return _no((words, says("The proposal is marked semi-finished.")))
    words = says("It is not known yet whether %(name)s is institutionalised.", name=name)
    return _unknown((words, says("The proposal is marked semi-finished.")))


def check_scope(subject: GateSubject) -> Finding:
    """e: pilot zones and what would let them grow."""
    scope = subject.scope
    evidence: list[Message] = []
    if scope.pilot_zones:
        evidence.append(says("Pilot zones: %(letters)s.", letters=", ".join(scope.pilot_zones)))
    elif scope.zones_known:
        evidence.append(says("No zone has the role of pilot."))
    else:
        evidence.append(says("The diagnosis has no priority zones yet."))
    if not scope.has_expansion_criteria:
        evidence.append(says("The criteria for expansion are not written."))
    return Finding(bool(scope.pilot_zones) and scope.has_expansion_criteria, tuple(evidence))


def check_monitoring(subject: GateSubject) -> Finding:
    """f: how the baseline is taken, and indicators that can be followed."""
    evidence: list[Message] = []
    if not subject.has_baseline_method:
        evidence.append(says("The method of the baseline is not written."))
    if not subject.active:
        evidence.append(_NO_LINES)
    without = [line for line in subject.active if not line.indicators]
    if without:
        evidence.append(says("Without an indicator: %(codes)s.", codes=_codes(without)))
    for line in subject.active:
        for indicator in line.indicators:
            evidence += _indicator_words(
                line.code, indicator.name, indicator.has_baseline_or_plan, indicator.has_target
            )
    passed = not evidence
    if passed:
        total = sum(len(line.indicators) for line in subject.active)
        evidence.append(
            counts("%(count)s indicator is complete.", "All %(count)s indicators are complete.", total)
        )
    return _with_reason(subject, "f", passed=passed, evidence=tuple(evidence))


def _indicator_words(code: str, name: str, has_baseline: bool, has_target: bool) -> list[Message]:  # noqa: FBT001 - two facts of one indicator
    words = []
    if not has_baseline:
        words.append(says("%(code)s, “%(name)s”: no baseline and no plan to get it.", code=code, name=name))
    if not has_target:
        words.append(says("%(code)s, “%(name)s”: no target.", code=code, name=name))
    return words


def check_leadership(subject: GateSubject) -> Finding:
    """g: the local government chairs the space or is its secretariat; semi-finished proposals are excused."""
    excused = subject.semi_finished
    if subject.space is None:
        return _unknown((says("No coordination space is chosen."),), excused=excused)
    name = subject.space.name
    if subject.space.local_government_leads:
        return _yes((says("The local government leads %(name)s.", name=name),))
    if not subject.space.has_leaders:
        words = says("It is not recorded who chairs %(name)s or is its secretariat.", name=name)
        return _unknown((words,), excused=excused)
    words = says("Others chair %(name)s and are its secretariat.", name=name)
    return _no((words,), excused=excused)


def check_own_actions(subject: GateSubject) -> Finding:
    """h: something the agency does itself, and something on restitution or street work."""
    own = [line for line in subject.active if line.own_action]
    restitution = [line for line in subject.active if line.restitution]
    evidence = (
        says("Action of the coordinating agency: %(codes)s.", codes=_codes(own))
        if own
        else says("No line is an action of the coordinating agency itself."),
        says("Restitution of rights or work in the street: %(codes)s.", codes=_codes(restitution))
        if restitution
        else says("No line is about restitution of rights or children in the street."),
    )
    return _with_reason(subject, "h", passed=bool(own and restitution), evidence=evidence)


def check_lines_complete(subject: GateSubject) -> Finding:
    """i: lead, dates, resources available and missing, budget code or reason, in each line."""
    if not subject.active:
        return _unknown((_NO_LINES,))
    evidence = []
    for line in subject.active:
        evidence += [says("%(code)s lacks %(what)s.", code=line.code, what=what) for what in lacking(line)]
    if evidence:
        return _no(tuple(evidence))
    done = counts(
        "The active line is complete.", "All %(count)s active lines are complete.", len(subject.active)
    )
    return _yes((done,))


def lacking(line: LineFact) -> tuple[Message, ...]:
    """What a line still lacks before it can be carried out (rule i)."""
    parts = (
        (bool(line.lead), says("the institution that leads")),
        (line.dated, says("its dates")),
        (line.resources_available, says("the resources available")),
        (line.resources_missing, says("the resources missing, or why none is")),
        (line.budget, says("the budget code, or the reason for having none")),
    )
    return tuple(words for there, words in parts if not there)


def check_definition(subject: GateSubject) -> Finding:
    """j: the definition is frozen and each unit that leads a line acknowledged it."""
    if subject.definition is None:
        return _no((says("There is no definition sheet."),))
    if not subject.definition.frozen:
        return _no((says("The definition sheet is not frozen."),))
    units = sorted({line.lead for line in subject.active if line.lead})
    waiting = [unit for unit in units if unit not in subject.definition.acknowledged_by]
    if waiting:
        return _no((says("Not yet acknowledged by: %(units)s.", units=", ".join(waiting)),))
    done = counts(
        "Frozen; acknowledged by the unit that leads a line.",
        "Frozen; acknowledged by the %(count)s units that lead a line.",
        len(units),
    )
    return _yes((done,))


def check_mandate(subject: GateSubject) -> Finding:
    """k: a mandate, or a written delegation instead."""
    fact = subject.mandate
    if fact.mandate is Known.YES:
        return _yes((says("%(name)s has a mandate.", name=fact.liaison or says("The liaison")),))
    if fact.delegated:
        return _yes((says("%(name)s has a written delegation.", name=fact.liaison or says("The liaison")),))
    if fact.mandate is Known.NO:
        return _no((says("The liaison has no mandate and no written delegation."),))
    return _unknown((says("It is not recorded whether the liaison has a mandate."),))


def check_suppression(subject: GateSubject) -> Finding:
    """l: every printed number of persons is one that print may show."""
    leaks = [group for group in subject.printed if leaks_something(group)]
    if leaks:
        return _no(
            tuple(says("Small numbers could be worked out in: %(what)s.", what=one.label) for one in leaks),
        )
    shown = sum(len(group.cells) for group in subject.printed)
    hidden = sum(group.hidden for group in subject.printed)
    if not shown:
        return _yes((says("The plan prints no number of persons."),))
    return _yes(
        (
            counts("%(count)s number of persons checked.", "%(count)s numbers of persons checked.", shown),
            counts("%(count)s is hidden.", "%(count)s are hidden.", hidden),
        ),
    )


def leaks_something(group: PrintedGroup) -> bool:
    """Whether print shows a number it must hide, or one that subtraction would give away."""
    for before, cell in zip(group.before, group.cells, strict=True):
        if (
            cell.is_available
            and cell.unit is Unit.PERSONS
            and cell != suppress(before, audience=Audience.PUBLIC)
        ):
            return True
    return group.shown_total and group.hidden == 1


def _with_reason(subject: GateSubject, code: str, *, passed: bool, evidence: tuple[Message, ...]) -> Finding:
    reason = subject.reasons.get(code, "").strip()
    if passed or not reason:
        return Finding(passed, evidence)
    return _no((*evidence, says("Reason: %(reason)s", reason=reason)), excused=True)
