"""The terms of the glossary page, in the order of the reader's alphabet."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

from clrisk_site.catalogue.loading import load_yaml
from clrisk_site.catalogue.texts import LANGUAGES, resolve
from clrisk_site.tables.wording import plain

GLOSSARY = Path(__file__).with_name("glossary.yaml")


@dataclass(frozen=True)
class Term:
    """A word of the method, what it means here, and what it is called elsewhere."""

    code: str
    word: str
    meaning: str
    elsewhere: tuple[tuple[str, str], ...]


def read_glossary() -> tuple[Term, ...]:
    """Return every term in the active language."""
    return _terms((get_language() or "es").split("-")[0])


@cache
def _terms(language: str) -> tuple[Term, ...]:
    terms = [
        Term(
            entry["code"],
            resolve(entry["texts"], language),
            resolve(entry["explanations"], language),
            tuple((other, entry["texts"][other]) for other in LANGUAGES if other != language),
        )
        for entry in load_yaml(GLOSSARY)
    ]
    return tuple(sorted(terms, key=lambda term: plain(term.word)))
