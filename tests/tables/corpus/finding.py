"""Which tests belong to which case of the corpus: by their name, by the file they send, or as listed."""

import ast
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.tables.corpus.cases import ELSEWHERE
from tests.tables.corpus.hostile import HOSTILE

ROOT = Path(__file__).resolve().parents[3]
ROOMS = ("tests/tables", "tests/files", "tests/places")
NAMED = re.compile(r"test_case_(\d+)((?:_and_\d+)*)_")


def functions(file: Path) -> set[str]:
    """Return the names of the functions of a module, without importing it."""
    tree = ast.parse(file.read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def cases_by_number() -> Mapping[int, Sequence[str]]:
    """Return the names of the tests and hostile files of every case."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for room in ROOMS:
        for file in sorted((ROOT / room).glob("test_*.py")):
            for name in functions(file):
                if match := NAMED.match(name):
                    for number in re.findall(r"\d+", match.group(1) + match.group(2)):
                        found[int(number)].append(name)
    for hostile in HOSTILE.values():
        found[hostile.case].append(hostile.name)
    for number, names in ELSEWHERE.items():
        found[number] += [name.partition("::")[2] for name in names]
    return found
