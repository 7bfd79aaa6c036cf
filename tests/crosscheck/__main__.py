"""`make crosscheck`: the statistics beside other programs on the same files; largest relative differences."""

import importlib
import pkgutil
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

from tests.crosscheck.data import SHARED
from tests.crosscheck.difference import AIM, Difference
from tests.crosscheck.r import NoRError

HEADING = f"{'method':<16}{'beside':<34}{'what':<52}relative difference"
INDENT = " " * 16


def main() -> int:
    """Say each difference; 1 when one is above what it may be, or a program failed."""
    if not SHARED.is_dir():
        _say("The reference data do not lie beside the project; nothing was compared.")
        return 2
    _say(f"Largest relative differences; the aim is {AIM:g}.\n\n{HEADING}\n{'-' * len(HEADING)}")
    wrong = 0
    for name in sorted(module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)])):
        for found in _differences(name):
            _say(_line(found) if isinstance(found, Difference) else f"{name:<16}{found}")
            wrong += isinstance(found, Exception) or (isinstance(found, Difference) and not found.explained)
    _say(f"\n{wrong or 'No'} difference(s) above the aim, or above what their sentence explains")
    return 1 if wrong else 0


def _differences(name: str) -> Iterator[Difference | Exception | str]:
    part = importlib.import_module(f"tests.crosscheck.{name}")
    if not hasattr(part, "compare"):
        return
    try:
        yield from part.compare()
    except NoRError:
        yield "R with its packages survey and ca is not here, so it was not asked"
    except Exception as fault:  # noqa: BLE001  # one program that fails must not hide the others
        yield fault


def _line(found: Difference) -> str:
    mark = " " if found.largest_relative <= AIM else "!"
    line = f"{found.method:<16}{found.peer:<34}{found.quantity:<52}{found.largest_relative:9.1e} {mark}"
    sentence = f"{found.sentence} (At most {found.at_most:.1g}.)" if found.sentence else ""
    words = textwrap.wrap(sentence, 104, initial_indent=INDENT, subsequent_indent=INDENT)
    return "\n".join([line, *words])


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main())
