"""The catalogues of translated texts: brought up to date from the sources, checked, compiled for Django."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib

from clrisk_site.setup.messages.extraction import Text

LANGUAGES = ("es", "en")
SOURCE_LANGUAGE = "en"

_PLACEHOLDER = re.compile(r"%%|%\((\w+)\)[-+0 #]*\d*(?:\.\d+)?[diouxXeEfFgGcrs]|\{(\w+)\}")
_METADATA = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def catalogue_path(root: Path, language: str) -> Path:
    return root / "clrisk_site" / "locale" / language / "LC_MESSAGES" / "django.po"


def read(path: Path) -> polib.POFile:
    """Read a catalogue; one that does not exist yet is empty."""
    return polib.pofile(str(path), encoding="utf-8") if path.exists() else polib.POFile()


def key_of(entry: polib.POEntry) -> Text:
    return Text(entry.msgid, entry.msgid_plural or None, entry.msgctxt)


def updated(catalogue: polib.POFile, texts: Iterable[Text], language: str) -> polib.POFile:
    """Return a catalogue of exactly `texts`, in a stable order, with the translations `catalogue` has."""
    known = {key_of(entry): entry for entry in catalogue if not entry.obsolete}
    fresh = polib.POFile(wrapwidth=110)
    fresh.metadata = {**_METADATA, "Language": language}
    for text in sorted(texts, key=lambda text: (text.text, text.plural or "", text.context or "")):
        entry = known.get(text) or _entry(text)
        entry.flags = ["python-format"] if placeholders(text.text) else []
        if language == SOURCE_LANGUAGE:
            _fill_from_source(entry)
        fresh.append(entry)
    return fresh


def _entry(text: Text) -> polib.POEntry:
    entry = polib.POEntry(msgid=text.text, msgctxt=text.context, msgid_plural=text.plural or "")
    if text.plural is not None:
        entry.msgstr_plural = {0: "", 1: ""}
    return entry


def _fill_from_source(entry: polib.POEntry) -> None:
    if entry.msgid_plural:
        entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
    else:
        entry.msgstr = entry.msgid


def placeholders(text: str) -> Counter[str]:
    """Count the named places of a text that a value is put into."""
    return Counter(match[1] or match[2] for match in _PLACEHOLDER.finditer(text) if match[0] != "%%")


def faults(catalogue: polib.POFile, sources: dict[Text, str], language: str) -> Iterator[str]:
    """Yield one sentence per missing, unfinished, stale or damaged translation."""
    known = {key_of(entry): entry for entry in catalogue if not entry.obsolete}
    for text, where in sources.items():
        entry = known.get(text)
        problem = "is not in the catalogue; run `make messages`" if entry is None else _fault(entry)
        if problem:
            yield f"{language}: {where}: {text.text!r} {problem}"
    for text in known.keys() - sources.keys():
        yield f"{language}: {text.text!r} is no longer in the sources; run `make messages`"


def _fault(entry: polib.POEntry) -> str | None:
    if not entry.translated():  # an entry marked as unsure counts as untranslated
        return "is not translated"
    if entry.msgid_plural:
        wanted = placeholders(entry.msgid_plural)
        # "One row" may leave the number out, and more rows may not.
        many_differ = placeholders(entry.msgstr_plural[1]).keys() != wanted.keys()
        one_invents = placeholders(entry.msgstr_plural[0]).keys() - wanted.keys()
        return "has other placeholders in its translation" if many_differ or one_invents else None
    if placeholders(entry.msgstr).keys() != placeholders(entry.msgid).keys():
        return "has other placeholders in its translation"
    return None


def compile_catalogue(path: Path) -> None:
    """Write the compiled form beside the catalogue when it is missing or older."""
    compiled = path.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime >= path.stat().st_mtime:
        return
    read(path).save_as_mofile(str(compiled))
