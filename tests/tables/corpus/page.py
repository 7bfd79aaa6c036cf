"""Writes docs/hostile-files.md from the corpus and its tests: `make corpus`."""

from pathlib import Path

from tests.tables.corpus.answers import ANSWERS
from tests.tables.corpus.cases import CASES
from tests.tables.corpus.finding import cases_by_number

PAGE = Path(__file__).parents[3] / "docs" / "hostile-files.md"

HEAD = """# What becomes of a hostile file

Made by `make corpus` from the corpus of tests; a test fails when it is not up to date.

Every case below is a file, or a way of sending one, that a town hall may meet by accident or by ill will.
Whatever the case: the answer is a sentence with the place and the cure, never an error page; nothing is
written; the web process neither grows nor waits; temporary files are gone afterwards. The file is judged by
its content and read by a process with limits of its own (memory, time, open files), whose end is an answer
too.

| # | case | what it yields | why | tests |
|--:|---|---|---|---|
"""


def page() -> str:
    """Return the whole page."""
    found = cases_by_number()
    lines = []
    for number, case in sorted(CASES.items()):
        answer = ANSWERS[number]
        tests = ", ".join(f"`{name}`" for name in sorted(set(found[number])))
        lines.append(f"| {number} | {case} | {answer.yields} | {answer.why} | {tests} |")
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
