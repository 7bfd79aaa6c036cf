"""Differences of shares as tables for people: direction and size first, then the interval, p last."""

from __future__ import annotations

from typing import Any

from clrisk_site.figures.estimate import Verdict
from clrisk_site.figures.message import Message, says
from diagnosis.analyses.analysis import Cell, Column, Facts, Form, Table
from diagnosis.analyses.compared_groups import wording_of
from diagnosis.analyses.verdicts import VERDICTS, failed_tests
from diagnosis.statistics.adjusting import Adjustment
from diagnosis.statistics.association import Association
from diagnosis.statistics.contrasts import Contrast, Contrasts
from diagnosis.statistics.differences import ShareDifference
from diagnosis.statistics.proportions import Proportion
from diagnosis.statistics.quality import Preset, judge
from diagnosis.statistics.unweighted import UnweightedDifference

_ADJUSTED = {
    Adjustment.HOLM: says("p is adjusted after Holm for the number of groups."),
    Adjustment.BENJAMINI_HOCHBERG: says("p is adjusted after Benjamini and Hochberg."),
    Adjustment.NONE: says("p is not adjusted for the number of groups."),
}


def difference_tables(
    found: ShareDifference,
    counted: UnweightedDifference,
    labels: tuple[str, str],
    confidence: float,
    preset: Preset,
) -> tuple[Table | Facts, ...]:
    """Return the tables of two groups."""
    facts = Facts(
        says("Difference of two weighted shares, first less second"),
        (
            (says("Difference"), Cell(found.estimate, Form.POINTS)),
            (_interval(confidence), Cell(found.interval, Form.POINTS)),
            (says("Standard error, in points"), Cell(100 * found.se, Form.NUMBER)),
            (says("Degrees of freedom"), Cell(found.df, Form.WHOLE)),
            (says("t"), Cell(found.t, Form.NUMBER)),
            (says("p"), Cell(found.p, Form.P)),
            (says("Verdict"), VERDICTS[found.verdict]),
        ),
        (direction(found, labels),),
    )
    return facts, _share_table(found, labels, confidence, preset), _counted_facts(counted, confidence)


def direction(found: ShareDifference, labels: tuple[str, str]) -> Message:
    """Return in words which share is higher, as far as the sample shows it."""
    first, second = map(wording_of, labels)
    if found.interval is None or found.interval[0] <= 0 <= found.interval[1]:
        return says(
            "The sample does not show which share is higher, that of «%(first)s» or that of «%(second)s».",
            first=first,
            second=second,
        )
    higher, lower = (first, second) if found.estimate > 0 else (second, first)
    return says("The share of «%(higher)s» is higher than that of «%(lower)s».", higher=higher, lower=lower)


def contrast_table(found: Contrasts, confidence: float) -> Table:
    """Return the table of several groups, each against the rest."""
    columns = (
        Column(says("Group"), Form.TEXT),
        Column(says("Share"), Form.SHARE),
        Column(says("Rest"), Form.SHARE),
        Column(says("Difference"), Form.POINTS),
        Column(_interval(confidence), Form.POINTS),
        Column(says("n"), Form.WHOLE),
        Column(says("Verdict"), Form.TEXT),
        Column(says("df"), Form.WHOLE),
        Column(says("t"), Form.NUMBER, 3),
        Column(says("p"), Form.P),
        Column(says("adjusted p"), Form.P),
    )
    rows = tuple(_contrast_row(one) for one in found.contrasts)
    return Table(says("Each group less the rest"), columns, rows, (_ADJUSTED[found.adjustment],))


def association_facts(found: Association) -> Facts:
    """Return the test of all groups at once."""
    return Facts(
        says("All groups at once: Rao and Scott, second order"),
        (
            (says("F"), Cell(found.f, Form.NUMBER)),
            (says("Degrees of freedom"), [Cell(found.df1, Form.NUMBER, 2), Cell(found.df2, Form.NUMBER, 2)]),
            (says("Records"), Cell(found.n, Form.WHOLE)),
            (says("p"), Cell(found.p, Form.P)),
        ),
    )


def _interval(confidence: float) -> Message:
    return says("Interval of %(confidence)s %%", confidence=f"{100 * confidence:g}")


def _share_table(found: ShareDifference, labels: tuple[str, str], confidence: float, preset: Preset) -> Table:
    columns = (
        Column(says("Group"), Form.TEXT),
        Column(says("Share"), Form.SHARE),
        Column(_interval(confidence), Form.SHARE),
        Column(says("n"), Form.WHOLE),
        Column(says("cases"), Form.WHOLE),
        Column(says("Verdict"), Form.TEXT),
        Column(says("Failed tests"), Form.TEXT),
    )
    shares = zip(labels, (found.first, found.second), strict=True)
    return Table(says("Both shares"), columns, tuple(_share_row(label, one, preset) for label, one in shares))


def _share_row(label: str, share: Proportion, preset: Preset) -> tuple[Any, ...]:
    judgement = judge(share, preset)
    return (
        wording_of(label),
        share.estimate,
        share.interval,
        share.n,
        share.cases,
        VERDICTS[judgement.verdict],
        failed_tests(judgement.tests),
    )


def _contrast_row(one: Contrast) -> tuple[Any, ...]:
    found = one.difference
    if found is None:
        hidden = VERDICTS[Verdict.SUPPRESS]
        return (wording_of(one.label), None, None, None, None, 0, hidden, None, None, None, None)
    return (
        wording_of(one.label),
        found.first.estimate,
        found.second.estimate,
        found.estimate,
        found.interval,
        found.first.n,
        VERDICTS[found.verdict],
        found.df,
        found.t,
        found.p,
        one.p_adjusted,
    )


def _counted_facts(found: UnweightedDifference, confidence: float) -> Facts:
    return Facts(
        says("Without weights and design, for comparison"),
        (
            (says("First share"), Cell(found.share_1, Form.SHARE)),
            (says("Second share"), Cell(found.share_2, Form.SHARE)),
            (says("Difference"), Cell(found.estimate, Form.POINTS)),
            (
                says("Interval of %(confidence)s %% after Newcombe", confidence=f"{100 * confidence:g}"),
                Cell(found.interval, Form.POINTS),
            ),
            (says("z of the pooled share, p"), [Cell(found.z), Cell(found.p_z, Form.P)]),
            (
                says("t of the pooled variance, df, p"),
                [Cell(found.t_pooled), Cell(found.df_pooled, Form.WHOLE), Cell(found.p_pooled, Form.P)],
            ),
            (
                says("t after Welch, df, p"),
                [
                    Cell(found.t_welch),
                    Cell(found.df_welch, Form.NUMBER, 2),
                    Cell(found.p_welch, Form.P),
                ],
            ),
        ),
        (says("These take the records for persons drawn one by one, so they are no result of a survey."),),
    )
