"""Which factors the words of a programme suggest, each with the words that do. Nothing here decides.

A person confirms what is proposed; the words are kept as the reason. No database here.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from clrisk_site.places.names import search_form

FILE = Path(__file__).parent / "catalogue" / "data" / "factor_keywords.yaml"
MOST_QUOTED = 3
_WORD = re.compile(r"\w+")
_NOT_GIVEN = re.compile(
    r"\bno (?:se )?(?:otorg|entreg|da|dan|ofrec|inclu|cubr|brind|contempl|consider|financi)\w*(?: \w+){0,2} $"
)
"""Ends what stands before a word that a text says is not given; in the language of the keywords."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that suggest one factor, and words that take the suggestion back."""

    factor: str
    strength: str
    words: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A factor that a text suggests.

    Parameters
    ----------
    factor : str
        Its code.
    strength : str
        How directly the words speak of it.
    quoted : tuple of str
        Up to three passages, as the text prints them.
    """

    factor: str
    strength: str
    quoted: tuple[str, ...]


def suggest(texts: Iterable[str], rules: Sequence[Rule]) -> list[Suggestion]:
    """Return the factors that texts suggest, in the order of the rules, each once.

    Parameters
    ----------
    texts : iterable of str
        What a programme says of itself.
    rules : sequence of Rule
        Where two rules name one factor, the first that fits is taken.

    Returns
    -------
    list of Suggestion
        Empty where no word fits.
    """
    read = [_Text.of(text) for text in texts if text]
    found: dict[str, Suggestion] = {}
    for rule in rules:
        if rule.factor in found or any(text.passages(rule.unless) for text in read):
            continue
        quoted = dict.fromkeys(passage for text in read for passage in text.passages(rule.words))
        if quoted:
            short = tuple(quoted)[:MOST_QUOTED]
            found[rule.factor] = Suggestion(rule.factor, rule.strength, short)
    return list(found.values())


@cache
def keyword_rules(path: Path = FILE) -> tuple[Rule, ...]:
    """Return the rules that are shipped."""
    entries: list[Mapping[str, object]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple(
        Rule(
            str(entry["factor"]),
            str(entry["strength"]),
            _patterns(entry["words"]),
            _patterns(entry.get("unless", ())),
        )
        for entry in entries
    )


@dataclass(frozen=True, slots=True)
class _Text:
    """A text as it is compared, and where each of its words stands in the original."""

    form: str
    original: str
    places: Mapping[int, int]
    ends: Mapping[int, int]

    @classmethod
    def of(cls, text: str) -> "_Text":
        parts, places, ends, at = [], {}, {}, 0
        for word in _WORD.finditer(text):
            form = search_form(word.group())
            if not form:
                continue
            places[at], ends[at + len(form)] = word.start(), word.end()
            parts.append(form)
            at += len(form) + 1
        return cls(" ".join(parts), text, places, ends)

    def passages(self, patterns: Iterable[re.Pattern[str]]) -> list[str]:
        """Return what fits, as the original prints it."""
        found = []
        for pattern in patterns:
            match = next(filter(self._is_said, pattern.finditer(self.form)), None)
            if match is not None:
                found.append(self.original[self.places[match.start()] : self.ends[match.end()]].lower())
        return found

    def _is_said(self, match: re.Match[str]) -> bool:
        """Whether it stands as words of the original, and is not denied by those before it."""
        if match.start() not in self.places or match.end() not in self.ends:
            return False
        return _NOT_GIVEN.search(self.form[: match.start()]) is None


def _patterns(words: object) -> tuple[re.Pattern[str], ...]:
    assert isinstance(words, list | tuple)  # noqa: S101 - the file is our own
    return tuple(_pattern(str(word)) for word in words)


def _pattern(words: str) -> re.Pattern[str]:
    parts = [
        re.escape(part.removesuffix("*")) + (r"\w*" if part.endswith("*") else "") for part in words.split()
    ]
    return re.compile(rf"\b{' '.join(parts)}\b")
