"""Every method with its own example spoilt in many ways: a result or a named fault, never a mistake."""

import csv
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from diagnosis.analyses.methods import NAMES
from tests.diagnosis.analyses.running import EXAMPLES, analyse, data_of

type Rows = list[list[str]]
type Spoil = Callable[[Rows], Rows]

MOST_COLUMNS = 6
MOST_ROWS = 90
LOST = ("one_blank", "one_marked", "one_error")
"""Ways that take one value away: a result must then say so, or have a record less."""
FEWER = {"draws": "100", "permutations": "99"}
"""Random numbers that are enough here."""


def each(value: Callable[[str, int], str]) -> Callable[[int], Spoil]:
    """Return what changes all cells of a column."""

    def at(column: int) -> Spoil:
        def spoil(rows: Rows) -> Rows:
            changed = [list(row) for row in rows]
            for number, row in enumerate(changed[1:]):
                row[column] = value(row[column], number)
            return changed

        return spoil

    return at


COLUMNS: dict[str, Callable[[int], Spoil]] = {
    "blank": each(lambda _cell, _number: ""),
    "one_blank": each(lambda cell, number: "" if number == 3 else cell),
    "one_marked": each(lambda cell, number: "N/D" if number == 3 else cell),
    "one_error": each(lambda cell, number: "#REF!" if number == 3 else cell),
    "text": each(lambda _cell, _number: "perro"),
    "one_text": each(lambda cell, number: "perro" if number == 3 else cell),
    "one_infinite": each(lambda cell, number: "inf" if number == 3 else cell),
    "one_huge": each(lambda cell, number: "1e300" if number == 3 else cell),
    "one_large": each(lambda cell, number: "1e40" if number == 3 else cell),
    "negative": each(lambda cell, _number: f"-{cell}" if cell[:1].isdigit() else cell),
    "zero": each(lambda _cell, _number: "0"),
    "one": each(lambda _cell, _number: "1"),
    "running": each(lambda _cell, number: str(number)),
    "removed": lambda column: lambda rows: [row[:column] + row[column + 1 :] for row in rows],
}
ROWS: dict[str, Spoil] = {
    "empty": lambda _rows: [],
    "header": lambda rows: rows[:1],
    "one_row": lambda rows: rows[:2],
    "two_rows": lambda rows: rows[:3],
    "doubled": lambda rows: [*rows, *rows[1:]],
    "same": lambda rows: [rows[0], *([rows[1]] * 20)],
    "first_column": lambda rows: [row[:1] for row in rows],
    "short_row": lambda rows: [*rows, ["1"]],
}


def read(name: str) -> tuple[Rows, str]:
    text = data_of(name).read_text(encoding="utf-8")
    separator = ";" if text.split("\n", 1)[0].count(";") else ","
    return list(csv.reader(text.splitlines(), delimiter=separator)), separator


def spoilt(rows: Rows) -> Iterator[tuple[str, Rows]]:
    for way, spoil in ROWS.items():
        yield way, spoil(rows)
    for column in range(min(len(rows[0]), MOST_COLUMNS)):
        for way, spoil_column in COLUMNS.items():
            yield f"{rows[0][column]} {way}", spoil_column(column)(rows)


def is_named(found: tuple[int, str, str]) -> bool:
    status, out, _err = found
    document = json.loads(out)
    fault = document.get("error")
    if fault is None:
        return status == 0
    named = fault["name"].endswith("Error") and fault["name"] != "UnexpectedError"
    return named and status in (1, 2) and "%(" not in fault["message"]


def is_silent(out: str, before: dict[str, Any]) -> bool:
    """Return whether a result changed with a lost value and does not say that anything was lost."""
    document = json.loads(out)
    if "error" in document or {**document, "file": None} == {**before, "file": None}:
        return False
    return [document["warnings"], document.get("n")] == [before["warnings"], before.get("n")]


def example_in(folder: Path, name: str) -> Path:
    """Copy the example of a method, short and with few random numbers; return its specification."""
    shutil.copytree(EXAMPLES / name, folder, dirs_exist_ok=True)
    spec = folder / "spec.yaml"
    lines = spec.read_text(encoding="utf-8").splitlines()
    words = [line.split(":")[0] for line in lines]
    lines = [
        f"{word}: {FEWER[word]}" if word in FEWER else line for word, line in zip(words, lines, strict=True)
    ]
    spec.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return spec


@pytest.mark.parametrize("name", NAMES)
def test_spoilt_data_give_a_result_or_a_named_fault(tmp_path: Path, name: str) -> None:
    spec = example_in(tmp_path, name)
    rows, separator = read(name)
    rows = rows[:MOST_ROWS]
    path = tmp_path / data_of(name).name
    wrong: list[str] = []
    before: dict[str, Any] = {}
    words = set(re.findall(r"\w+", spec.read_text(encoding="utf-8")))
    for way, changed in [("as it is", rows), *spoilt(rows)]:
        path.write_text("\n".join(separator.join(row) for row in changed) + "\n", encoding="utf-8")
        found = analyse(name, path, spec, format="json", language="en")
        before = before or json.loads(found[1])
        column, _space, how = way.rpartition(" ")
        lost = how in LOST and column in words and "error" not in before
        if not is_named(found) or (lost and is_silent(found[1], before)):
            wrong.append(f"{way}: {found[1][:200]}")
    assert wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_spoilt_specifications_give_a_result_or_a_named_fault(tmp_path: Path, name: str) -> None:
    example_in(tmp_path, name)
    path = tmp_path / data_of(name).name
    lines = (tmp_path / "spec.yaml").read_text(encoding="utf-8").splitlines()
    places = [number for number, line in enumerate(lines) if line[:1].isalpha() and ":" in line]
    wrong = []
    for number in places:
        key = lines[number].split(":")[0]
        own = range(number, next((place for place in places if place > number), len(lines)))
        for value in (None, "nothing", "-1", "1e9", "[a, b]", "{column: nothing}"):
            line = [] if value is None else [f"{key}: {value}"]
            kept = [*lines[: own.start], *line, *lines[own.stop :]]
            (tmp_path / "spec.yaml").write_text("\n".join(kept) + "\n", encoding="utf-8")
            found = analyse(name, path, tmp_path / "spec.yaml", format="json", language="en")
            if not is_named(found):
                wrong.append(f"{key}: {value}: {found[1][:200]}")
    assert wrong == []
