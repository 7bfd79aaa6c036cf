"""Whether values of areas make a pattern on the map: Moran, Getis and Ord, or why that cannot be said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any, cast

from clrisk_site.figures.message import N_, Message
from diagnosis.analyses.keys import SEED, Key, Keys, Shape
from diagnosis.analyses.specification import Specification
from diagnosis.statistics.errors import AnalysisError
from diagnosis.statistics.results import Result
from diagnosis.statistics.zones import (
    GeneralG,
    GetisOrd,
    Moran,
    Neighbours,
    general_g,
    getis_ord,
    moran,
)
from diagnosis.statistics.zones.getis import FDR
from diagnosis.statistics.zones.permuting import PERMUTATIONS
from diagnosis.statistics.zones.permuting import SEED as USUAL_SEED

PATTERN_KEYS: Keys = (
    Key("permutations", Shape.WHOLE, N_("Random orders for Moran's I."), least=0, most=99_999, default="999"),
    SEED,
    Key(
        "fdr",
        Shape.NUMBER,
        N_("False discovery rate that is accepted among hot and cold spots, after Benjamini and Hochberg."),
        least=0,
        most=1,
        default="0.1",
    ),
)


@dataclass(frozen=True, slots=True)
class Patterns:
    """What the tests say; None where the data permit none, and a warning then says why.

    Parameters
    ----------
    moran : Moran or None
        Whether neighbours resemble each other.
    getis : GetisOrd or None
        Where high values gather.
    general : GeneralG or None
        Whether high values gather at all; only for values of zero and more.
    warnings : tuple of Message
        What the reader must know, each once.
    """

    moran: Moran | None
    getis: GetisOrd | None
    general: GeneralG | None
    warnings: tuple[Message, ...]

    @property
    def seed(self) -> int | None:
        """Start of the random numbers; None if there were none."""
        return self.moran.seed if self.moran and self.moran.permutations else None


def patterns_of(values: Mapping[str, float | None], neighbours: Neighbours, spec: Specification) -> Patterns:
    """Return all tests of a pattern, as far as the data permit.

    Parameters
    ----------
    values : mapping of str to float or None
        Value of each area.
    neighbours : Neighbours
        Who lies beside whom.
    spec : Specification
        With `PATTERN_KEYS`.
    """
    warnings: list[Message] = []
    seed, permutations = spec.whole("seed", USUAL_SEED), spec.whole("permutations", PERMUTATIONS)
    test = _or_why(lambda: moran(values, neighbours, permutations=permutations, seed=seed), warnings)
    fdr = spec.number("fdr", FDR)
    getis = _or_why(lambda: getis_ord(values, neighbours, fdr=fdr), warnings)
    general = None
    if all(value is None or value >= 0 for value in values.values()):
        general = _or_why(lambda: general_g(values, neighbours), warnings)
    for one in (test, getis, general):
        warnings += one.warnings if one is not None else ()
    return Patterns(test, getis, general, tuple(dict.fromkeys(warnings)))


def without_warnings(result: Result | None) -> dict[str, Any] | None:
    """Return the fields of a result but its warnings, which stand beside all results together."""
    if result is None:
        return None
    names = [one.name for one in fields(cast("Any", result)) if one.name != "warnings"]
    return {name: getattr(result, name) for name in names}


def _or_why[T](compute: Callable[[], T], warnings: list[Message]) -> T | None:
    try:
        return compute()
    except AnalysisError as error:
        warnings.append(error.message)
        return None
