"""Every method with its own example spoilt in many ways: a result or a named fault, never a mistake."""

import csv
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from diagnosis.analyses.methods import NAMES
from tests.diagnosis.analyses.running import EXAMPLES, analyse, data_of

type Rows = list[list[str]]
type Spoil = Callable[[Rows], Rows]

MOST_COLUMNS = 8


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


@pytest.mark.parametrize("name", NAMES)
def test_spoilt_data_give_a_result_or_a_named_fault(tmp_path: Path, name: str) -> None:
    shutil.copytree(EXAMPLES / name, tmp_path, dirs_exist_ok=True)
    if data_of(name).suffix != ".csv":
        pytest.skip("the example is no text")
    rows, separator = read(name)
    path = tmp_path / data_of(name).name
    wrong = []
    for way, changed in spoilt(rows):
        path.write_text("\n".join(separator.join(row) for row in changed) + "\n", encoding="utf-8")
        found = analyse(name, path, tmp_path / "spec.yaml", format="json", language="en")
        if not is_named(found):
            wrong.append(f"{way}: {found[1][:200]}")
    assert wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_spoilt_specifications_give_a_result_or_a_named_fault(tmp_path: Path, name: str) -> None:
    shutil.copytree(EXAMPLES / name, tmp_path, dirs_exist_ok=True)
    path = tmp_path / data_of(name).name
    lines = (tmp_path / "spec.yaml").read_text(encoding="utf-8").splitlines()
    places = [number for number, line in enumerate(lines) if line[:1].isalpha() and ":" in line]
    wrong = []
    for number in places:
        key = lines[number].split(":")[0]
        own = range(number, next((place for place in places if place > number), len(lines)))
        for value in (None, "nothing", "-1", "1e9", "[]", "[a, b]", "{column: nothing}"):
            line = [] if value is None else [f"{key}: {value}"]
            kept = [*lines[: own.start], *line, *lines[own.stop :]]
            (tmp_path / "spec.yaml").write_text("\n".join(kept) + "\n", encoding="utf-8")
            found = analyse(name, path, tmp_path / "spec.yaml", format="json", language="en")
            if not is_named(found):
                wrong.append(f"{key}: {value}: {found[1][:200]}")
    assert wrong == []
