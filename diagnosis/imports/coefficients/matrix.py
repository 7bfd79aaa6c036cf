"""The covariance matrix beside the coefficients: read from its columns, and checked as a matrix."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from clrisk_site.figures.message import Message, says
from clrisk_site.tables.spec import Problem, Severity
from diagnosis.imports.coefficients.columns import PREFIX

SYMMETRY = 1e-9
"""Largest difference of two mirrored covariances, relative to the standard errors of their terms."""
NEGATIVE = -1e-8
"""Smallest eigenvalue of the correlations that is still noise of rounding."""
SE_OFF = 0.01
MOST_NAMED = 5

type Matrix = npt.NDArray[np.float64]


def covariance_fields(frame: pd.DataFrame) -> list[str]:
    """Return the columns of the matrix."""
    return [str(name) for name in frame if str(name).startswith(PREFIX)]


def settle_matrix(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the frame with its matrix whole, and what is wrong with the matrix.

    Half of a matrix is enough: the other half is its mirror. Columns of which none is a term are no matrix
    and are left out, with a warning.
    """
    frame = frame.rename(columns={field: PREFIX + _term(field) for field in covariance_fields(frame)})
    fields = covariance_fields(frame)
    rows = frame[frame["is_reference"] != "yes"]
    terms = rows["term"].tolist()
    others = [field.removeprefix(PREFIX) for field in fields if field.removeprefix(PREFIX) not in terms]
    if fields and len(others) == len(fields):
        message = says(
            "These columns hold numbers but are named after no term, so they are left out: %(columns)s.",
            columns=", ".join(others[:MOST_NAMED]),
        )
        return frame.drop(columns=fields), [Problem(None, None, message, Severity.WARNING)]
    if not fields:
        return frame, []
    problems = [*_terms_differ(terms, [field.removeprefix(PREFIX) for field in fields], others)]
    if problems or len(set(terms)) < len(terms):
        return frame, problems
    ordered = [PREFIX + term for term in terms]
    matrix = rows[ordered].to_numpy(dtype=float)
    matrix = np.where(np.isnan(matrix), matrix.T, matrix)
    problems = [*_wrong(matrix, terms)]
    if not problems:
        frame.loc[rows.index, ordered] = matrix
        problems = [*_differs_from_errors(rows, matrix)]
    return frame, problems


def _term(field: str) -> str:
    """Return the term that a column is named after; a header may say "cov:" itself."""
    return field.removeprefix(PREFIX).removeprefix(PREFIX).strip()


def _terms_differ(terms: list[str], columns: list[str], others: list[str]) -> Iterator[Problem]:
    if others:
        message = says(
            "Columns of the covariance are named after no term of the file: %(columns)s. "
            "Leave them out, or add their rows.",
            columns=", ".join(others[:MOST_NAMED]),
        )
        yield Problem(None, PREFIX + others[0], message)
    lacking = [term for term in terms if term not in columns]
    if lacking:
        message = says(
            "The covariance has no column for these terms: %(terms)s. Add them, or leave the matrix out.",
            terms=", ".join(lacking[:MOST_NAMED]),
        )
        yield Problem(None, None, message)


def _wrong(matrix: Matrix, terms: list[str]) -> Iterator[Problem]:
    if np.isnan(matrix).any():
        one, other = np.argwhere(np.isnan(matrix))[0]
        yield _about(
            says(
                "The covariance of %(one)s and %(other)s is missing. Write it, or leave the matrix out.",
                one=terms[one],
                other=terms[other],
            )
        )
        return
    variances = np.diag(matrix)
    if (variances < 0).any():
        term = terms[int(np.argmin(variances))]
        yield _about(
            says("The variance of %(term)s is negative. Correct the diagonal of the matrix.", term=term)
        )
        return
    scale = np.sqrt(np.outer(variances, variances))
    uneven = np.abs(matrix - matrix.T) > SYMMETRY * scale
    if uneven.any():
        one, other = np.argwhere(uneven)[0]
        yield _about(
            says(
                "The covariance of %(one)s with %(other)s is %(there)s one way and %(back)s the other. "
                "A covariance is the same both ways: correct one.",
                one=terms[one],
                other=terms[other],
                there=f"{matrix[one, other]:.6g}",
                back=f"{matrix[other, one]:.6g}",
            )
        )
        return
    yield from _not_a_covariance(matrix, scale, terms)


def _not_a_covariance(matrix: Matrix, scale: Matrix, terms: list[str]) -> Iterator[Problem]:
    """Tell when no coefficients could vary together so: a negative eigenvalue of their correlations."""
    known = scale > 0
    correlations = np.divide(matrix, scale, out=np.eye(len(terms)), where=known)
    broken = ~known & (matrix != 0)
    smallest, vectors = np.linalg.eigh((correlations + correlations.T) / 2)
    if smallest[0] >= NEGATIVE and not broken.any():
        return
    heaviest = np.argsort(-np.abs(vectors[:, 0]))[:2]
    one, other = np.argwhere(broken)[0] if broken.any() else sorted(heaviest.tolist())
    yield _about(
        says(
            "These numbers cannot be covariances: look at %(one)s and %(other)s first. "
            "Copy the matrix again with all its decimals, or leave it out.",
            one=terms[one],
            other=terms[other],
        )
    )


def _about(message: Message) -> Problem:
    return Problem(None, None, message)


def _differs_from_errors(rows: pd.DataFrame, matrix: Matrix) -> Iterator[Problem]:
    if "standard_error" not in rows:
        return
    errors = rows["standard_error"].to_numpy(dtype=float)
    diagonal = np.sqrt(np.diag(matrix))
    with np.errstate(invalid="ignore"):
        off = np.abs(diagonal - errors) > SE_OFF * errors
    for position in np.flatnonzero(off).tolist():
        message = says(
            "The standard error of %(term)s is %(error)s, but its variance gives %(diagonal)s. "
            "Check that both come from one model.",
            term=rows["term"].iloc[position],
            error=f"{errors[position]:.4g}",
            diagonal=f"{diagonal[position]:.4g}",
        )
        yield Problem(int(rows.index[position]), "standard_error", message, Severity.WARNING)
