"""Checks risk results against measure, class scheme and what is stored; official classes never change."""

import pandas as pd

from clrisk_site.figures.message import N_, Message, says
from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import Checked, Context, Option, Problem, Question, Severity
from diagnosis.imports.risk_results.columns import FACTOR
from diagnosis.imports.risk_results.keeping import keep_population, keep_what_is_stored
from diagnosis.imports.risk_results.other_releases import warn_of_other_releases
from diagnosis.imports.risk_results.release import ReleaseFacts, likely_measure, read_facts, scheme_of
from diagnosis.models import MeasureType, PopulationBasis, RiskResult
from diagnosis.models.risk import CLASSES

RANGES = {
    MeasureType.PROBABILITY: (0.0, 1.0),
    MeasureType.INDEX_100: (0.0, 100.0),
    MeasureType.INDEX_10: (1.0, 10.0),
}
MEASURES = {
    MeasureType.PROBABILITY: N_("A probability, 0 to 1"),
    MeasureType.INDEX_100: N_("An index, 0 to 100"),
    MeasureType.INDEX_10: N_("An index, 1 to 10"),
    MeasureType.INDEX_OPEN: N_("An index without a fixed scale"),
}
FACTOR_DECIMALS = 9
LEAST_SHARES, SHARES_COUNT = 2, 5
"""Two values between 0 and 1, and every fifth, are no chance among values up to 100."""


def check_results(territory: Territory, frame: pd.DataFrame, context: Context) -> Checked:
    """Return the frame with the measure and the scheme that apply, and every row that contradicts them.

    What the file leaves out of a stored result is filled in, so that each row stands as it will be stored.
    """
    facts = read_facts(context)
    frame = frame.copy()
    problems = [*_missing_facts(facts, frame)]
    measure, question = _measure(frame, facts)
    scheme = scheme_of(frame, facts)
    if measure is not None:
        problems += _out_of_range(frame, measure)
    problems += _classes(frame, scheme) + _says_nothing(frame) + _changed_classes(frame, facts)
    problems += warn_of_other_releases(frame, facts)
    keep_what_is_stored(frame, territory, facts, context)
    problems += _intervals(frame)
    of_population = keep_population(frame, territory, facts, context.answers)
    for field in [name for name in frame if str(name).startswith(f"{FACTOR}:")]:
        frame[field] = frame[field].round(FACTOR_DECIMALS)
    frame["measure_type"] = measure or ""
    frame["class_scheme"] = scheme
    questions = tuple(asked for asked in (question, of_population) if asked)
    return Checked(frame, tuple(problems), questions)


def _missing_facts(facts: ReleaseFacts, frame: pd.DataFrame) -> list[Problem]:
    problems = []
    if not facts.year:
        problems.append(
            Problem(None, None, says("The year of the results is missing. Write it, for example 2015."))
        )
    if not facts.source:
        problems.append(
            Problem(None, None, says("The source of the results is missing. Write who published them."))
        )
    estimated = "population" in frame and facts.population_basis == PopulationBasis.ESTIMATED
    if estimated and not facts.population_note:
        message = says("The population is estimated. Write how the estimate was made.")
        problems.append(Problem(None, "population", message))
    return problems


def _measure(frame: pd.DataFrame, facts: ReleaseFacts) -> tuple[str | None, Question | None]:
    """Return the measure type, or the question that decides it."""
    stored = facts.find()
    if stored is not None:
        return stored.measure_type, None
    if "value" not in frame or frame["value"].isna().all():
        return MeasureType.CLASS_ONLY, None
    if facts.measure_type:
        return facts.measure_type, None
    values = frame["value"].dropna()
    lowest, highest = f"{values.min():.4g}", f"{values.max():.4g}"
    evidence = (
        says("The values lie between %(lowest)s and %(highest)s.", lowest=lowest, highest=highest)
        if lowest != highest
        else says("The only value is %(value)s.", value=lowest)
    )
    mixture = _mixture(values)
    question = Question(
        "measure_type",
        says("What kind of number is the published value?"),
        tuple(Option(code, says(text)) for code, text in MEASURES.items()),
        recommended=likely_measure(values),
        rows=len(values),
        evidence=mixture or evidence,
    )
    return None, question


def _mixture(values: pd.Series) -> Message | None:
    """Return the sentence about two scales in one column, where it looks so: shares beside hundreds."""
    known = values.dropna()
    shares = int(known.between(0, 1, inclusive="neither").sum())
    others = int((known > 1).sum())
    if shares < LEAST_SHARES or not others or shares * SHARES_COUNT < len(known):
        return None
    return _mixed(shares, others)


def _out_of_range(frame: pd.DataFrame, measure: str) -> list[Problem]:
    if "value" not in frame or frame["value"].isna().all():
        return []
    values = frame["value"]
    if measure == MeasureType.CLASS_ONLY:
        message = says(
            "This release publishes classes only, but the file holds values. Leave the column out."
        )
        return [Problem(None, "value", message)]
    problems = _equal(values)
    mixture = _mixture(values) if measure == MeasureType.INDEX_100 else None
    if mixture:
        problems.append(Problem(None, "value", mixture, Severity.WARNING))
    if measure not in RANGES:
        return problems
    low, high = RANGES[MeasureType(measure)]
    inside = values.dropna().between(low, high)
    if measure == MeasureType.PROBABILITY and inside.any() and not inside.all():
        return [*problems, Problem(None, "value", _mixed(int(inside.sum()), int((~inside).sum())))]
    for field in ("value", "lower", "upper"):
        if field in frame:
            wrong = frame[field][frame[field].notna() & ~frame[field].between(low, high)]
            problems += [
                Problem(int(row), field, _outside(cell, low, high))
                for row, cell in zip(wrong.index, wrong, strict=True)
            ]
    return problems


def _equal(values: pd.Series) -> list[Problem]:
    known = values.dropna()
    if len(known) < 3 or known.nunique() > 1:
        return []
    message = says(
        "All %(count)s values are equal. Check that the right column was chosen.", count=len(known)
    )
    return [Problem(None, "value", message, Severity.WARNING)]


def _mixed(inside: int, outside: int) -> Message:
    return says(
        "The column mixes scales. Values between 0 and 1: %(inside)s; others: %(outside)s. Use one scale.",
        inside=inside,
        outside=outside,
    )


def _outside(value: float, low: float, high: float) -> Message:
    return says(
        "%(value)s is outside %(low)s to %(high)s. Correct it, or choose another kind of number.",
        value=f"{value:g}",
        low=f"{low:g}",
        high=f"{high:g}",
    )


def _intervals(frame: pd.DataFrame) -> list[Problem]:
    ends = [field for field in ("lower", "upper") if field in frame and frame[field].notna().any()]
    if not ends:
        return []
    empty = pd.Series(float("nan"), index=frame.index)
    value, lower, upper = (frame.get(field, empty) for field in ("value", "lower", "upper"))
    broken = (lower.notna() | upper.notna()) & ~((lower <= value) & (value <= upper))
    message = says(
        "The interval must have both ends, with the value between them. Correct the three numbers."
    )
    return [Problem(int(row), ends[0], message) for row in frame.index[broken]]


def _classes(frame: pd.DataFrame, scheme: str) -> list[Problem]:
    if "official_class" not in frame:
        return []
    known = CLASSES[scheme]
    wrong = frame["official_class"][frame["official_class"].notna() & ~frame["official_class"].isin(known)]
    message = says("The class is not one of this release's scheme. Correct it, or choose the other scheme.")
    return [Problem(int(row), "official_class", message) for row in wrong.index]


def _says_nothing(frame: pd.DataFrame) -> list[Problem]:
    """Find rows with a territory and not one fact about it: no data is said by leaving the row out."""
    facts = [name for name in frame if name != "territory"]
    if not facts:
        message = says(
            "The file holds territories and nothing about them. Choose a column for a value or a class."
        )
        return [Problem(None, None, message)]
    blank = frame[facts].isna().all(axis=1)
    message = says("The row says nothing about its territory. It stays without data.")
    return [Problem(int(row), None, message, Severity.WARNING) for row in frame.index[blank]]


def _changed_classes(frame: pd.DataFrame, facts: ReleaseFacts) -> list[Problem]:
    release = facts.find()
    if release is None or "official_class" not in frame:
        return []
    stored = dict(
        RiskResult.objects.filter(release=release)
        .exclude(official_class="")
        .values_list("territory__path", "official_class")
    )
    before = frame["territory"].map(stored)
    differs = before.notna() & frame["official_class"].notna() & (before != frame["official_class"])
    message = says(
        "The official class is stored and cannot change. A correction is a new release: give it a new name."
    )
    return [Problem(int(row), "official_class", message) for row in frame.index[differs]]
