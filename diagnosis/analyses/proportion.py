"""`analyse proportion`: the weighted share of a domain, of each of its groups, and what may be published."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from clrisk_site.figures.estimate import Verdict
from clrisk_site.figures.message import N_, says
from diagnosis.analyses.analysis import Analysis, Cell, Column, Facts, Form, Table, as_written
from diagnosis.analyses.conditions import truth_of
from diagnosis.analyses.grouping import Group, groups_of
from diagnosis.analyses.keys import CONFIDENCE, OUTCOME, SAMPLE_KEYS, Key, Keys, Shape
from diagnosis.analyses.presets import PRESET, preset_name, preset_of
from diagnosis.analyses.records import Records
from diagnosis.analyses.sample import Sample, sample_of
from diagnosis.analyses.specification import Specification
from diagnosis.analyses.verdicts import VERDICTS, failed_tests
from diagnosis.statistics.errors import EmptyDomainError
from diagnosis.statistics.judged_shares import JudgedShare, judged_share
from diagnosis.statistics.proportions import Proportion
from diagnosis.statistics.quality import Judgement, Preset

KEYS: Keys = (
    OUTCOME,
    *SAMPLE_KEYS,
    Key("by", Shape.COLUMNS, N_("Columns whose combinations of codes are groups, each with its own share.")),
    PRESET,
    CONFIDENCE,
)

_EMPTY: dict[str, Any] = {"n": 0, "cases": 0, "verdict": Verdict.SUPPRESS, "failed": ["n", "cases"]}
"""What is known of a group in which nobody answered."""


def analyse(records: Records, spec: Specification) -> Analysis:
    """Return the share of the domain, and of each group where the specification names any."""
    preset = preset_of(spec)
    sample = sample_of(records, spec)
    outcome = truth_of(records, spec.tree_of("outcome") or "", "outcome")
    confidence = spec.number("confidence", 0.95)
    whole = judged_share(sample.design, outcome, domain=sample.domain, preset=preset, confidence=confidence)
    data: dict[str, Any] = whole.to_json() | {"confidence": confidence, "preset": preset_name(spec)}
    shown: tuple[Table | Facts, ...] = (_facts(whole.share, whole.judgement, confidence),)
    warnings = (*sample.warnings, *whole.warnings)
    if "by" in spec:
        found, more = groups_of(records, spec.columns("by"), sample.domain)
        groups = [(group, _share(sample, outcome, group.members, confidence, preset)) for group in found]
        nothing = dict.fromkeys(whole.to_json()) | _EMPTY
        data["groups"] = [
            {"group": dict(group.codes)} | (nothing if result is None else result.to_json())
            for group, result in groups
        ]
        shown += (_group_table(spec.columns("by"), groups),)
        warnings += more
    return Analysis(data, shown, warnings)


def _share(
    sample: Sample,
    outcome: NDArray[np.float64],
    members: NDArray[np.bool_],
    confidence: float,
    preset: Preset,
) -> JudgedShare | None:
    try:
        return judged_share(sample.design, outcome, domain=members, preset=preset, confidence=confidence)
    except EmptyDomainError:
        return None


def _facts(share: Proportion, judgement: Judgement, confidence: float) -> Facts:
    return Facts(
        says("Weighted share"),
        (
            (says("Estimate"), Cell(share.estimate, Form.SHARE)),
            (says("Standard error"), Cell(share.se, Form.SHARE)),
            (
                says("Interval of %(confidence)s %%", confidence=f"{100 * confidence:g}"),
                Cell(share.interval, Form.SHARE),
            ),
            (says("Degrees of freedom"), Cell(share.df, Form.WHOLE)),
            (says("Records"), Cell(share.n, Form.WHOLE)),
            (says("Records with the outcome"), Cell(share.cases, Form.WHOLE)),
            (says("Records without an answer"), Cell(share.blank, Form.WHOLE)),
            (says("Sum of the weights"), Cell(share.population, Form.NUMBER, 1)),
            (says("Design effect"), Cell(share.deff, Form.NUMBER, 2)),
            (says("Effective size"), Cell(share.n_eff, Form.NUMBER, 1)),
            (says("Coefficient of variation"), Cell(share.cv, Form.SHARE)),
            (says("Coefficient of variation of the logarithm"), Cell(share.log_cv, Form.SHARE)),
            (says("Verdict"), VERDICTS[judgement.verdict]),
        ),
        judgement.failed,
    )


def _group_table(by: tuple[str, ...], groups: list[tuple[Group, JudgedShare | None]]) -> Table:
    columns = (
        *(Column(as_written(name), Form.TEXT) for name in by),
        Column(says("Estimate"), Form.SHARE),
        Column(says("SE"), Form.SHARE),
        Column(says("Interval"), Form.SHARE),
        Column(says("n"), Form.WHOLE),
        Column(says("cases"), Form.WHOLE),
        Column(says("deff"), Form.NUMBER, 2),
        Column(says("CV"), Form.SHARE, 1),
        Column(says("Verdict"), Form.TEXT),
        Column(says("Failed tests"), Form.TEXT),
    )
    rows = tuple((*group.codes.values(), *_group_row(result)) for group, result in groups)
    return Table(says("By group"), columns, rows)


def _group_row(result: JudgedShare | None) -> tuple[Any, ...]:
    if result is None:
        return (
            None,
            None,
            None,
            0,
            0,
            None,
            None,
            VERDICTS[Verdict.SUPPRESS],
            failed_tests(_EMPTY["failed"]),
        )
    share, judgement = result.share, result.judgement
    return (
        share.estimate, share.se, share.interval, share.n, share.cases, share.deff, share.cv,
        VERDICTS[judgement.verdict], failed_tests(judgement.tests),
    )  # fmt: skip
