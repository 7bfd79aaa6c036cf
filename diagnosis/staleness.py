"""Whether a result may still be used: the definition or the data it rests on may have changed since.

A stale result is neither removed nor computed again by itself: every page that shows it shows the sentence.
"""

import json

from clrisk_site.figures.message import Message, says
from diagnosis.models import AnalysisResult, Crosswalk, DefinitionSheet
from diagnosis.recomputing import NotRecomputableError, hash_now

DATA_CHANGED = says(
    "Stale: the stored data changed since it was computed. Compute it again before you use it."
)
_WORDINGS = ("legal", "operational", "working", "deviations")
_BOUNDS = ("age_from", "age_to", "chores_hours")


def stale_because(made_under: DefinitionSheet, in_force: DefinitionSheet | None) -> Message | None:
    """Return why a number is no longer of the definition in force; None when it is.

    Parameters
    ----------
    made_under : DefinitionSheet
        The sheet that was in force when the number was computed.
    in_force : DefinitionSheet or None
        The sheet in force now.

    Notes
    -----
    A sheet that was frozen again with the very same words is no change.
    """
    if in_force is None:
        return says(
            "Stale: it was computed under definition %(made)s, and no definition is in force now.",
            made=_code(made_under),
        )
    if made_under.pk == in_force.pk or _words(made_under) == _words(in_force):
        return None
    return says(
        "Stale: it was computed under definition %(made)s; definition %(now)s is in force now. "
        "Compute it again before you use it.",
        made=_code(made_under),
        now=_code(in_force),
    )


class Staleness:
    """Why results of one territory may no longer be used; inputs that several share are read once."""

    def __init__(self, in_force: DefinitionSheet | None) -> None:
        self._in_force = in_force
        self._read: dict[str, str | Message | None] = {}

    def of(self, result: AnalysisResult) -> Message | None:
        """Return the reason, the definition first; None where there is none."""
        return stale_because(result.definition, self._in_force) or self._of_inputs(result)

    def _of_inputs(self, result: AnalysisResult) -> Message | None:
        key = json.dumps([result.technique, result.parameters], sort_keys=True)
        if key not in self._read:
            self._read[key] = _found_now(result)
        return _changed(result, self._read[key])


def stale_inputs(result: AnalysisResult) -> Message | None:
    """Return why a result no longer fits the stored data it was computed from; None when it does.

    A result from a file that is not kept is never stale for this reason.
    """
    return _changed(result, _found_now(result))


def reasons_of(result: AnalysisResult, in_force: DefinitionSheet | None) -> tuple[Message, ...]:
    """Return everything that speaks against using one result: the definition, then its inputs."""
    found = (stale_because(result.definition, in_force), stale_inputs(result))
    return tuple(one for one in found if one is not None)


def _found_now(result: AnalysisResult) -> str | Message | None:
    """Return the hash of what would be read now, or why nothing would; the same for the same parameters."""
    if _is_of_another_crosswalk(result):
        return says(
            "Stale: the crosswalk was edited since it was computed. Compute it again before you use it."
        )
    try:
        return hash_now(result)
    except NotRecomputableError as gone:
        return says("Stale: the data it was computed from are gone. %(why)s", why=gone.message)


def _changed(result: AnalysisResult, now: str | Message | None) -> Message | None:
    if isinstance(now, Message):
        return now
    return None if now is None or now == result.sha256 else DATA_CHANGED


def _is_of_another_crosswalk(result: AnalysisResult) -> bool:
    """Whether categories have another place by now; a result keeps a copy of those it was computed with."""
    chosen = result.parameters.get("crosswalk_pk")
    now = Crosswalk.objects.filter(pk=chosen).values_list("mapping", flat=True).first() if chosen else None
    return now is not None and now != result.parameters["crosswalk"]


def _words(sheet: DefinitionSheet) -> tuple[object, ...]:
    texts = (" ".join(getattr(sheet, name).split()) for name in _WORDINGS)
    return (*texts, *(getattr(sheet, name) for name in _BOUNDS))


def _code(sheet: DefinitionSheet) -> str:
    return f"D-{sheet.pk}"
