"""Every case of the corpus has at least one test, and every test that is named exists."""

import ast
import re
from collections import defaultdict
from pathlib import Path

from tests.tables.corpus.cases import CASES, ELSEWHERE
from tests.tables.corpus.hostile import HOSTILE

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("tests/tables", "tests/files")
NAMED = re.compile(r"test_case_(\d+)((?:_and_\d+)*)_")


def functions(file: Path) -> set[str]:
    tree = ast.parse(file.read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def found_by_name() -> dict[int, list[str]]:
    found = defaultdict(list)
    for room in ROOMS:
        for file in sorted((ROOT / room).glob("test_*.py")):
            for name in functions(file):
                if match := NAMED.match(name):
                    for number in re.findall(r"\d+", match.group(1) + match.group(2)):
                        found[int(number)].append(name)
    return found


def test_every_case_has_a_test() -> None:
    found = found_by_name()
    for hostile in HOSTILE.values():
        found[hostile.case].append(hostile.name)
    assert [case for case in CASES if not found[case] and case not in ELSEWHERE] == []


def test_every_test_named_elsewhere_exists() -> None:
    for names in ELSEWHERE.values():
        for name in names:
            file, _, test = name.partition("::")
            assert test in functions(ROOT / file), name
