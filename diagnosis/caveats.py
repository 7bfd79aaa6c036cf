"""What a report must say beside its numbers, when it is true (specification D10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from clrisk_site.figures.message import Message, says

OLD_AFTER_YEARS = 5
YOUNGEST, OLDEST = 5, 17


class CaveatCode(StrEnum):
    """The twelve caveats, in the order in which they are printed."""

    ASSOCIATION = "association"
    NOT_A_PROBABILITY = "not_a_probability"
    SYNTHETIC = "synthetic"
    CHORES_NOT_MEASURED = "chores_not_measured"
    DEFINITION_MISMATCH = "definition_mismatch"
    AGES_NOT_COVERED = "ages_not_covered"
    DATA_YEAR = "data_year"
    UNIT_MISMATCH = "unit_mismatch"
    DESIGN_MISSING = "design_missing"
    WEAK_PROXY = "weak_proxy"
    BORDERLINE = "borderline"
    AREA_EXCLUDED = "area_excluded"


@dataclass(frozen=True, slots=True)
class Caveat:
    """One caveat that holds here, and what it concerns by name."""

    code: CaveatCode
    message: Message
    concerns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaveatFacts:
    """What is known of the numbers that a page or document shows.

    Parameters
    ----------
    shows_factors, shows_index, shows_estimates : bool
        Whether factors, an index by area, or model estimates stand there.
    chores_measured : bool
        Whether any source here measures chores in the own home.
    deviations : str
        How the working definition departs from the others.
    other_definitions : tuple of str
        What was computed under another definition than the one in force.
    ages : tuple of (str, int, int)
        Name of each source of numbers about children, with the first and last age it covers.
    years : tuple of (str, int)
        Name and year of each source.
    units : tuple of (str, str)
        Name and unit of each proxy in use.
    without_design : tuple of str
        Surveys read without weight, stratum or sampling unit.
    weak_proxies : tuple of str
        Proxies that say poorly what their factor means.
    borderline : tuple of str
        Areas whose class changes with the method or within its margin.
    excluded : int
        Areas without an index because too few children live there.
    this_year : int
        The year in which the reader reads.
    """

    this_year: int
    shows_factors: bool = False
    shows_index: bool = False
    shows_estimates: bool = False
    chores_measured: bool = False
    deviations: str = ""
    other_definitions: tuple[str, ...] = ()
    ages: tuple[tuple[str, int, int], ...] = ()
    years: tuple[tuple[str, int], ...] = ()
    units: tuple[tuple[str, str], ...] = ()
    without_design: tuple[str, ...] = ()
    weak_proxies: tuple[str, ...] = ()
    borderline: tuple[str, ...] = ()
    excluded: int = 0


def caveats(facts: CaveatFacts) -> tuple[Caveat, ...]:
    """Return the caveats that hold, in printing order."""
    return tuple(caveat for rule in _RULES for caveat in [rule(facts)] if caveat is not None)


def _association(facts: CaveatFacts) -> Caveat | None:
    if not facts.shows_factors:
        return None
    return Caveat(
        CaveatCode.ASSOCIATION,
        says("Factors are associated with child labour. None of these numbers shows a cause."),
    )


def _not_a_probability(facts: CaveatFacts) -> Caveat | None:
    if not facts.shows_index:
        return None
    return Caveat(
        CaveatCode.NOT_A_PROBABILITY,
        says("The index orders the areas. It is no probability and does not say which children work."),
    )


def _synthetic(facts: CaveatFacts) -> Caveat | None:
    if not facts.shows_estimates:
        return None
    return Caveat(
        CaveatCode.SYNTHETIC,
        says(
            "Modelled numbers expect local children to resemble those of the survey. What is special to a "
            "place is not in them, and their intervals leave it out."
        ),
    )


def _chores(facts: CaveatFacts) -> Caveat | None:
    if facts.chores_measured:
        return None
    return Caveat(
        CaveatCode.CHORES_NOT_MEASURED,
        says("No source here measures chores in the own home. Work that girls do may be invisible."),
    )


def _definition(facts: CaveatFacts) -> Caveat | None:
    if not facts.deviations and not facts.other_definitions:
        return None
    if facts.other_definitions:
        message = says(
            "Some numbers were computed under another definition than the one in force. Do not compare them."
        )
    else:
        message = says("The working definition departs from the national one: see the definition sheet.")
    return Caveat(CaveatCode.DEFINITION_MISMATCH, message, facts.other_definitions)


def _ages(facts: CaveatFacts) -> Caveat | None:
    found = tuple(name for name, first, last in facts.ages if first > YOUNGEST or last < OLDEST)
    if not found:
        return None
    message = says("Not every source covers ages 5 to 17. What it leaves out is unknown, not zero.")
    return Caveat(CaveatCode.AGES_NOT_COVERED, message, found)


def _years(facts: CaveatFacts) -> Caveat | None:
    old = tuple(f"{name} ({year})" for name, year in facts.years if facts.this_year - year >= OLD_AFTER_YEARS)
    if old:
        message = says(
            "Some data are %(years)s years old or older. Places may have changed since.",
            years=OLD_AFTER_YEARS,
        )
        return Caveat(CaveatCode.DATA_YEAR, message, old)
    if len({year for _name, year in facts.years}) < 2:
        return None
    every = tuple(f"{name} ({year})" for name, year in facts.years)
    return Caveat(CaveatCode.DATA_YEAR, says("The data are of different years."), every)


def _units(facts: CaveatFacts) -> Caveat | None:
    if len({unit for _name, unit in facts.units if unit}) < 2:
        return None
    message = says("The proxies count different things, such as dwellings and persons.")
    return Caveat(
        CaveatCode.UNIT_MISMATCH, message, tuple(f"{name}: {unit}" for name, unit in facts.units if unit)
    )


def _design(facts: CaveatFacts) -> Caveat | None:
    if not facts.without_design:
        return None
    message = says(
        "A survey was read without its weights, strata or sampling units. Its intervals may be too narrow."
    )
    return Caveat(CaveatCode.DESIGN_MISSING, message, facts.without_design)


def _weak(facts: CaveatFacts) -> Caveat | None:
    if not facts.weak_proxies:
        return None
    message = says("Some proxies describe their factor poorly.")
    return Caveat(CaveatCode.WEAK_PROXY, message, facts.weak_proxies)


def _borderline(facts: CaveatFacts) -> Caveat | None:
    if not facts.borderline:
        return None
    message = says("Some areas change class with the method. Look at them before they are decided on.")
    return Caveat(CaveatCode.BORDERLINE, message, facts.borderline)


def _excluded(facts: CaveatFacts) -> Caveat | None:
    if not facts.excluded:
        return None
    message = says(
        "Areas without an index because too few children live there: %(excluded)s.", excluded=facts.excluded
    )
    return Caveat(CaveatCode.AREA_EXCLUDED, message)


_RULES = (
    _association,
    _not_a_probability,
    _synthetic,
    _chores,
    _definition,
    _ages,
    _years,
    _units,
    _design,
    _weak,
    _borderline,
    _excluded,
)


def named(concerns: Iterable[str], most: int = 8) -> tuple[tuple[str, ...], int]:
    """Return the first names, each once, and how many more there are."""
    each = tuple(dict.fromkeys(concerns))
    return each[:most], max(0, len(each) - most)
