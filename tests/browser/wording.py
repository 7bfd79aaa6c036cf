"""Words of the interface in the wrong language, found by the catalogues of translations themselves."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polib
import yaml

from tests.browser.visitor import Visitor

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "clrisk_site" / "locale" / "es" / "LC_MESSAGES" / "django.po"
DATA = ROOT / "planning" / "demo" / "data"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}")
SHORTEST = 12
"""Letters that a piece of a text with gaps must have, so that it is not found by chance."""

# Every text that a person can see or hear on the open page, but for what says its own language.
TEXTS = """() => {
    const found = new Set();
    const own = element => element && element.closest("[lang]") !== document.documentElement;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode())
        if (!own(walker.currentNode.parentElement)) found.add(walker.currentNode.data);
    for (const name of ["aria-label", "alt", "title", "placeholder", "data-label"])
        for (const element of document.querySelectorAll(`[${name}]`))
            if (!own(element)) found.add(element.getAttribute(name));
    found.add(document.title);
    return [...found];
}"""


@dataclass(frozen=True)
class Foreign:
    """What must not stand on a page of one language: whole texts, and pieces of texts with gaps."""

    whole: frozenset[str]
    pieces: tuple[str, ...]

    def among(self, texts: list[str]) -> list[str]:
        """Return the texts that are in the wrong language."""
        tidy = [" ".join(text.split()) for text in texts]
        return sorted(
            {text for text in tidy if text in self.whole or any(piece in text for piece in self.pieces)}
        )


def words_of_the_other_language(visitor: Visitor) -> list[str]:
    """Return every text of the interface on the open page that is not in the page's language."""
    language = visitor.page.locator("html").get_attribute("lang") or ""
    return foreign_to(language).among(texts_of(visitor))


def texts_of(visitor: Visitor) -> list[str]:
    found: list[str] = visitor.page.evaluate(TEXTS)
    return found


@cache
def foreign_to(language: str) -> Foreign:
    pairs = [pair if language == "es" else (pair[1], pair[0]) for pair in _pairs()]
    own = {ours for _other, ours in pairs}
    others = [other for other, ours in pairs if other and other != ours and other not in own]
    pieces = [piece for text in others if PLACEHOLDER.search(text) for piece in _pieces(text)]
    # What the demonstration's own data say in Spanish is no word of the interface.
    said = " ".join([*own, *(file.read_text(encoding="utf-8") for file in DATA.glob("*.yaml"))])
    return Foreign(
        frozenset(text for text in others if not PLACEHOLDER.search(text)),
        tuple(piece for piece in pieces if piece not in said),
    )


def _pieces(text: str) -> list[str]:
    return [piece.strip() for piece in PLACEHOLDER.split(text) if len(piece.strip()) >= SHORTEST]


def _pairs() -> Iterator[tuple[str, str]]:
    """Yield each text of the interface in English and in Spanish."""
    for entry in polib.pofile(str(CATALOGUE)):
        yield entry.msgid, entry.msgstr
        if entry.msgid_plural:
            yield from zip((entry.msgid, entry.msgid_plural), entry.msgstr_plural.values(), strict=False)
    for path in ROOT.glob("*/**/*.yaml"):
        if path.parent.name in {"catalogue", "pages"} and "node_modules" not in path.parts:
            yield from _sides(yaml.safe_load(path.read_text(encoding="utf-8")))


def _sides(found: object) -> Iterator[tuple[str, str]]:
    if isinstance(found, dict):
        if isinstance(found.get("en"), str) and isinstance(found.get("es"), str):
            yield found["en"], found["es"]
        for part in found.values():
            yield from _sides(part)
    elif isinstance(found, list):
        for part in found:
            yield from _sides(part)
