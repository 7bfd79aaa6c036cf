"""Whether coefficients may be applied to local data: what blocks, what warns. The variables: coding.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clrisk_site.figures.message import Message, says
from diagnosis.statistics.coefficients import ModelCard
from diagnosis.statistics.errors import AnalysisError
from diagnosis.statistics.results import Result
from diagnosis.statistics.transfer.errors import AgesDifferError, DefinitionsDifferError, GroupsDifferError
from diagnosis.statistics.transfer.groups import same_group
from diagnosis.statistics.transfer.profiles import block

FAR_APART = 0.10
MEANS_APART = 0.25
"""Of the survey's range: less than that is how populations differ, and no sign of another unit."""
LONG_AGO = 5
ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class LocalCard(Result):
    """What is known of the local table; None or "" where nobody said.

    Parameters
    ----------
    source : str
        Producer and title.
    year : int or None
        Year the counts speak of.
    definition : str
        Code of the definition of child labour under which the risks will be read.
    age_from, age_to : int or None
        First and last age of the children counted, in completed years.
    group : str
        Which children were counted, as the model names them, such as ``sex=girl``; empty for all.
    """

    source: str = ""
    year: int | None = None
    definition: str = ""
    age_from: int | None = None
    age_to: int | None = None
    group: str = ""


def harmonise(
    model: ModelCard,
    local: LocalCard,
    shares: Mapping[str, float],
    *,
    means: Mapping[str, float] | None = None,
    years: Iterable[int | None] = (),
    of_group: bool = False,
) -> tuple[Message, ...]:
    """Check the two sides against each other.

    Parameters
    ----------
    model : ModelCard
        The side of the survey.
    local : LocalCard
        The side of the cells.
    shares : mapping of str to float
        Local share of each category by the name of its term, as in `Profiles.shares`.
    means : mapping of str to float, optional
        Local mean of each number, as in `Profiles.means`.
    years : iterable of (int or None)
        Years of other surveys that enter: of a benchmark, of a distribution that was imputed.
    of_group : bool
        Whether the cells themselves tell that they count the model's group, as in `Profiles.of_group`.

    Returns
    -------
    tuple of Message
        What the reader must know although it does not block.

    Raises
    ------
    AgesDifferError, DefinitionsDifferError, GroupsDifferError
        If that one differs.
    NotHarmonisedError
        If several differ.

    Notes
    -----
    What one side does not state cannot be checked; that is said, and does not block.
    """
    ages, of_ages = _ages(model, local)
    definition, of_definition = _definition(model, local)
    group = _group(model, local, of_group=of_group)
    block([*ages, *definition, *group])
    return (
        *of_ages,
        *of_definition,
        *_gap(model, local),
        *_mixed(model, years),
        *_distances(model, shares),
        *_distant_means(model, means or {}),
    )


def _ages(model: ModelCard, local: LocalCard) -> tuple[list[AnalysisError], list[Message]]:
    ages = (model.age_from, model.age_to, local.age_from, local.age_to)
    if any(one is None for one in ages):
        return [], [
            says("The ages of the children are not stated on both sides, so nobody checked that they agree.")
        ]
    model_from, model_to, local_from, local_to = (one or 0 for one in ages)
    if (model_from, model_to) == (local_from, local_to):
        return [], []
    return [AgesDifferError((model_from, model_to), (local_from, local_to))], []


def _group(model: ModelCard, local: LocalCard, *, of_group: bool) -> list[AnalysisError]:
    """A model of all may be led to a group; one of a group only to the same, told or seen in the cells."""
    told = same_group(model.group, local.group) if local.group else of_group
    return [GroupsDifferError(model.group)] if model.group and not told else []


def _definition(model: ModelCard, local: LocalCard) -> tuple[list[AnalysisError], list[Message]]:
    if not (model.definition and local.definition):
        return [], [
            says(
                "The definition of child labour is not stated on both sides, so nobody checked that it is "
                "the same."
            )
        ]
    if model.definition == local.definition:
        return [], []
    return [DefinitionsDifferError(model.definition, local.definition)], []


def _gap(model: ModelCard, local: LocalCard) -> list[Message]:
    if model.year is None or local.year is None:
        return [says("The years of the survey and of the local data are not both stated.")]
    if abs(model.year - local.year) <= LONG_AGO:
        return []
    return [
        says(
            "The survey is of %(survey_year)s and the local data are of %(local_year)s. With more than "
            "%(limit)s years between them the associations may have changed.",
            survey_year=model.year,
            local_year=local.year,
            limit=LONG_AGO,
        )
    ]


def _mixed(model: ModelCard, years: Iterable[int | None]) -> list[Message]:
    known = sorted({year for year in (model.year, *years) if year is not None})
    if len(known) < 2:
        return []
    return [
        says(
            "Surveys of different years are mixed: %(years)s. The risks belong to none of them alone.",
            years=", ".join(map(str, known)),
        )
    ]


def _distances(model: ModelCard, shares: Mapping[str, float]) -> list[Message]:
    surveyed = _with_references(model)
    compared = [name for name in surveyed if name in shares]
    if not compared:
        return [
            says(
                "The distributions of the survey are not stated, so they were not compared with the local "
                "ones."
            )
        ]
    return [
        says(
            "“%(name)s”: %(surveyed)s %% in the survey, %(found)s %% in the local data. A difference of "
            "more than %(limit)s points asks whether both measure the same thing.",
            name=name,
            surveyed=round(100 * surveyed[name], 1),
            found=round(100 * shares[name], 1),
            limit=round(100 * FAR_APART),
        )
        for name in compared
        if abs(surveyed[name] - shares[name]) > FAR_APART + ROUNDING
    ]


def _distant_means(model: ModelCard, means: Mapping[str, float]) -> list[Message]:
    """Say which means lie further apart than a quarter of the survey's range."""
    return [
        says(
            "“%(name)s”: a mean of %(surveyed)s in the survey, of %(found)s in the local data. Check whether "
            "both are in the same unit.",
            name=name,
            surveyed=f"{spread.mean:.4g}",
            found=f"{means[name]:.4g}",
        )
        for name, spread in model.spreads.items()
        if name in means and abs(means[name] - spread.mean) > MEANS_APART * (spread.most - spread.least)
    ]


def _with_references(model: ModelCard) -> dict[str, float]:
    """Return the shares of the card, and those of the categories of reference that follow from them."""
    found = dict(model.shares)
    for variable, categories in model.categories.items():
        names = [f"{variable}={category}" for category in categories]
        if names and names[0] not in found and all(name in found for name in names[1:]):
            found[names[0]] = 1 - sum(found[name] for name in names[1:])
    return found
