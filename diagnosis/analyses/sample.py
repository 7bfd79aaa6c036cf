"""The sample behind the records: its design, the domain that is analysed, and its year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clrisk_site.figures.message import Message, counts, says
from clrisk_site.tables.wording import plain
from diagnosis.analyses.conditions import truth_of
from diagnosis.analyses.faults import MixedYearsError, listed
from diagnosis.analyses.records import Records
from diagnosis.analyses.specification import Specification
from diagnosis.statistics import cautions
from diagnosis.statistics.design import SingleUnit, SurveyDesign, survey_design
from diagnosis.statistics.errors import MissingDesignError

type Members = NDArray[np.bool_]

YEAR_WORDS = frozenset(
    {"year", "ano", "anio", "annee", "ejercicio", "survey year", "ano encuesta", "anio encuesta", "periodo"}
)
FIRST_YEAR, LAST_YEAR = 1950, 2100


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """What `sample_of` found.

    Parameters
    ----------
    design : SurveyDesign
        Of all records.
    domain : ndarray of bool of shape (n,)
        Which records are analysed; all where the specification names no domain.
    warnings : tuple of Message
        What was left out, and what is not known.
    """

    design: SurveyDesign
    domain: Members
    warnings: tuple[Message, ...]


def sample_of(records: Records, spec: Specification) -> Sample:
    """Return design, domain and warnings; the method's KEYS hold SAMPLE_KEYS.

    Raises
    ------
    AnalysisError
        If weights or design are faulty, the domain is not understood, or several years are mixed.
    """
    domain, warnings = domain_of(records, spec)
    warnings += years_of(records, spec, domain)
    design = design_of(records, spec, domain)
    if "weights" not in spec and "counts" not in spec:
        warnings += (says("No weights were named, so every record counts once."),)
    warnings += cautions.of_design(design)
    warnings += cautions.no_weight(int(np.count_nonzero(domain & (design.weights == 0))))
    return Sample(design, domain, warnings)


def domain_of(records: Records, spec: Specification) -> tuple[Members, tuple[Message, ...]]:
    """Return which records are analysed, and how many may or may not belong."""
    tree = spec.tree_of("domain")
    if tree is None:
        return np.ones(records.n, dtype=bool), ()
    truth = truth_of(records, tree, "domain")
    unknown = int(np.isnan(truth).sum())
    warnings: tuple[Message, ...] = ()
    if unknown:
        warnings = (
            counts(
                "%(count)s record may or may not belong to the domain, since a value is missing. "
                "It was left out of it.",
                "%(count)s records may or may not belong to the domain, since a value is missing. "
                "They were left out of it.",
                unknown,
            ),
        )
    return truth == 1, warnings


def design_of(records: Records, spec: Specification, domain: Members | None = None) -> SurveyDesign:
    """Return the checked design; without weights every record counts once.

    Outside the domain a record need not have a weight: it keeps its place in the design with a weight of 0.
    """
    weights = np.ones(records.n)
    if column := spec.column("weights"):
        weights = records.numbers(column, finite=False)
        if domain is not None:
            weights[~domain & np.isnan(weights)] = 0
    fpc = spec.column("fpc")
    return survey_design(
        weights,
        strata=_codes(records, spec.column("strata")),
        clusters=_codes(records, spec.column("clusters")),
        fpc=None if fpc is None else records.numbers(fpc, finite=False),
        single=SingleUnit(spec.text("single", SingleUnit.CENTRE.value)),
    )


def _codes(records: Records, column: str | None) -> NDArray[np.int64] | None:
    if column is None:
        return None
    codes = records.codes(column)
    if codes.missing.any():
        fault = MissingDesignError(int(np.argmax(codes.missing)))
        fault.column = records.spelled(column)
        raise fault
    return codes.places


def years_of(records: Records, spec: Specification, domain: Members) -> tuple[Message, ...]:
    """Refuse several survey years in the domain where the specification names their column; else warn.

    Raises
    ------
    MixedYearsError
        If the column `year` holds more than one value in the domain.
    """
    named = spec.column("year")
    if named is not None:
        codes = records.codes(named)
        found = [codes.labels[place] for place in np.unique(codes.places[domain]).tolist() if place >= 0]
        if len(found) > 1:
            raise MixedYearsError(records.spelled(named), found)
        return _yearless(int((domain & codes.missing).sum()))
    warnings: tuple[Message, ...] = ()
    for name in records.names:
        if plain(name) in YEAR_WORDS and records.names.count(name) == 1:
            codes = records.codes(name)
            found = [codes.labels[place] for place in np.unique(codes.places[domain]).tolist() if place >= 0]
            if len(found) > 1 and all(_is_year(text) for text in found):
                warnings += (
                    says(
                        "The column «%(column)s» holds several years: %(years)s. All were analysed together.",
                        column=name,
                        years=listed(found),
                    ),
                )
    return warnings


def _yearless(count: int) -> tuple[Message, ...]:
    if not count:
        return ()
    return (
        counts(
            "%(count)s record has no year; it was analysed with the others.",
            "%(count)s records have no year; they were analysed with the others.",
            count,
        ),
    )


def _is_year(text: str) -> bool:
    return text.isdecimal() and FIRST_YEAR <= int(text[:5]) <= LAST_YEAR
