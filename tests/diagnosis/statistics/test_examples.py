"""The examples in the docstrings of the statistics and of their command give what they say."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
MODULES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for folder in ("statistics", "analyses")
    for path in sorted((ROOT / "diagnosis" / folder).rglob("*.py"))
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_give_what_they_say(name: str) -> None:
    failed, _tried = doctest.testmod(import_module(name))
    assert failed == 0, f"{failed} example(s) of {name} differ"


def test_there_are_examples() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    assert sum(bool(test.examples) for name in MODULES for test in finder.find(import_module(name))) >= 30
