"""Verdicts and the tests behind them in words; JSON documents hold their codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce

from clrisk_site.figures.estimate import Verdict
from clrisk_site.figures.message import Message, says

VERDICTS: Mapping[Verdict, Message] = {
    Verdict.PUBLISH: says("publish"),
    Verdict.REVIEW: says("review"),
    Verdict.SUPPRESS: says("suppress"),
}
TESTS: Mapping[str, Message] = {
    "n": says("n"),
    "n_eff": says("effective size"),
    "cases": says("cases"),
    "cv": says("CV"),
    "df": says("df"),
    "log_cv": says("CV of the logarithm"),
    "design": says("unknown design"),
    "events": says("cases per coefficient"),
    "bare_categories": says("categories without a case"),
    "inflation": says("variance inflation"),
    "link": says("link test"),
    "calibration": says("calibration of the risks"),
    "separation": says("separated terms"),
}


def failed_tests(names: Iterable[str]) -> Message | None:
    """Return the tests of some codes in words, one behind the other; None for none."""
    words = [TESTS[name] for name in names]
    if not words:
        return None
    return reduce(lambda first, last: says("%(first)s, %(last)s", first=first, last=last), words)
