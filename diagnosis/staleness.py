"""Whether a result may still be used: the definition or the data it rests on may have changed since.

A stale result is neither removed nor computed again by itself: every page that shows it shows the sentence.
"""

from clrisk_site.figures.message import Message, says
from diagnosis.models import AnalysisResult, DefinitionSheet
from diagnosis.recomputing import NotRecomputableError, hash_now

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


def stale_inputs(result: AnalysisResult) -> Message | None:
    """Return why a result no longer fits the stored data it was computed from; None when it does.

    A result from a file that is not kept is never stale for this reason.
    """
    try:
        now = hash_now(result)
    except NotRecomputableError as gone:
        return says("Stale: the data it was computed from are gone. %(why)s", why=gone.message)
    if now is None or now == result.sha256:
        return None
    return says(
        "Stale: the stored data changed since it was computed. Compute it again before you use it.",
    )


def _words(sheet: DefinitionSheet) -> tuple[object, ...]:
    texts = (" ".join(getattr(sheet, name).split()) for name in _WORDINGS)
    return (*texts, *(getattr(sheet, name) for name in _BOUNDS))


def _code(sheet: DefinitionSheet) -> str:
    return f"D-{sheet.pk}"
