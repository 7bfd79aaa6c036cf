"""Which fields a header may mean, by name, tag, synonym or likeness; who gets which is decided elsewhere."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from clrisk_site.tables.matching.similarity import NameFinder, letters
from clrisk_site.tables.spec import Column, ImportSpec
from clrisk_site.tables.wording import plain

CLOSE = 0.88
SHORTEST_CLOSE = 5
KEPT_LETTERS, SHAPES = 10, "geometry"
_DIGITS = re.compile(r"\d+")


class Wish(NamedTuple):
    """A field that a header may mean; the lower the rank, the surer."""

    field: str
    rank: int = 0


type Candidates = Callable[[str, bool], list[Wish]]
"""From a header, and whether its column holds numbers, to the fields it may mean, the likeliest first."""

type ByText = Mapping[str, list[Wish]]


def same_name(spec: ImportSpec) -> Candidates:
    """Return the fields called exactly like the header."""
    texts = [(column.name, Wish(column.name)) for column in spec.columns]
    texts += [(field, Wish(field)) for field, _spellings in _known(spec)]
    return _exactly(spec, _by_text(texts))


def synonym(spec: ImportSpec) -> Candidates:
    """Return the fields of which the header is a label or a synonym."""
    return _exactly(spec, _by_text(_synonyms(spec)))


def alike(spec: ImportSpec) -> Candidates:
    """Return the field of the name or synonym that is written most like the header, digits being equal."""
    names = [(column.name, Wish(column.name)) for column in spec.columns]
    by_text = _by_text([*_synonyms(spec), *names])
    finder = NameFinder(text for text in by_text if len(text) >= SHORTEST_CLOSE)
    may_be = _suitable(spec)

    def candidates(header: str, numeric: bool) -> list[Wish]:  # noqa: FBT001 - the shape of Candidates
        text = plain(header)
        if len(text) < SHORTEST_CLOSE:
            return []
        found = finder.find(text, least=CLOSE, judge=_letters)
        wishes = by_text[found[0][1]] if found else []
        return [wish for wish in wishes if may_be(wish.field, text, numeric)]

    return candidates


def are_cut(headers: Sequence[str]) -> bool:
    """Whether the headers are those of a shapefile, which keeps ten letters of each name."""
    names = [header for header in headers if header != SHAPES]
    return len(names) < len(headers) and max(map(len, names), default=0) == KEPT_LETTERS


def begins(spec: ImportSpec) -> Candidates:
    """Return the field whose name or synonyms begin with a header of ten letters, if it is one only."""
    texts = [*_synonyms(spec), *((column.name, Wish(column.name)) for column in spec.columns)]
    known = [(plain(text), wish) for text, wish in texts]
    may_be = _suitable(spec)

    def candidates(header: str, numeric: bool) -> list[Wish]:  # noqa: FBT001 - the shape of Candidates
        text = plain(header)
        if len(header) != KEPT_LETTERS:
            return []
        fitting = {wish.field: wish for name, wish in reversed(known) if name.startswith(text)}
        return [wish for wish in fitting.values() if len(fitting) == 1 and may_be(wish.field, text, numeric)]

    return candidates


def same_tag(spec: ImportSpec, tags: Mapping[str, str]) -> Candidates:
    """Return the fields whose hashtag the header bears: its attributes may be more, never fewer."""
    wanted = [
        (_tag(tag), Wish(column.name, rank))
        for column in spec.columns
        for rank, tag in enumerate(column.tags)
    ]

    def candidates(header: str, _numeric: bool) -> list[Wish]:  # noqa: FBT001 - the shape of Candidates
        name, attributes = _tag(tags.get(header, ""))
        if not name:
            return []
        fitting = [
            (len(own), wish)
            for (hashtag, own), wish in wanted
            if hashtag == name and own <= attributes and ("code" in own) == ("code" in attributes)
        ]
        fitting.sort(key=lambda pair: -pair[0])
        return [wish for _attributes, wish in fitting]

    return candidates


def _tag(text: str) -> tuple[str, frozenset[str]]:
    name, *attributes = "".join(text.casefold().split()).split("+")
    return (name if name.startswith("#") else ""), frozenset(attributes)


def _letters(one: str, other: str) -> float:
    # A year or a number makes another column, however alike the rest.
    return letters(one, other) if _DIGITS.findall(one) == _DIGITS.findall(other) else 0.0


def _known(spec: ImportSpec) -> Iterator[tuple[str, tuple[str, ...]]]:
    if spec.open_columns:
        for code, spellings in spec.open_columns.known.items():
            yield spec.open_columns.field_for(code), (code, *spellings)


def _synonyms(spec: ImportSpec) -> Iterator[tuple[str, Wish]]:
    for column in spec.columns:
        for rank, text in enumerate((column.label.text, *column.synonyms)):
            yield text, Wish(column.name, rank)
    for field, spellings in _known(spec):
        for rank, text in enumerate(spellings):
            yield text, Wish(field, rank)


def _by_text(texts: Iterable[tuple[str, Wish]]) -> ByText:
    found: dict[str, list[Wish]] = {}
    for text, wish in texts:
        wishes = found.setdefault(plain(text), [])
        if all(known.field != wish.field for known in wishes):
            wishes.append(wish)
    return found


def _exactly(spec: ImportSpec, by_text: ByText) -> Candidates:
    may_be = _suitable(spec)

    def candidates(header: str, numeric: bool) -> list[Wish]:  # noqa: FBT001 - the shape of Candidates
        text = plain(header)
        if text not in by_text:
            # In a header of two rows the lower one names the column.
            text = plain(header.rsplit("·", 1)[-1])
        return [wish for wish in by_text.get(text, ()) if may_be(wish.field, text, numeric)]

    return candidates


def _suitable(spec: ImportSpec) -> Callable[[str, str, bool], bool]:
    """Return the judge of names and codes: a column of numbers holds no names, and a word that means a name
    as well as a code means the code only over numbers."""
    narrowing = [column for column in spec.columns if column.narrows]
    parts = {column.name for column in spec.columns if column.part_of}
    names = {column.name for column in narrowing}
    words = {plain(text) for column in narrowing for text in _texts(column)}

    def may_be(field: str, text: str, numeric: bool) -> bool:  # noqa: FBT001 - one call per header
        if field in names:
            return not numeric
        return field not in parts or numeric or text not in words

    return may_be


def _texts(column: Column) -> tuple[str, ...]:
    return (column.label.text, *column.synonyms)
