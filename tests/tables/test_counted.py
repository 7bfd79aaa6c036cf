"""Counts where one row of the file holds several things to store: each identity in one unit."""

from pathlib import Path

import pandas as pd

from clrisk_site.figures.message import says
from clrisk_site.tables.counted import NAMES, ROWS, VALUES
from clrisk_site.tables.preview_result import Preview
from clrisk_site.tables.rows import TOTAL
from clrisk_site.tables.spec import Checked, Column, Context, Kind, Problem, Severity
from tests.tables.builders import LEVEL, TERRITORY, VALUE, make_spec, messages, preview, text_file

PARTS = Column("part", says("Part"), Kind.TEXT, many=True, synonyms=("partes",))


def unfold(frame: pd.DataFrame, _: Context) -> Checked:
    parts = frame["part"].map(lambda cell: cell or ())
    return Checked(frame.assign(part=parts).explode("part").dropna(subset=["part"]))


SPEC = make_spec(
    TERRITORY,
    PARTS,
    VALUE,
    key=("territory", "part"),
    stored=[{"territory": "MX.07.101", "part": "a", "value": 1.0}],
    check=unfold,
    counted=NAMES,
)


def look(tmp_path: Path, *rows: str) -> Preview:
    return preview(text_file(tmp_path / "a.csv", "\n".join(("clave,partes,valor", *rows)) + "\n"), SPEC)


def adds_up(found: Preview) -> bool:
    """In things stored, and in rows of the file: never in both at once."""
    return (
        found.rows == found.new + found.changed + found.same + found.repeated
        and found.file_rows == found.kept_rows + found.blank_rows + found.refused + found.asked
    )


def test_what_is_stored_and_the_rows_of_the_file_are_counted_apart(tmp_path: Path) -> None:
    found = look(tmp_path, "07101,a;b;c,1", "07078,a;b,2", "07011,,3", "07097,a;b,x", "n.d.,a,1")
    assert (found.rows, found.new, found.same) == (5, 4, 1)
    assert (found.file_rows, found.kept_rows, found.blank_rows, found.refused) == (5, 2, 1, 2)
    assert found.counted is NAMES
    assert adds_up(found)


def test_a_thing_that_stands_twice_is_repeated_unless_its_row_is_refused(tmp_path: Path) -> None:
    twice = look(tmp_path, "07101,a;b,1", "07101,b,1", "07101,a,1")
    assert (twice.rows, twice.repeated, twice.kept_rows, twice.blank_rows) == (4, 2, 1, 2)
    assert adds_up(twice)
    differ = look(tmp_path, "07101,a;b,1", "07101,b,2", "07078,c,1")
    assert (differ.rows, differ.repeated, differ.refused, differ.kept_rows) == (1, 0, 2, 1)
    assert adds_up(differ)


def test_where_a_row_is_one_thing_there_is_one_unit(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", "clave,valor\n07101,1\n07101,1\n07078,x\n07011,2\n")
    found = preview(path, make_spec(TERRITORY, VALUE))
    assert found.counted is ROWS
    counted = found.new + found.changed + found.same + found.refused + found.asked + found.repeated
    assert found.rows == found.file_rows == counted == 4


def test_words_for_one_and_for_many() -> None:
    assert [str(VALUES.message(count)) for count in (1, 2)] == ["1 value", "2 values"]


def test_copies_are_compared_in_the_columns_in_use_and_say_which(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", "clave,valor,calle\n07101,1,Sol\n07101,1,Luna\n")
    found = preview(path, make_spec(TERRITORY, VALUE), mapping={"calle": ""})
    assert found.repeated == 1
    (said,) = [text for _, _, text in messages(found)]
    assert said == (
        "This row is equal to another one in the columns that are used, and is taken once. "
        "Compared: «clave», «valor»."
    )


def test_a_total_that_is_refused_is_called_a_total_and_nothing_else(tmp_path: Path) -> None:
    rows = [f"{code},1,alto" for code in ("07101", "07078", "07011")]
    text = "\n".join(("clave,valor,nivel", ",3,Total", *rows)) + "\n"
    spec = make_spec(TERRITORY, VALUE, Column("name", says("Name"), Kind.TEXT, synonyms=("nivel",)))
    found = preview(text_file(tmp_path / "a.csv", text), spec)
    assert (found.refused, found.new) == (1, 3)
    assert [(one.row, one.message) for one in found.problems] == [(2, TOTAL)]
    assert found.held is not None
    assert [row.said for row in found.held.tell()] == [((None, TOTAL),)]


def test_a_refused_row_is_not_among_the_remarks_on_rows_that_are_saved(tmp_path: Path) -> None:
    def warn(frame: pd.DataFrame, _: Context) -> Checked:
        rows = [int(row) for row in frame.index]
        remarks = [Problem(row, None, says("Look."), Severity.WARNING) for row in rows]
        return Checked(frame, (*remarks, Problem(rows[0], None, says("Wrong."))))

    path = text_file(tmp_path / "a.csv", "clave,nivel\n07101,alto\n07078,bajo\n")
    found = preview(path, make_spec(TERRITORY, LEVEL, check=warn))
    assert [(one.row, one.severity) for one in found.problems] == [
        (2, Severity.ERROR),
        (3, Severity.WARNING),
    ]


def test_copies_beyond_the_list_are_no_errors(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", "clave,valor\n" + "07101,1\n" * 5_105)
    found = preview(path, make_spec(TERRITORY, VALUE))
    assert (found.repeated, found.refused) == (5_104, 0)
    assert found.more_problems == found.more_remarks == 104
