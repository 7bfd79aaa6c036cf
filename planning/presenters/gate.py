"""The gate as rows of question, verdict, evidence and cure."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.wording import render
from clrisk_site.figures.rules import GateVerdict, Judgement
from planning.gate_texts import cure_of, question_of

_OPEN_FIRST = (
    GateVerdict.FAILED,
    GateVerdict.UNKNOWN,
    GateVerdict.WARNED,
    GateVerdict.EXCUSED,
    GateVerdict.PASSED,
)
MOST_EVIDENCE = 6


def gate_lead(judgements: Sequence[Judgement], *, semi_finished: bool) -> str:
    """Say whether the proposal could be validated, and how many questions are open."""
    closing = [judgement for judgement in judgements if judgement.closes]
    if closing:
        lead = ngettext(
            "%(count)s of %(all)s questions keeps the proposal from being validated.",
            "%(count)s of %(all)s questions keep the proposal from being validated.",
            len(closing),
        ) % {"count": len(closing), "all": len(judgements)}
    else:
        lead = gettext("Nothing keeps the proposal from being validated.")
    if semi_finished:
        return f"{lead} {gettext('It is semi-finished until its space is institutionalised.')}"
    return lead


def gate_rows(
    judgements: Sequence[Judgement], links: Mapping[str, tuple[str, str]] | None = None
) -> list[dict[str, Any]]:
    """Make the rules for components/rules.html, what is open first.

    Parameters
    ----------
    links : mapping of str to (address, words), optional
        Where each rule is mended; paper has none.
    """
    ordered = sorted(judgements, key=lambda judgement: _OPEN_FIRST.index(judgement.verdict))
    return [_row(judgement, (links or {}).get(judgement.rule.code, ("", ""))) for judgement in ordered]


def _row(judgement: Judgement, link: tuple[str, str]) -> dict[str, Any]:
    rule, finding = judgement.rule, judgement.finding
    evidence = [render(message) for message in finding.evidence[:MOST_EVIDENCE]]
    more = len(finding.evidence) - len(evidence)
    if more > 0:
        evidence.append(ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more})
    settled = judgement.verdict in (GateVerdict.PASSED, GateVerdict.EXCUSED)
    url, action = ("", "") if settled else link
    return {
        "code": rule.code,
        "verdict": judgement.verdict.value,
        "question": question_of(rule),
        "evidence": evidence,
        "cure": "" if settled else cure_of(rule),
        "exception": _exception(judgement),
        "blocking": rule.blocking,
        "url": url,
        "action": action,
    }


def _exception(judgement: Judgement) -> str:
    if judgement.rule.exception is None:
        return ""
    return gettext("Exception: %(words)s") % {"words": render(judgement.rule.exception)}


def verdict_counts(judgements: Sequence[Judgement]) -> str:
    """Say how the questions came out, in one line."""
    settled = (GateVerdict.PASSED, GateVerdict.EXCUSED)
    met = sum(judgement.verdict in settled for judgement in judgements)
    return gettext("%(met)s of %(all)s questions met or excused") % {"met": met, "all": len(judgements)}
