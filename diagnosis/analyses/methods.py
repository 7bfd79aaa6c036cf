"""The methods of the command by name: what each is for, its keys, and what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from clrisk_site.figures.message import N_, Message
from diagnosis.analyses.analysis import Analysis
from diagnosis.analyses.keys import Keys
from diagnosis.analyses.records import Records
from diagnosis.analyses.specification import Specification

MEANINGS = {
    "proportion": N_("Weighted share of a group, with its interval and whether it may be published."),
    "difference": N_("Difference of a share between groups of one sample, with its interval and test."),
    "correspondence": N_("Map of the association between the categories of two or more variables."),
    "logit": N_("Survey-weighted logit: average marginal effects, odds ratios, and checks of the model."),
    "transfer": N_("Coefficients of a survey applied to local counts: estimated risk of each area."),
    "classes": N_("Values of areas cut into levels, by several methods."),
    "index": N_("Composite index of areas from weighted proxies, with its sensitivity, Moran and zones."),
    "zones": N_("Zones of touching areas with high values, with Getis-Ord and Moran beside them."),
}
"""Names in the order of the specification of the project."""

NAMES = tuple(MEANINGS)


@dataclass(frozen=True, slots=True)
class Method:
    """One method; its module holds `KEYS`, and `analyse` or `analyse_file`.

    Parameters
    ----------
    name : str
        As on the command line.
    meaning : Message
        What it is for.
    keys : tuple of Key
        What its specification may say.
    analyse : callable or None
        Takes records and specification.
    analyse_file : callable or None
        Takes the path and the specification, for a method that reads files of millions in a stream.
    """

    name: str
    meaning: Message
    keys: Keys
    analyse: Callable[[Records, Specification], Analysis] | None
    analyse_file: Callable[[Path, Specification], Analysis] | None


def method_of(name: str) -> Method:
    """Return a method by its name; its module is loaded only now, since some are large.

    Raises
    ------
    KeyError
        If there is none of that name.
    """
    meaning = Message(MEANINGS[name])
    module = import_module(f"diagnosis.analyses.{name}")
    analyse, analyse_file = getattr(module, "analyse", None), getattr(module, "analyse_file", None)
    return Method(name, meaning, module.KEYS, analyse, analyse_file)
