"""Rows of the factor ranking from what was computed on microdata."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from diagnosis.actions.store_result import EffectRow
from diagnosis.microdata.plan import LOGIT, AnalysisPlan
from diagnosis.microdata.reducing import SEX
from diagnosis.models import Factor

CHILD_SEX = "sex"
"""Variable of the codebook that a file's sex is, so that its factor is known without being named."""


def effect_rows(
    parts: Iterable[Mapping[str, Any]], plan: AnalysisPlan, words: Mapping[str, str]
) -> tuple[EffectRow, ...]:
    """Return how strongly the named factors are associated with one outcome.

    Parameters
    ----------
    parts : iterable of mapping
        Of one outcome, as `microdata.running` made them.
    plan : AnalysisPlan
        Its variables name the factors.
    words : mapping of str to str
        What the technical names of the sex and its categories are called.
    """
    factors = _factors(plan)
    rows: list[EffectRow] = []
    for part in parts:
        if part["data"] is not None:
            found = _of_model(part) if plan.technique == LOGIT else _of_difference(part)
            rows += [_row(part, one, factors, words) for one in found if one["variable"] in factors]
    return tuple(rows)


def _factors(plan: AnalysisPlan) -> dict[str, Factor]:
    by_code = {one.code: one for one in Factor.objects.all()}
    found = {one.title: by_code[one.factor] for one in plan.variables if one.factor in by_code}
    of_sex = next((one for one in by_code.values() if one.variable_municipal == CHILD_SEX), None)
    return found | ({SEX: of_sex} if of_sex and plan.sex else {})


def _row(
    part: Mapping[str, Any], one: Mapping[str, Any], factors: Mapping[str, Factor], words: Mapping[str, str]
) -> EffectRow:
    low, high = one["interval"] or (None, None)
    odds_low, odds_high = one.get("odds_interval") or (None, None)
    return EffectRow(
        factor=factors[one["variable"]],
        variable=words.get(one["variable"], one["variable"]),
        category=words.get(one["category"], one["category"]),
        reference=words.get(one["reference"], one["reference"]),
        sex=part["sex"],
        points=one["points"],
        lower=low,
        upper=high,
        odds_ratio=one.get("odds_ratio"),
        odds_lower=odds_low,
        odds_upper=odds_high,
        p_value=one["p"],
        n=one["n"],
        cases=one["cases"],
        n_reference=one["n_reference"],
        cases_reference=one["cases_reference"],
        verdict=one["verdict"],
    )


def _of_model(part: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    terms = {one["name"]: one for one in part["data"]["terms"]}
    for one in part["data"]["ame"]:
        term = terms.get(one["name"], {})
        yield {
            "variable": one["variable"],
            "category": one["category"] or "",
            "reference": one["reference"] or "",
            "points": one["points"],
            "interval": one["points_interval"],
            "odds_ratio": term.get("odds_ratio"),
            "odds_interval": term.get("interval"),
            "p": one["p"],
            "n": one["n_category"],
            "cases": one["cases_category"],
            "n_reference": one["n_reference"],
            "cases_reference": one["cases_reference"],
            "verdict": one["verdict"],
        }


def _of_difference(part: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    data = part["data"]
    if "groups" in data:
        first, second = data["groups"]
        yield _difference(part, data, first["group"], second["group"], first["cases"], second["cases"])
        return
    for one in data.get("contrasts", ()):
        if one["difference"] is not None:
            cases = one["unweighted"]
            yield _difference(part, one, one["group"], "", cases["cases1"], cases["cases2"])


def _difference(
    part: Mapping[str, Any],
    found: Mapping[str, Any],
    category: str,
    reference: str,
    cases: int | None,
    others: int | None,
) -> dict[str, Any]:
    ends = found["interval"]
    return {
        "variable": part["variable"],
        "category": category,
        "reference": reference,
        "points": 100 * found["difference"],
        "interval": None if ends is None else (100 * ends[0], 100 * ends[1]),
        "p": found["p_adjusted"],
        "n": found["n1"],
        "cases": cases,
        "n_reference": found["n2"],
        "cases_reference": others,
        "verdict": found["verdict"],
    }
