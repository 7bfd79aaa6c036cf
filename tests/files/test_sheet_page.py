"""Step 2: everything that was found about a sheet is shown, can be changed, and is read anew as chosen."""

import io
from typing import Any

import openpyxl
import pytest

from clrisk_site.files.models import Upload
from tests.files.sending import Sender

ROWS = "clave,clase\n0710100010458,alto\n0710100010462,bajo\n"
KIND = "risk-results"
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def sent(sender: Sender, areas: object) -> Any:
    """Send a file and return its sheet page as a function of what is posted."""

    def send(content: str | bytes, name: str = "a.csv") -> Page:
        return Page(sender, sender.upload(KIND, name, content))

    return send


class Page:
    """The sheet page of one upload."""

    def __init__(self, sender: Sender, upload: Upload) -> None:
        self.sender, self.upload = sender, upload
        self.address = sender.at("upload-sheet", upload)

    def open(self, query: str = "") -> Any:
        return self.sender.client.get(self.address + query)

    def fields(self) -> dict[str, Any]:
        """What a browser would send unchanged."""
        form = self.open().context["form"]
        return {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}

    def look(self, **changed: Any) -> Any:
        return self.sender.client.post(self.address, {**self.fields(), **changed, "look": "1"})

    def go_on(self, **changed: Any) -> Any:
        return self.sender.client.post(self.address, {**self.fields(), **changed})

    def kept(self) -> dict[str, Any]:
        self.upload.refresh_from_db()
        reading: dict[str, Any] = self.upload.reading
        return reading


def top(answer: Any) -> list[list[str]]:
    return [row["cells"] for row in answer.context["top"]]


def test_what_is_accepted_as_found_is_no_choice(sent: Any) -> None:
    page = sent(ROWS)
    assert page.go_on().status_code == 302
    assert page.kept() == {}


def test_a_plain_file_keeps_the_page_calm(sent: Any) -> None:
    answer = sent(ROWS).open()
    assert not answer.context["open"]
    assert "repair" not in answer.context["form"].fields
    assert '<details class="c-details">' in answer.content.decode()


def test_a_workbook_has_neither_separator_nor_encoding(sent: Any) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["clave", "clase"])
    sheet.append(["0710100010458", "alto"])
    file = io.BytesIO()
    book.save(file)
    answer = sent(file.getvalue(), "a.xlsx").open()
    assert {"separator", "encoding", "repair"}.isdisjoint(answer.context["form"].fields)
    assert not answer.context["accents"]


def test_broken_letters_are_shown_before_and_after_and_repaired_when_asked(sent: Any) -> None:
    page = sent("clave,clase,nombre\n0710100010458,alto,MuÃ±oz\n0710100010462,bajo,GutiÃ©rrez\n")
    text = page.open().content.decode()
    assert "MuÃ±oz" in text
    assert "Muñoz" in text
    looked = page.look(repair="on")
    assert looked.status_code == 200
    assert looked.context["form"]["repair"].value() is True
    assert top(looked)[1][2] == "Muñoz"
    assert page.kept() == {}
    page.go_on(repair="on")
    assert page.kept() == {"repair": True}
    assert page.open().context["form"]["repair"].value() is True
    page.sender.client.post(page.address, {"header_row": "1"})
    assert page.kept() == {"header_row": 1}


def test_another_encoding_changes_the_rows_and_the_names_with_accents(sent: Any) -> None:
    page = sent(
        "clave,clase,nombre\n0710100010458,alto,Muñoz\n0710100010462,bajo,Núñez\n".encode("mac_roman")
    )
    opened = page.open()
    assert opened.context["form"]["encoding"].value() == "mac_roman"
    assert opened.context["open"]
    assert opened.context["accents"] == ("Muñoz", "Núñez")
    looked = page.look(encoding="cp1252")
    assert looked.context["accents"][0] == "Mu–oz"
    assert "Mu–oz" in looked.content.decode()
    page.go_on(encoding="cp1252")
    assert page.kept() == {"encoding": "cp1252"}


@pytest.mark.parametrize(("encoding", "before"), [("cp1252", True), ("utf-8", False)])
def test_names_with_accents_stand_in_sight_where_the_encoding_is_a_guess(
    sent: Any, encoding: str, before: bool
) -> None:
    text = sent("clave,clase,nombre\n0710100010458,alto,Núñez\n".encode(encoding)).open().content.decode()
    assert (text.index("como se leyeron: Núñez.") < text.index('<details class="c-details"')) is before


def test_another_separator_finds_the_header_anew(sent: Any) -> None:
    page = sent("Consulta, de: hoy\nclave;clase\n0710100010458;alto, dicen\n0710100010462;bajo, dicen\n")
    looked = page.look(separator="semicolon")
    assert looked.context["form"]["header_row"].value() == 2
    assert top(looked)[1] == ["clave", "clase"]
    assert {len(cells) for cells in top(looked)} == {2}
    looked = page.look(separator="tab")
    assert top(looked)[1] == ["clave;clase"]


def test_totals_and_notes_are_named_and_can_be_taken_back(sent: Any) -> None:
    rows = ROWS.replace("\n", ",1\n").replace("clase,1", "clase,poblacion 5 a 17")
    page = sent(f"{rows}Total,,2\n\nFuente: INEGI,,\nNota: preliminar,,\n")
    opened = page.open()
    assert opened.context["open"]
    assert "La fila 4 suma las demás" in opened.content.decode()
    assert "Desde la fila 6 hay 2 notas" in opened.content.decode()
    assert [row["number"] for row in opened.context["top"] if row["mark"] == "left_out"] == [4, 6, 7]
    assert not opened.context["below"]
    looked = page.look(last_row="4")
    assert "La fila 4 suma" not in looked.content.decode()
    assert "Desde la fila 6" in looked.content.decode()
    assert [row["number"] for row in looked.context["top"] if row["mark"] == "left_out"] == [6, 7]
    page.go_on(last_row="4")
    assert page.kept() == {"last_row": 4}
    assert page.open().context["form"]["last_row"].value() == 4
    page.go_on(last_row="")
    assert page.kept() == {}


def test_a_header_of_two_rows_can_be_chosen(sent: Any) -> None:
    page = sent("clave,clase\nde INEGI,2015\n0710100010458,alto\n")
    looked = page.look(header_row="2", header_rows="2")
    assert [row["mark"] for row in looked.context["top"]] == ["header", "header", ""]
    assert "filas 1 y 2" in looked.content.decode()
    page.go_on(header_row="2", header_rows="2")
    assert page.kept() == {"header_row": 2, "header_rows": 2}
    columns = page.sender.client.get(page.sender.at("upload-columns", page.upload)).content.decode()
    assert "clave · de INEGI" in columns


def test_tags_are_named(sent: Any) -> None:
    answer = sent(ROWS.replace("\n", "\n#adm4+code,#risk\n", 1)).open()
    assert "La fila 2 tiene etiquetas HXL" in answer.content.decode()
    assert [row["mark"] for row in answer.context["top"]][:3] == ["header", "tags", ""]


def test_the_end_of_a_long_sheet_is_shown_apart(sent: Any) -> None:
    rows = "".join(f"07101000{number:05},alto,1\n" for number in range(40))
    answer = sent(f"clave,clase,n\n{rows}Total,,40\n\nFuente: INEGI,,\n").open()
    assert [row["number"] for row in answer.context["below"]] == [42, 44]
    assert not any(row["mark"] == "left_out" for row in answer.context["top"])


def test_a_header_far_down_is_shown_with_the_rows_around_it(sent: Any) -> None:
    notes = "".join(f"nota {number},,\n" for number in range(30))
    answer = sent(f"{notes}clave,clase,n\n0710100010458,alto,1\n").open()
    assert [row["number"] for row in answer.context["top"] if row["mark"] == "header"] == [31]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"last_row": "1"}, "debe estar debajo de la fila 1"),
        ({"header_rows": "2"}, "antes de la fila 1"),
        ({"header_row": "900"}, "no puede ser"),
        ({"encoding": "rot13"}, "no se ofrece"),
        ({"separator": "x"}, "no se ofrece"),
    ],
)
def test_a_wrong_choice_keeps_what_was_typed(sent: Any, changed: dict[str, str], said: str) -> None:
    page = sent(ROWS)
    typed = {"encoding": "cp850", **changed}
    for answer in (page.look(**typed), page.go_on(**changed)):
        assert answer.status_code == 422
        assert said in answer.content.decode()
        (name,) = changed
        assert str(answer.context["form"][name].value()) == changed[name]
    assert page.kept() == {}
    looked = page.look(**typed).context["form"]
    assert looked["encoding"].value() == typed["encoding"]


def test_choices_may_stand_in_the_address(sent: Any) -> None:
    page = sent(ROWS)
    answer = page.open("?encoding=cp850&header_row=2")
    assert answer.context["form"]["encoding"].value() == "cp850"
    assert answer.context["form"]["header_row"].value() == 2
    assert page.open("?header_row=x&encoding=rot13&separator=&last_row=-1").status_code == 200


def test_another_reading_forgets_the_columns_chosen_for_the_old_one(sent: Any) -> None:
    page = sent(ROWS)
    page.upload.mapping = {"clave": "territory"}
    page.upload.save()
    page.go_on()
    page.upload.refresh_from_db()
    assert page.upload.mapping == {"clave": "territory"}
    page.go_on(encoding="cp850")
    page.upload.refresh_from_db()
    assert page.upload.mapping == {}


def test_a_sheet_called_as_the_place_is_proposed_and_the_page_says_why(sent: Any) -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    for name in ("Nacional", "CHIAPAS", "Tuxtla Gutierrez"):
        sheet = first if name == "Nacional" else book.create_sheet(name)
        sheet.title = name
        for row in (["clave", "clase"], ["0710100010458", name]):
            sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    page = sent(content.getvalue(), "a.xlsx")
    answer = page.open()
    assert answer.context["chosen_sheet"] == "Tuxtla Gutierrez"
    assert "«Tuxtla Gutierrez»" in answer.context["notes"][0]
    other = page.open("?sheet=Nacional")
    assert (other.context["chosen_sheet"], other.context["notes"]) == ("Nacional", [])
    columns = page.sender.client.get(page.sender.at("upload-columns", page.upload))
    assert "Tuxtla Gutierrez" in columns.content.decode()
