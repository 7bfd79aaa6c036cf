"""Conditions of a specification as yes (1), no (0) or unknown (NaN) for every record; joined after Kleene."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from clrisk_site.figures.message import says
from clrisk_site.tables.values.choices import YES_NO_UNKNOWN
from diagnosis.analyses.faults import InvalidValueError, NotYesNoError, UnknownCodeError, listed
from diagnosis.analyses.keys import OUTCOME, Key, Keys, Shape
from diagnosis.analyses.records import Codes, Records
from diagnosis.analyses.specification import Specification, Tree
from diagnosis.survey.codes import canonical

type Floats = NDArray[np.float64]

CODE_KEYS: Keys = (
    Key("column", Shape.COLUMN, "", required=True),
    Key("value", Shape.TEXT, ""),
    Key("values", Shape.TEXTS, ""),
    Key("blank", Shape.TEXTS, ""),
    Key("least", Shape.NUMBER, ""),
    Key("most", Shape.NUMBER, ""),
)
JOINING = {"any": 1.0, "all": 0.0}
"""How several conditions are joined, and the answer of one that settles the whole."""
MOST_TOLD = 5
SKIPPED = Key("skipped", Shape.FLAG, "")
_WORDS = {
    canonical(text): {"yes": 1.0, "no": 0.0}.get(code, np.nan)
    for code, texts in YES_NO_UNKNOWN.items()
    for text in (code, *texts)
}
_MARKED = frozenset({"x", "?"})


def truth_of(records: Records, tree: Tree, key: str, *, lenient: bool = False) -> Floats:
    """Return whether each record meets a condition.

    Parameters
    ----------
    records : Records
        The file.
    tree : Tree
        A column of yes and no; ``{column, value}``, ``{column, values}`` or ``{column, least, most}``, each
        with ``blank`` codes that mean no answer if need be; ``{any: [...]}`` or ``{all: [...]}``, with
        ``skipped: yes`` where a blank beside another answer was left out by the questionnaire; a mapping
        of several columns to values, or a list of conditions, which must all hold.
    key : str
        Where it stands, for what is said of it.
    lenient : bool, default=False
        True if codes that no record has are remarked only.

    Returns
    -------
    ndarray of float of shape (n,)
        1, 0, or NaN where the answer is missing.

    Raises
    ------
    AnalysisError
        If the condition is not understood, or names a column or code that the file does not have.
    """
    if isinstance(tree, str):
        return yes_or_no(records, tree)
    if isinstance(tree, list):
        return _joined([truth_of(records, one, key) for one in _several(tree, key)], decisive=0.0)
    if any(isinstance(tree.get(word), list) for word in JOINING):
        return _several_joined(records, tree, key)
    if "column" in tree:
        return _single(records, Specification(tree, CODE_KEYS, inside=key), lenient=lenient)
    parts = [
        _single(records, _of_column(column, wanted, key), lenient=lenient) for column, wanted in tree.items()
    ]
    if not parts:
        raise _not_understood(key)
    return _joined(parts, decisive=0.0)


def yes_or_no(records: Records, column: str, *, blank: Sequence[str] = ()) -> Floats:
    """Return a column of yes and no, in four languages or as 1 and 0; codes in `blank` mean no answer.

    Raises
    ------
    NotYesNoError
        If it holds other codes: which of them means yes must then be said.
    """
    codes = records.codes(column)
    absent = {label for code in blank for label in codes.labels_of(code)}
    written = {label: canonical(label) for label in codes.labels if label not in absent}
    words = {text for text in written.values() if not np.isnan(_WORDS.get(text, np.nan))}
    # A lone «x» is a mark of its own; only beside its counterpart it is surely a yes.
    unsure = not words or words <= _MARKED
    if any(text not in _WORDS for text in written.values()) or (written and unsure):
        raise NotYesNoError(records.spelled(column), codes.labels)
    return codes.values({label: _WORDS[text] for label, text in written.items()}, np.nan)


def _several_joined(records: Records, tree: Mapping[str, Tree], key: str) -> Floats:
    word = next(word for word in JOINING if word in tree)
    beside = {name: one for name, one in tree.items() if name != word}
    if set(beside) - {SKIPPED.name}:
        raise InvalidValueError(
            key, says("Beside «%(word)s» only «skipped» may stand. Put the rest into the list.", word=word)
        )
    spec = Specification(beside, (SKIPPED,), inside=key)
    trees = _several(tree[word], key)
    parts = _of_any(records, trees, key) if word == "any" else [truth_of(records, one, key) for one in trees]
    if spec.flag("skipped"):
        # The questionnaire leaves a question out after another answer: that is a no to it, not a silence.
        answered = ~np.isnan(np.vstack(parts)).all(axis=0)
        parts = [np.where(answered & np.isnan(part), 0.0, part) for part in parts]
    return _joined(parts, decisive=JOINING[word])


def _of_any(records: Records, trees: Sequence[Tree], key: str) -> list[Floats]:
    """Return conditions of which one suffices: a rare code may be nobody's, but not all of them."""
    parts: list[Floats] = []
    unmet: list[UnknownCodeError] = []
    for tree in trees:
        try:
            parts.append(truth_of(records, tree, key))
        except UnknownCodeError as fault:
            unmet.append(fault)
            parts.append(truth_of(records, tree, key, lenient=True))
    if len(unmet) == len(trees):
        raise unmet[0]
    return parts


def _single(records: Records, spec: Specification, *, lenient: bool) -> Floats:
    column = spec.text("column")
    if "least" in spec or "most" in spec:
        if "value" in spec or "values" in spec:
            raise InvalidValueError(spec.inside, says("Write codes or bounds, but not both."))
        return _between(records, spec, column)
    if "value" in spec and "values" in spec:
        raise InvalidValueError(spec.inside, says("Write «value» or «values», but not both."))
    wanted = (*spec.columns("values"), *([spec.text("value")] if "value" in spec else []))
    if not wanted:
        return yes_or_no(records, column, blank=spec.columns("blank"))
    codes = records.codes(column)
    meant = {code: codes.labels_of(code) for code in wanted}
    unknown = [
        UnknownCodeError(records.spelled(column), code, codes.labels) for code in wanted if not meant[code]
    ]
    if codes.labels and len(unknown) == len(meant) and not lenient:
        raise unknown[0]
    for fault in unknown if codes.labels else ():
        records.note(fault.message)
    yes = {label for labels in meant.values() for label in labels}
    blank = {label for code in spec.columns("blank") for label in codes.labels_of(code)}
    if yes & blank:
        raise InvalidValueError(spec.inside, says("A code cannot mean the answer and no answer at once."))
    silent = {label for label in codes.labels if np.isnan(_WORDS.get(canonical(label), 0.0))} - yes
    rest = [label for label in codes.labels if label not in yes | blank | silent]
    if spec.inside.startswith(OUTCOME.name) and len(rest) > 1:
        _note_rest(records, records.spelled(column), codes, rest)
    truth = dict.fromkeys(yes, 1.0) | dict.fromkeys(blank | silent, np.nan)
    return codes.values(truth, 0.0)


def _note_rest(records: Records, column: str, codes: Codes, rest: Sequence[str]) -> None:
    """Say which codes were taken for a no where there are several: one may mean that nobody answered."""
    often = {label: int(codes.where(label).sum()) for label in rest[:MOST_TOLD]}
    told = [f"{label} ({count})" for label, count in often.items()]
    records.note(
        says(
            "These codes of «%(column)s» count as a no, with their records: %(codes)s. "
            "Name those that mean no answer under «blank».",
            column=column,
            codes=listed(told + ["…"] * (len(rest) > MOST_TOLD)),
        )
    )


def _between(records: Records, spec: Specification, column: str) -> Floats:
    values = records.numbers(column)
    if spec.number("least", -np.inf) > spec.number("most", np.inf):
        raise InvalidValueError(spec.inside, says("The least is above the most."))
    inside = (values >= spec.number("least", -np.inf)) & (values <= spec.number("most", np.inf))
    found = np.where(np.isnan(values), np.nan, inside.astype(np.float64))
    return _without(found, records.codes(column), spec) if "blank" in spec else found


def _without(found: Floats, codes: Codes, spec: Specification) -> Floats:
    for code in spec.columns("blank"):
        found[codes.where(code)] = np.nan
    return found


def _of_column(column: str, wanted: Tree, key: str) -> Specification:
    if isinstance(wanted, dict):
        return Specification({"column": column, **wanted}, CODE_KEYS, inside=key)
    name = "values" if isinstance(wanted, list) else "value"
    return Specification({"column": column, name: wanted}, CODE_KEYS, inside=key)


def _several(tree: Tree, key: str) -> list[Tree]:
    if not isinstance(tree, list) or not tree:
        raise _not_understood(key)
    return tree


def _joined(parts: Sequence[Floats], *, decisive: float) -> Floats:
    """Join after Kleene: one decisive answer settles it, else one unknown leaves it unknown."""
    columns = np.vstack(parts)
    decided = (columns == decisive).any(axis=0)
    unknown = np.isnan(columns).any(axis=0)
    return np.where(decided, decisive, np.where(unknown, np.nan, 1 - decisive))


def _not_understood(key: str) -> InvalidValueError:
    return InvalidValueError(
        key,
        says("Write a column of yes and no, {column: NAME, value: CODE}, or {NAME: CODE, OTHER: CODE}."),
    )
