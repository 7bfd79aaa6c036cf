"""Checks the terms of a risk model: an intercept, one reference per variable, a coefficient elsewhere."""

from collections.abc import Iterator

import pandas as pd

from clrisk_site.figures.message import says
from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import Checked, Context, Problem, Severity
from clrisk_site.tables.wording import plain
from diagnosis.imports.coefficients.columns import INTERCEPTS
from diagnosis.imports.coefficients.comparing import stored_terms
from diagnosis.imports.coefficients.facts import ModelFacts, read_facts
from diagnosis.imports.coefficients.matrix import MOST_NAMED, covariance_fields, settle_matrix
from diagnosis.imports.coefficients.stored_model import check_stored

LONGEST = 120


def check_coefficients(territory: Territory, frame: pd.DataFrame, context: Context) -> Checked:
    """Return the frame with a whole matrix, and what keeps it from being a model."""
    facts = read_facts(context)
    stored_rows = stored_terms(context)
    precise = "standard_error" in frame or bool(covariance_fields(frame))
    frame = _with_all_columns(frame, stored_rows)
    problems = [
        *_missing_facts(facts),
        *_row_by_row(frame),
        *_intercept(frame),
        *_references(frame),
    ]
    # A reference has no coefficient: a 0 written there says the same.
    zero = (frame["is_reference"] == "yes") & (frame["coefficient"] == 0)
    frame.loc[zero, "coefficient"] = float("nan")
    frame, found = settle_matrix(frame)
    problems += found
    problems += check_stored(territory, frame, facts)
    stored = facts.find()
    if not covariance_fields(frame) and not (stored and stored.covariance):
        problems.append(_no_matrix(frame))
    if not precise:
        problems += _precision_of_others(frame, stored_rows)
    return Checked(frame, tuple(problems))


def _with_all_columns(frame: pd.DataFrame, stored: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with every column; one that the file lacks is as stored, and blank in new terms."""
    known = stored.drop_duplicates("term").set_index("term")
    frame = frame.copy()
    for field in ("variable", "category", "is_reference", "coefficient", "standard_error"):
        if field in frame:
            continue
        kept = frame["term"].map(known[field])
        if field in ("coefficient", "standard_error"):
            frame[field] = kept.astype(float)
        else:
            frame[field] = kept.astype(object).where(kept.notna(), None)
    frame["is_reference"] = frame["is_reference"].where(frame["is_reference"] == "yes", "no")
    return frame


def _precision_of_others(frame: pd.DataFrame, stored: pd.DataFrame) -> Iterator[Problem]:
    """Warn where stored standard errors or covariances would stand beside other coefficients."""
    known = stored.drop_duplicates("term").set_index("term")
    has_precision = known["standard_error"].notna().any() or bool(covariance_fields(stored))
    before = frame["term"].map(known["coefficient"]).astype(float)
    differs = frame["term"].isin(known.index) & ~(before == frame["coefficient"])
    differs &= before.notna() | frame["coefficient"].notna()
    if has_precision and differs.any():
        message = says(
            "Coefficients change, but the file holds no standard errors and no covariances. "
            "The stored ones stay. Check that they still belong to the model."
        )
        yield Problem(None, "standard_error", message, Severity.WARNING)


def _missing_facts(facts: ModelFacts) -> Iterator[Problem]:
    wanted = {
        "name": (facts.name, says("The name of the model is missing. Write it.")),
        "survey": (facts.survey, says("The survey of the model is missing. Write which one it is.")),
        "year": (facts.year, says("The year of the model is missing. Write it, for example 2019.")),
        "source": (facts.source, says("The source of the model is missing. Write who published it.")),
        "ages": (
            facts.ages,
            says("The ages must be two whole numbers, the first not above the last. Correct them."),
        ),
    }
    for value, message in wanted.values():
        if not value:
            yield Problem(None, None, message)


def _row_by_row(frame: pd.DataFrame) -> Iterator[Problem]:
    reference = frame["is_reference"] == "yes"
    value, variable, category = frame["coefficient"], frame["variable"].notna(), frame["category"].notna()
    wrong = {
        "coefficient": (
            ~reference & value.isna(),
            says("The coefficient is missing. Write it, or mark the row as the reference category."),
        ),
        "is_reference": (
            reference & value.notna() & (value != 0),
            says("A reference category has no coefficient, since others compare to it. Clear the cell."),
        ),
        "category": (
            reference & ~category,
            says("A reference must say its variable and category. Write both."),
        ),
        "variable": (
            category & ~variable,
            says("The category has no variable. Write the variable that it belongs to."),
        ),
    }
    for field, (rows, message) in wrong.items():
        for row in frame.index[rows]:
            yield Problem(int(row), field, message)
    for field in ("term", "variable", "category"):
        for row in frame.index[frame[field].astype(object).str.len() > LONGEST]:
            message = says("The text is longer than %(limit)s characters. Shorten it.", limit=LONGEST)
            yield Problem(int(row), field, message)


def _intercept(frame: pd.DataFrame) -> Iterator[Problem]:
    found = [term for term in frame["term"] if plain(term) in INTERCEPTS]
    if not found:
        message = says(
            "No row is the constant of the model. Add it with the term «const»: without it no risk can be "
            "computed."
        )
        yield Problem(None, "term", message)
    elif len(set(found)) > 1:
        message = says(
            "Several rows are the constant of the model: %(terms)s. Keep one.", terms=", ".join(found)
        )
        yield Problem(None, "term", message)


def _references(frame: pd.DataFrame) -> Iterator[Problem]:
    """Yield the variables with categories that have no reference, or more than one, or a category twice."""
    with_categories = frame[frame["variable"].notna() & frame["category"].notna()]
    for variable, rows in with_categories.groupby("variable", sort=False):
        references = rows.loc[rows["is_reference"] == "yes", "category"].tolist()
        if not references:
            message = says(
                "The variable %(variable)s has no reference category. Add its row and mark it with «yes».",
                variable=variable,
            )
            yield Problem(None, "is_reference", message)
        elif len(references) > 1:
            message = says(
                "The variable %(variable)s has several reference categories: %(categories)s. Keep one.",
                variable=variable,
                categories=", ".join(references[:MOST_NAMED]),
            )
            yield Problem(None, "is_reference", message)
        for row in rows.index[rows.duplicated("category") & ~rows.duplicated(["term"])]:
            message = says("The category stands under %(variable)s already. Keep one row.", variable=variable)
            yield Problem(int(row), "category", message)


def _no_matrix(frame: pd.DataFrame) -> Problem:
    if frame["standard_error"].notna().any():
        message = says(
            "Only standard errors are given, so the correlation of the coefficients is unknown. "
            "Intervals of areas may be too narrow or too wide."
        )
    else:
        message = says(
            "Neither standard errors nor covariances are given. No interval can be computed from this model."
        )
    return Problem(None, "standard_error", message, Severity.WARNING)
