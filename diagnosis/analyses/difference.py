"""`analyse difference`: shares of two groups of one sample, or of several, each against the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from clrisk_site.figures.estimate import Verdict
from clrisk_site.figures.message import N_
from diagnosis.analyses.analysis import Analysis, Facts, Table
from diagnosis.analyses.compared_groups import EmptyGroupError, compared_groups
from diagnosis.analyses.conditions import truth_of
from diagnosis.analyses.difference_tables import association_facts, contrast_table, difference_tables
from diagnosis.analyses.keys import CONFIDENCE, OUTCOME, SAMPLE_KEYS, Key, Keys, Shape
from diagnosis.analyses.presets import PRESET, preset_of
from diagnosis.analyses.records import Records
from diagnosis.analyses.sample import Sample, sample_of
from diagnosis.analyses.specification import Specification
from diagnosis.analyses.tabulated import one_by_one
from diagnosis.statistics.adjusting import Adjustment
from diagnosis.statistics.association import Association
from diagnosis.statistics.contrasts import Contrast, against_the_rest
from diagnosis.statistics.design import Floats
from diagnosis.statistics.differences import ShareDifference, share_difference
from diagnosis.statistics.grouping import Grouping
from diagnosis.statistics.judged_shares import JudgedShare
from diagnosis.statistics.proportions import members
from diagnosis.statistics.quality import Preset, judge
from diagnosis.statistics.unweighted import UnweightedDifference, unweighted_difference

KEYS: Keys = (
    OUTCOME,
    Key(
        "groups",
        Shape.ANY,
        N_(
            "Groups that are compared: a column, {column, values}, or {first, second} with conditions. "
            "Two give the first less the second; more give each against the rest."
        ),
        required=True,
    ),
    *SAMPLE_KEYS,
    Key(
        "counts",
        Shape.COLUMN,
        N_("Column that says how many equal persons a row stands for, in a table without weights or design."),
    ),
    Key(
        "adjust",
        Shape.CHOICE,
        N_("How p is adjusted for the number of groups: Holm, Benjamini and Hochberg, or not at all."),
        choices=tuple(one.value for one in Adjustment),
        default=Adjustment.HOLM.value,
    ),
    PRESET,
    CONFIDENCE,
)


def analyse(records: Records, spec: Specification) -> Analysis:
    """Return the difference of two groups, or of each of several against the rest."""
    rule = Rule(preset_of(spec), spec.number("confidence", 0.95))
    sample = sample_of(records, spec)
    outcome = truth_of(records, spec.tree_of("outcome") or "", "outcome")
    compared = compared_groups(records, spec, sample.domain)
    if "counts" in spec:
        sample, outcome, compared = one_by_one(records, spec, sample, outcome, compared)
    if len(compared.grouping.labels) == 2:
        found = _of_two(sample, outcome, compared.grouping, rule)
    else:
        adjustment = Adjustment(spec.text("adjust", Adjustment.HOLM.value))
        found = _of_several(sample, outcome, compared.grouping, rule, adjustment)
    data = {**found.data, "confidence": rule.confidence, "preset": rule.preset.name}
    return Analysis(data, found.shown, (*sample.warnings, *compared.warnings, *found.warnings))


@dataclass(frozen=True, slots=True)
class Rule:
    """By what shares are judged, and the coverage of intervals."""

    preset: Preset
    confidence: float


def _of_two(sample: Sample, outcome: Floats, grouping: Grouping, rule: Rule) -> Analysis:
    first, second = grouping.labels
    for label in grouping.labels:
        if not members(sample.design, outcome, grouping.where(label))[0].any():
            raise EmptyGroupError(label)
    found = share_difference(
        sample.design,
        outcome,
        grouping.where(first),
        grouping.where(second),
        preset=rule.preset,
        confidence=rule.confidence,
    )
    shares = ((first, found.first), (second, found.second))
    data = _numbers(found, rule) | {
        "p_adjusted": found.p,
        "groups": [
            {"group": label, **JudgedShare(share, judge(share, rule.preset)).to_json()}
            for label, share in shares
        ],
    }
    counted = _unweighted(found, rule)
    shown = difference_tables(found, counted, (first, second), rule.confidence, rule.preset)
    return Analysis(data, shown, found.warnings)


def _of_several(
    sample: Sample, outcome: Floats, grouping: Grouping, rule: Rule, adjustment: Adjustment
) -> Analysis:
    found = against_the_rest(
        sample.design,
        outcome,
        grouping,
        domain=sample.domain,
        adjustment=adjustment,
        preset=rule.preset,
        confidence=rule.confidence,
    )
    association = found.association
    contrasts = [_contrast(one, rule) for one in found.contrasts]
    known = next(one for one in contrasts if one["difference"] is not None)
    contrasts = [dict.fromkeys(known) | one for one in contrasts]
    data = {
        "contrasts": contrasts,
        "association": None if association is None else _association(association),
        "adjustment": adjustment,
    }
    shown: tuple[Table | Facts, ...] = (contrast_table(found, rule.confidence),)
    if association is not None:
        shown += (association_facts(association),)
    return Analysis(data, shown, found.warnings)


def _numbers(found: ShareDifference, rule: Rule) -> dict[str, Any]:
    return {
        "difference": found.estimate,
        "se": found.se,
        "df": found.df,
        "t": found.t,
        "p": found.p,
        "interval": found.interval,
        "p1": found.first.estimate,
        "p2": found.second.estimate,
        "n1": found.first.n,
        "n2": found.second.n,
        "verdict": found.verdict,
        "unweighted": _unweighted_numbers(_unweighted(found, rule)),
    }


def _contrast(one: Contrast, rule: Rule) -> dict[str, Any]:
    data: dict[str, Any] = {"group": one.label}
    if one.difference is None:
        return data | {"difference": None, "n1": 0, "verdict": Verdict.SUPPRESS}
    own = one.difference.first
    return (
        data
        | _numbers(one.difference, rule)
        | {
            "p_adjusted": one.p_adjusted,
            "share": JudgedShare(own, judge(own, rule.preset)).to_json(),
        }
    )


def _association(found: Association) -> dict[str, Any]:
    return {
        "f": found.f,
        "df1": found.df1,
        "df2": found.df2,
        "p": found.p,
        "chi2": found.chi2,
        "n": found.n,
        "rows": found.rows,
        "columns": found.columns,
        "shares": found.shares,
    }


def _unweighted(found: ShareDifference, rule: Rule) -> UnweightedDifference:
    return unweighted_difference(
        found.first.cases, found.first.n, found.second.cases, found.second.n, rule.confidence
    )


def _unweighted_numbers(found: UnweightedDifference) -> dict[str, Any]:
    return {
        "p1": found.share_1,
        "p2": found.share_2,
        "n1": found.n_1,
        "n2": found.n_2,
        "cases1": found.cases_1,
        "cases2": found.cases_2,
        "difference": found.estimate,
        "interval": found.interval,
        "z_pooled": found.z,
        "p_z": found.p_z,
        "t_pooled": found.t_pooled,
        "df_pooled": found.df_pooled,
        "p_t": found.p_pooled,
        "t_welch": found.t_welch,
        "df_welch": found.df_welch,
        "p_welch": found.p_welch,
    }
