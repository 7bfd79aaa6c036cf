"""What changed between two versions of labelled texts, word by word. Pure; no record is read here."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby


@dataclass(frozen=True)
class LabelledText:
    """One text of a frozen version.

    `key` is the same in every version and language; `group` names several texts that belong together.
    """

    key: str
    label: str
    text: str
    group: str = ""


class PieceKind(StrEnum):
    """What happened to a stretch of words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """A stretch of words that stayed, went or came."""

    kind: PieceKind
    text: str


class RowKind(StrEnum):
    """What happened to a whole text."""

    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True)
class DifferenceRow:
    """One text that is not the same in both versions."""

    kind: RowKind
    key: str
    label: str
    group: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Differences:
    """The texts that differ, in the order of the later version, and how many are the same."""

    rows: tuple[DifferenceRow, ...]
    unchanged: int

    @property
    def total(self) -> int:
        """All texts of both versions, each counted once."""
        return len(self.rows) + self.unchanged


# A number with its separators is one word; a line break is a word of its own, so that moved ones are seen.
_WORD = re.compile(r"\d[\d.,:/]*\d|\w+|\n|[^\w\s]")
_TOKEN = re.compile(rf"(?:{_WORD.pattern})[^\S\n]*")
_LINE = re.compile(r"[^\n]+\n*|\n+")
# Pairs of equal words up to which single words are compared: some 1,300 words of prose on either side.
_MOST_PAIRS = 60_000
# Share of words in common below which two texts are shown whole, one after the other.
_ALIKE = 0.35
# Letters of a word that is taken into the changes on both sides of it.
_SHORT = 3


def differences(before: Sequence[LabelledText], after: Sequence[LabelledText]) -> Differences:
    """Compare two versions text by text.

    Parameters
    ----------
    before, after : sequence of LabelledText
        The texts of the earlier and of the later version; texts of equal key are compared.

    Returns
    -------
    Differences
        Changed and new texts in the order of `after`, each withdrawn text where it stood.

    Raises
    ------
    ValueError
        If a version holds a key twice.
    """
    old, new = _by_key(before), _by_key(after)
    rows = [
        _row(old.get(key), new.get(key))
        for key in _merged_order(list(old), list(new))
        if not _says_the_same(old.get(key), new.get(key))
    ]
    return Differences(tuple(rows), len(old.keys() | new.keys()) - len(rows))


def word_pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Return what stayed, went and came between two texts, in reading order.

    Words are never cut, numbers keep their separators, and a short word that stayed between two changes is
    counted among them: whole phrases are easier to read than every second word. Texts that share little are
    shown as one that went and one that came. Stretches that went, and those of `before` that stayed, make up
    the words of `before`; the others those of `after`.
    """
    if before == after:
        return (Piece(PieceKind.SAME, after),) if after else ()
    lines = _LINE.findall(before.strip()), _LINE.findall(after.strip())
    if not _affordable(*lines):
        return _joined(_whole(before.strip(), after.strip()))
    stretches = [
        stretch
        for kind, old, new in _stretches(*lines)
        for stretch in ([(kind, new)] if kind is PieceKind.SAME else _changed_words(old, new))
    ]
    return _joined(stretches)


def _by_key(texts: Sequence[LabelledText]) -> Mapping[str, LabelledText]:
    found = {text.key: text for text in texts}
    if len(found) != len(texts):
        raise ValueError("a version holds a key twice")
    return found


def _merged_order(old: list[str], new: list[str]) -> Iterator[str]:
    """Yield every key once: those of the later version in their order, gone ones after their neighbour."""
    following: dict[str, list[str]] = {}
    kept, neighbour = set(new), ""
    for key in old:
        if key in kept:
            neighbour = key
        else:
            following.setdefault(neighbour, []).append(key)
    yield from following.get("", [])
    for key in new:
        yield key
        yield from following.get(key, [])


def _says_the_same(old: LabelledText | None, new: LabelledText | None) -> bool:
    return old is not None and new is not None and old.text == new.text


def _row(old: LabelledText | None, new: LabelledText | None) -> DifferenceRow:
    shown = new or old
    assert shown is not None  # noqa: S101 - a key comes from one of the two
    if old is not None and new is not None:
        return DifferenceRow(RowKind.CHANGED, new.key, new.label, new.group, word_pieces(old.text, new.text))
    kind, piece = (RowKind.GONE, PieceKind.REMOVED) if new is None else (RowKind.NEW, PieceKind.ADDED)
    return DifferenceRow(kind, shown.key, shown.label, shown.group, _joined([(piece, shown.text)]))


def _stretches(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[PieceKind | None, str, str]]:
    """Yield what stayed, and between it what stood there before and stands there now."""
    matcher = SequenceMatcher(None, _bare(old), _bare(new), autojunk=False)
    for what, i1, i2, j1, j2 in matcher.get_opcodes():
        yield PieceKind.SAME if what == "equal" else None, "".join(old[i1:i2]), "".join(new[j1:j2])


def _changed_words(before: str, after: str) -> list[tuple[PieceKind, str]]:
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if not _comparable(old, new):
        return _whole(before, after)
    stretches: list[tuple[PieceKind, str]] = []
    for kind, gone, come in _stretches(old, new):
        stretches += [(kind, come)] if kind else _whole(gone, come)
    return _phrases(stretches)


def _whole(before: str, after: str) -> list[tuple[PieceKind, str]]:
    return [one for one in ((PieceKind.REMOVED, before), (PieceKind.ADDED, after)) if one[1]]


def _comparable(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether two runs of words share enough to be read together, and are not too long."""
    if not _affordable(old, new):
        return False
    counted, others = Counter(_bare(old)), Counter(_bare(new))
    return 2 * (counted & others).total() >= _ALIKE * (len(old) + len(new))


def _affordable(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether comparing takes a moment: what it costs are the pairs of equal tokens."""
    counted, others = Counter(_bare(old)), Counter(_bare(new))
    return sum(count * others[word] for word, count in counted.items()) <= _MOST_PAIRS


def _bare(tokens: Sequence[str]) -> list[str]:
    return [token.rstrip(" \t\r") or token for token in tokens]


def _phrases(stretches: list[tuple[PieceKind, str]]) -> list[tuple[PieceKind, str]]:
    """Take a short word that stayed between two changes into both of them."""
    result: list[tuple[PieceKind, str]] = []
    for place, (kind, words) in enumerate(stretches):
        between = 0 < place < len(stretches) - 1
        if kind is PieceKind.SAME and between and _is_short(words):
            result += [(PieceKind.REMOVED, words), (PieceKind.ADDED, words)]
        else:
            result.append((kind, words))
    ordered: list[tuple[PieceKind, str]] = []
    for _same, run in groupby(result, key=lambda one: one[0] is PieceKind.SAME):
        # What went stands before what came; stretches that stayed keep their order.
        ordered += sorted(run, key=lambda one: one[0] is PieceKind.ADDED)
    return ordered


def _is_short(words: str) -> bool:
    return len(words.strip()) <= _SHORT and "\n" not in words


def _joined(stretches: Sequence[tuple[PieceKind, str]]) -> tuple[Piece, ...]:
    """Join neighbours of one kind; the blank after a change stands outside its mark."""
    pieces: list[Piece] = []
    for kind, run in groupby(stretches, key=lambda one: one[0]):
        words = "".join(part for _kind, part in run)
        if kind is PieceKind.ADDED and pieces and pieces[-1].kind is PieceKind.REMOVED:
            pieces.append(Piece(PieceKind.SAME, " "))
        if kind is PieceKind.SAME or not words.strip():
            pieces.append(Piece(kind, words))
            continue
        bare = words.rstrip(" \t")
        pieces.append(Piece(kind, bare))
        if len(bare) < len(words):
            pieces.append(Piece(PieceKind.SAME, " "))
    return tuple(_without_seams(pieces))


def _without_seams(pieces: Sequence[Piece]) -> Iterator[Piece]:
    for kind, run in groupby(pieces, key=lambda piece: piece.kind):
        yield Piece(kind, "".join(piece.text for piece in run))
