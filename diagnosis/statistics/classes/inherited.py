"""Official classes, taken as they are: never computed again, and an unknown word is never guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np

from clrisk_site.figures.message import Message, counts
from diagnosis.statistics.classes.classification import Classification, Reference, classed_areas
from diagnosis.statistics.classes.errors import ClassNamesError, NoValueError, UnknownClassWordError
from diagnosis.statistics.classes.methods import Method


def inherited_classes(
    words: Mapping[str, str | None],
    names: tuple[str, ...],
    values: Mapping[str, float | None],
    reference: Reference,
) -> Classification:
    """Return areas in the classes that an official source gave them.

    Parameters
    ----------
    words : mapping of str to str or None
        Official class of each area; None and empty are missing. Capitals and outer spaces do not matter.
    names : tuple of str
        Known words, the lowest class first.
    values : mapping of str to float or None
        Quantities to show beside the classes; they decide nothing.
    reference : Reference
        Stored with the result.

    Returns
    -------
    Classification
        Without breaks: the rule behind official classes is not published.

    Raises
    ------
    UnknownClassWordError
        If a word is none of the names.
    ClassNamesError
        If two names are the same word.
    NoValueError
        If no area has a class.
    """
    numbers = {name.strip().casefold(): number for number, name in enumerate(names)}
    if len(numbers) != len(names):
        raise ClassNamesError(len(numbers), len(names))
    member = np.array([_number(words, code, names, numbers) for code in words], dtype=np.int64)
    filled = Counter(member.tolist())
    missing = filled.pop(-1, 0)
    if not filled:
        raise NoValueError
    found = (values.get(code) for code in words)
    shown = np.array(
        [np.nan if one is None or not np.isfinite(one) else one for one in found], dtype=np.float64
    )
    return Classification(
        method=Method.INHERITED,
        k=len(names),
        breaks=(),
        cut_points=(),
        names=names,
        counts=tuple(filled[i] for i in range(len(names))),
        gvf=None,
        areas=classed_areas(list(words), shown, member, names),
        n=len(words) - missing,
        weighted=False,
        reference=reference,
        warnings=_without(missing),
    )


def _without(missing: int) -> tuple[Message, ...]:
    if not missing:
        return ()
    return (
        counts("%(count)s area has no official class.", "%(count)s areas have no official class.", missing),
    )


def _number(
    words: Mapping[str, str | None], code: str, names: tuple[str, ...], numbers: Mapping[str, int]
) -> int:
    word = (words[code] or "").strip()
    if not word:
        return -1
    if word.casefold() not in numbers:
        raise UnknownClassWordError(code, word, names, list(words).index(code))
    return numbers[word.casefold()]
