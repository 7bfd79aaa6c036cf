"""The preview: counts that add up, problems with their rows, questions, and what would change."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from clrisk_site.figures.message import says
from clrisk_site.tables.held import cells_at
from clrisk_site.tables.preview_result import Preview
from clrisk_site.tables.spec import Checked, Column, Context, Kind, Option, Problem, Question, Severity
from tests.tables.builders import (
    FACTORS,
    LEVEL,
    NAME,
    RESULTS,
    TERRITORY,
    VALUE,
    make_spec,
    messages,
    preview,
    read,
    text_file,
)


def adds_up(found: Preview) -> bool:
    return found.rows == found.new + found.changed + found.same + found.refused + found.asked + found.repeated


def table(tmp_path: Path, *rows: str, head: str = "clave,valor,nivel") -> Path:
    return text_file(tmp_path / "datos.csv", "\n".join((head, *rows)) + "\n")


STORED = [
    {"territory": "MX.07.101", "value": 0.5, "level": "high"},
    {"territory": "MX.07.011", "value": None, "level": "low"},
    {"territory": "MX.07.078", "value": 0.25, "level": None},
]


def test_new_changed_same_refused_and_gone(tmp_path: Path) -> None:
    path = table(tmp_path, "07101,0.5,alto", "07011,0.125,bajo", "07097,n.d.,medio", "07102,1,bajo")
    found = preview(path, make_spec(TERRITORY, VALUE, LEVEL, stored=STORED))
    assert (found.rows, found.new, found.changed, found.same, found.refused, found.gone) == (4, 1, 1, 1, 1, 1)
    assert adds_up(found)
    assert found.change is not None
    assert found.change.new["territory"].tolist() == ["MX.07.097"]
    assert found.change.new["value"].isna().all()
    assert found.change.changed.index.tolist() == [3]
    assert found.change.gone["territory"].tolist() == ["MX.07.078"]
    assert [(cell.row, cell.field, cell.after) for cell in found.changes] == [(3, "value", 0.125)]
    assert [str(note) for note in found.notes] == ["1 cell with «n.d.» was read as missing."]
    assert not found.taken_whole


def test_a_stored_row_whose_row_in_the_file_is_refused_is_not_gone(tmp_path: Path) -> None:
    found = preview(table(tmp_path, "07101,x,alto"), make_spec(TERRITORY, VALUE, LEVEL, stored=STORED))
    assert (found.refused, found.gone) == (1, 2)


def test_case_23_identical_rows_are_kept_once_with_a_warning(tmp_path: Path) -> None:
    found = preview(table(tmp_path, "07101,0.5,alto", "07-101,0.50,ALTO", "07078,1,bajo"))
    assert (found.new, found.repeated, found.refused) == (2, 1, 0)
    assert messages(found) == [(3, None, "This row stands in the file more than once and is taken once.")]
    assert found.problems[0].severity is Severity.WARNING
    assert adds_up(found)


def test_case_23_contradicting_rows_are_refused_naming_both(tmp_path: Path) -> None:
    found = preview(table(tmp_path, "07101,0.5,alto", "07078,1,bajo", "07101,0.7,alto", "07101,0.5,alto"))
    assert (found.new, found.refused, found.repeated) == (1, 3, 0)
    assert (2, None, "This row and row 4 are about the same thing and differ. Keep one of them.") in messages(
        found
    )
    assert (4, None, "This row and row 2 are about the same thing and differ. Keep one of them.") in messages(
        found
    )
    assert adds_up(found)


def test_case_24_codes_outside_the_territory_are_row_errors(tmp_path: Path) -> None:
    found = preview(table(tmp_path, "07101,1,alto", "21114,1,alto", "07102,1,alto"), within="MX.07")
    assert [(row, column) for row, column, _ in messages(found)] == [(3, "clave"), (4, "clave")]
    assert "lies outside Chiapas" in messages(found)[0][2]
    assert "No territory has the code «07102»" in messages(found)[1][2]
    assert (found.new, found.refused) == (1, 2)


def test_case_21_rows_with_lost_zeros_wait_for_the_answer(tmp_path: Path) -> None:
    path = table(tmp_path, "7101,1,alto", "07078,1,alto")
    asked = preview(path)
    assert (asked.new, asked.asked, asked.refused) == (1, 1, 0)
    assert adds_up(asked)
    (question,) = asked.questions
    answered = preview(path, answers={question.code: "pad"})
    assert answered.taken_whole
    assert answered.new == 2
    cell = answered.first_rows[0].cells[0]
    assert (cell.text, cell.marks) == ("07101 Tuxtla Gutiérrez", ((0, 1),))


def test_case_25_names_with_accents_are_shown(tmp_path: Path) -> None:
    path = table(tmp_path, "Tuxtla Gutiérrez,1,alto", "San Cristóbal de las Casas,1,bajo", "Tonalá,1,bajo")
    found = preview(path, within="MX.07")
    assert found.accents == ("Tuxtla Gutiérrez", "San Cristóbal de las Casas", "Tonalá")
    assert [match.path for match in found.name_matches] == ["MX.07.101", "MX.07.078", "MX.07.097"]


def test_blank_required_cells_are_row_errors(tmp_path: Path) -> None:
    found = preview(table(tmp_path, ",1,alto", "07101,1,alto"))
    assert messages(found) == [(2, "clave", "The cell is blank. Fill it in or remove the row.")]


def test_a_missing_required_column_refuses_everything(tmp_path: Path) -> None:
    found = preview(table(tmp_path, "1,alto", head="valor,nivel"))
    assert found.change is None
    assert "No column was found for «Territory»" in messages(found)[0][2]


def test_case_34_a_repeated_header_refuses_the_file_when_it_is_used(tmp_path: Path) -> None:
    found = preview(table(tmp_path, "07101,07101,1", head="clave,clave,valor"))
    assert found.change is None
    assert messages(found) == [
        (None, "clave", "Two columns are called «clave». Rename one of them in the file.")
    ]
    assert preview(table(tmp_path, "07101,x,y", head="clave,otra,otra")).taken_whole


def test_problems_of_columns_not_used_do_not_matter(tmp_path: Path) -> None:
    found = preview(table(tmp_path, "07101,1,alto,x\0y", head="clave,valor,nivel,otra"))
    assert found.taken_whole


def test_a_row_the_reader_found_wrong_is_refused(tmp_path: Path) -> None:
    found = preview(table(tmp_path, "07101,1,alto", "07078,1,alto,more", "07011,1"))
    assert (found.new, found.refused) == (2, 1)
    assert [
        (row, problem.severity.value)
        for (row, _, _), problem in zip(messages(found), found.problems, strict=True)
    ] == [
        (3, "error"),
        (4, "warning"),
    ]


def test_open_columns_not_stored_count_as_missing_there(tmp_path: Path) -> None:
    spec = make_spec(
        TERRITORY, open_columns=FACTORS, stored=[{"territory": "MX.07.101"}, {"territory": "MX.07.078"}]
    )
    found = preview(table(tmp_path, "07101,3.5", "07078,", head="clave,factor:hh_size"), spec)
    assert (found.changed, found.same) == (1, 1)


def test_the_spec_checks_good_rows_only_and_may_add_columns(tmp_path: Path) -> None:
    seen: list[int] = []

    def check(frame: pd.DataFrame, context: Context) -> Checked:
        seen.extend(frame.index.tolist())
        problem = Problem(int(frame.index[0]), "value", says("Wrong."))
        return Checked(frame.assign(key=frame["territory"] + "!"), (problem,))

    spec = make_spec(
        TERRITORY, VALUE, key=("key",), check=check, stored=[{"key": "MX.07.078!", "value": 1.0}]
    )
    found = preview(table(tmp_path, "07101,1,a", "07102,1,a", "07078,1,a"), spec)
    assert seen == [2, 4]
    assert messages(found)[0] == (2, "valor", "Wrong.")
    assert (found.same, found.refused, found.gone) == (1, 2, 0)


def test_nothing_can_be_written_while_a_question_of_the_check_is_open(tmp_path: Path) -> None:
    question = Question("measure", says("What is it?"), (Option("a", says("A")),))

    def check(frame: pd.DataFrame, context: Context) -> Checked:
        return Checked(frame, (), () if context.answers.get("measure") else (question,))

    spec = make_spec(TERRITORY, VALUE, check=check)
    path = table(tmp_path, "07101,1,a")
    assert preview(path, spec).change is None
    assert preview(path, spec, answers={"measure": "a"}).change is not None


def test_a_file_level_error_of_the_check_refuses_the_file(tmp_path: Path) -> None:
    def check(frame: pd.DataFrame, context: Context) -> Checked:
        return Checked(frame, (Problem(None, None, says("No year.")),))

    found = preview(table(tmp_path, "07101,1,a"), make_spec(TERRITORY, VALUE, check=check))
    assert found.change is None
    assert not found.taken_whole


def test_rows_are_listed_up_to_a_thousand_and_counted_beyond(tmp_path: Path) -> None:
    found = preview(table(tmp_path, *[f"{i:05d},x,alto" for i in range(40_000, 41_500)]))
    assert found.refused == 1_500
    assert len(found.problems) == 1_000
    assert found.more_problems == 2_000


def test_the_row_numbers_are_those_of_the_file(tmp_path: Path) -> None:
    path = text_file(
        tmp_path / "a.csv", "Título de la tabla\n\nclave,valor,nivel\n07101,1,alto\n\n07078,x,alto\n"
    )
    assert [row for row, _, _ in messages(preview(path))] == [6]


KINDS = (
    Column("code", says("Code"), Kind.CODE),
    NAME,
    Column("n", says("N"), Kind.INTEGER),
    Column("x", says("X"), Kind.NUMBER),
    Column("when", says("When"), Kind.DATE),
    Column("tags", says("Tags"), Kind.TEXT, many=True),
    Column("known", says("Known"), Kind.YES_NO_UNKNOWN),
)


@pytest.mark.parametrize("gap", [None, float("nan"), pd.NA])
def test_what_was_stored_as_read_is_the_same(tmp_path: Path, gap: Any) -> None:
    path = text_file(
        tmp_path / "a.csv", "code,name,n,x,when,tags,known\n1,Tonalá,5,0.1,2024-01-31,a;b,sí\n2,,,,,,\n"
    )
    spec = make_spec(*KINDS, key=("code",))
    first = preview(path, spec)
    assert first.change is not None
    stored = first.change.new.astype(object)
    stored = stored.where(stored.notna(), gap)
    again = preview(path, make_spec(*KINDS, key=("code",), stored=stored.to_dict("records")))
    assert (again.same, again.changed, again.gone) == (2, 0, 0)


def test_first_rows_show_what_was_understood(tmp_path: Path) -> None:
    found = preview(table(tmp_path, '07101,"0,50",ALTO', "07078,n.d.,bajo"), RESULTS)
    assert found.shown_fields == ("territory", "value", "level")
    assert [[cell.text for cell in row.cells] for row in found.first_rows] == [
        ["07101 Tuxtla Gutiérrez", "0.5", "high"],
        ["07078 San Cristóbal de las Casas", "", "low"],
    ]


def test_rows_that_are_refused_or_wait_are_told_with_every_sentence(tmp_path: Path) -> None:
    found = preview(table(tmp_path, "07101,x,never", "7011,1,bajo", "07078,1,bajo", "07101,2,alto"))
    assert found.held is not None
    first, second = found.held.tell()
    assert (first.row, first.waits, [column for column, _ in first.said]) == (2, False, ["valor", "nivel"])
    assert (second.row, second.waits, [column for column, _ in second.said]) == (3, True, ["clave"])
    assert [row.row for row in found.held.tell(1)] == [2]
    assert len(found.held) == 2


def test_rows_beyond_the_list_of_problems_are_held_with_their_sentence_too(tmp_path: Path) -> None:
    found = preview(table(tmp_path, *(f"{number},1,bajo" for number in range(90_000, 91_500))))
    assert found.held is not None
    assert len(found.problems) < len(found.held) == found.refused == 1_500
    assert all(row.said for row in found.held.tell())


def test_cells_are_returned_as_they_stood(tmp_path: Path) -> None:
    raw = read(table(tmp_path, "07101, 1 ,ALTO", "07078,n.d.,bajo"))
    assert cells_at(raw, [3, 2]) == [("07078", "n.d.", "bajo"), ("07101", " 1 ", "ALTO")]


def test_changed_rows_are_named_and_every_value_of_the_first_is_listed(tmp_path: Path) -> None:
    path = table(tmp_path, "07101,0.6,bajo", "07011,0.125,bajo")
    found = preview(path, make_spec(TERRITORY, VALUE, LEVEL, stored=STORED))
    assert [(cell.row, cell.field) for cell in found.changes] == [(2, "value"), (2, "level"), (3, "value")]
    assert found.changes[0].name == "Tuxtla Gutiérrez (07101), Chiapas"
    assert found.changed_cells == 3


def test_gone_rows_are_named_and_marked(tmp_path: Path) -> None:
    spec = make_spec(TERRITORY, VALUE, LEVEL, stored=STORED)
    some, all_but = preview(table(tmp_path, "07101,0.5,alto"), spec), preview(table(tmp_path, "x,1,"), spec)
    assert [row.name for row in some.gone_rows] == [
        "Bella Vista (07011), Chiapas",
        "San Cristóbal de las Casas (07078), Chiapas",
    ]
    assert some.gone_mark
    assert some.gone_mark != all_but.gone_mark


def test_a_row_without_a_place_is_called_by_its_name_and_key(tmp_path: Path) -> None:
    code = Column("code", says("Code"), Kind.TEXT, synonyms=("codigo",))
    spec = make_spec(code, NAME, key=("code",), stored=[{"code": "b1", "name": "Becas"}])
    found = preview(table(tmp_path, "b1,Becas nuevas", head="codigo,nombre"), spec)
    assert [cell.name for cell in found.changes] == ["Becas nuevas · b1"]
    gone = preview(table(tmp_path, "b2,Otra", head="codigo,nombre"), spec)
    assert [(row.name, row.key) for row in gone.gone_rows] == [("Becas", "b1")]


@pytest.mark.parametrize("header", ["problem", "Problema", "PROBLÈME", "problema "])
def test_the_column_of_problems_is_left_out_and_said_so(header: str, tmp_path: Path) -> None:
    spec = make_spec(TERRITORY, open_columns=replace(FACTORS, free=True))
    found = preview(table(tmp_path, "07101,3,mal", head=f"clave,factor:hh_size,{header}"), spec)
    assert found.taken_whole
    assert found.shown_fields == ("territory", "factor:hh_size")
    assert "was left out" in str(found.notes[-1])


def test_number_columns_have_bars(tmp_path: Path) -> None:
    found = preview(table(tmp_path, "07101,1,alto", "07078,,bajo", "07011,3,bajo"))
    (bars,) = found.histograms
    assert (bars.field, bars.counts, bars.missing, bars.median) == ("value", (1, 0, 1), 1, 2.0)


def test_case_28_the_rule_of_the_marks_is_stated(tmp_path: Path) -> None:
    spec = make_spec(TERRITORY, VALUE)
    written = text_file(tmp_path / "a.csv", "clave;valor\n07101;1,5\n07078;1.234,5\n")
    notes = [str(note) for note in preview(written, spec).notes]
    assert notes == ["The comma separates decimals, the point thousands. Columns: «valor»."]
    assert not preview(text_file(tmp_path / "b.csv", "clave,valor\n07101,1.5\n07078,2\n"), spec).notes
