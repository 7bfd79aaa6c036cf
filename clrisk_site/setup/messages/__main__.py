"""`python -m clrisk_site.setup.messages update|check|compile`, called by the targets of the Makefile."""

import argparse
import sys
from pathlib import Path

from clrisk_site.setup.messages.catalogues import (
    LANGUAGES,
    catalogue_path,
    compile_catalogue,
    faults,
    read,
    updated,
)
from clrisk_site.setup.messages.extraction import extract

ROOT = Path(__file__).resolve().parents[3]


def update() -> int:
    """Bring every catalogue up to date with the sources and say what still lacks a translation."""
    sources = extract(ROOT)
    for language in LANGUAGES:
        path = catalogue_path(ROOT, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        updated(read(path), sources, language).save(str(path))
        compile_catalogue(path)
    check()
    return 0


def check() -> int:
    """Fail when a text of the sources has no finished translation, or a catalogue holds texts nobody says."""
    sources = extract(ROOT)
    found = [
        fault
        for language in LANGUAGES
        for fault in faults(read(catalogue_path(ROOT, language)), sources, language)
    ]
    print(*found, f"{len(sources)} texts, {len(found)} faults in {', '.join(LANGUAGES)}", sep="\n")
    return 1 if found else 0


def compile_all() -> int:
    for path in sorted((ROOT / "clrisk_site" / "locale").glob("*/LC_MESSAGES/*.po")):
        compile_catalogue(path)
    return 0


STEPS = {"update": update, "check": check, "compile": compile_all}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", choices=STEPS)
    sys.exit(STEPS[parser.parse_args().step]())
