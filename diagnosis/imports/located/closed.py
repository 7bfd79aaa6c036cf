"""Places that a register says are closed: left out when a person chooses so."""

import re

import numpy as np
import pandas as pd

from clrisk_site.figures.message import counts, says
from clrisk_site.tables.spec import Context, Option, Question
from clrisk_site.tables.wording import plain
from diagnosis.imports.located.columns import STATUS

QUESTION, LEAVE_OUT, TAKE = "closed", "leave_out", "take"
MOST_NAMED = 4

_CLOSED = re.compile(
    r"\b(?:fuera de (?:operacion|servicio)|cerrad[oa]s?|clausurad[oa]s?|baja|inactiv[oa]s?|suspendid[oa]s?"
    r"|no (?:opera|funciona)|closed|shut|inactive|out of (?:operation|service)|not operating"
    r"|fechad[oa]s?|desativad[oa]s?|inativ[oa]s?|paralisad[oa]s?|extint[oa]s?"
    r"|ferme[es]*|inactif|inactive|hors service)\b"
)


def is_closed(status: str) -> bool:
    """Whether a word for the state of a place says that it is closed.

    Examples
    --------
    >>> [is_closed(text) for text in ("FUERA DE OPERACIÓN", "En operación", "Fermée")]
    [True, False, True]
    """
    return _CLOSED.search(plain(status)) is not None


def without_closed(frame: pd.DataFrame, context: Context) -> tuple[pd.DataFrame, tuple[Question, ...]]:
    """Return the rows that stay by the answer, and the question while it is open."""
    if STATUS not in frame:
        return frame, ()
    words = frame[STATUS].dropna()
    shut = {word for word in words.unique().tolist() if is_closed(word)}
    closed = frame[STATUS].isin(shut).to_numpy(dtype=bool)
    if not closed.any():
        return frame, ()
    question = _question(words[words.isin(shut)], len(frame))
    answer = context.answers.get(QUESTION)
    if answer == LEAVE_OUT:
        return frame[~closed], ()
    return frame, () if answer == TAKE else (question,)


def _question(closed: "pd.Series[str]", rows: int) -> Question:
    kinds = closed.value_counts().head(MOST_NAMED)
    named = ", ".join(f"«{word}» ({count})" for word, count in kinds.items())
    return Question(
        QUESTION,
        counts(
            "%(count)s of %(rows)s rows is a place that is closed. Shall it be left out?",
            "%(count)s of %(rows)s rows are places that are closed. Shall they be left out?",
            len(closed),
            rows=rows,
        ),
        (
            Option(LEAVE_OUT, says("Leave them out"), says("Only places that are open are counted")),
            Option(TAKE, says("Take them too"), says("Closed places are counted like all others")),
        ),
        recommended=LEAVE_OUT,
        rows=len(np.asarray(closed)),
        evidence=says("The file says: %(words)s.", words=named),
    )
