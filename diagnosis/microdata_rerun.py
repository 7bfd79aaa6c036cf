"""How a result from microdata is computed again from its file; nothing of the file touches a disk."""

from pathlib import Path
from typing import Any, cast

from clrisk_site.figures.message import says
from clrisk_site.tables.anonymous_file import anonymous_copy
from clrisk_site.tables.spec import Refusal
from diagnosis.microdata.asking import ask_reduced
from diagnosis.microdata.plan import TECHNIQUES, AnalysisPlan
from diagnosis.models import AnalysisResult
from diagnosis.recomputing import FileRecomputation, NotRecomputableError, register


def compute_again(result: AnalysisResult, file: Path) -> dict[str, Any]:
    """Return what a result would be if it were computed now from its file.

    Raises
    ------
    NotRecomputableError
        If the file cannot be read as it was, or no number comes out.
    """
    from diagnosis.microdata.running import NothingComputedError, compute  # noqa: PLC0415 - it loads polars

    plan = AnalysisPlan.from_plain(result.parameters["plan"])
    reading = cast("Any", result.parameters["reading"])
    found = ask_reduced(file, plan, sha256=result.sha256, name=file.name, **reading)
    if isinstance(found, Refusal):
        raise NotRecomputableError(found.message)
    with anonymous_copy(found[1]) as left:
        try:
            outcomes = compute(left, plan, country=result.territory.country)
        except NothingComputedError as fault:
            raise NotRecomputableError(fault.message) from fault
    if result.outcome not in outcomes:
        raise NotRecomputableError(says("The choices of this result do not name its outcome."))
    return outcomes[result.outcome]


def register_microdata() -> None:
    """Say how the three techniques are computed again; called when the app is ready."""
    for technique in TECHNIQUES:
        register(technique, FileRecomputation(compute_again))
