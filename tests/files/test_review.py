"""The page before saving: what a person sees of every row that matters, and the way to it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clrisk_site.files.models import ImportReceipt
from clrisk_site.files.presenters.review.numbers import figure
from clrisk_site.files.presenters.review.problems import runs_of
from clrisk_site.places.models import Territory
from tests.files.sending import Sender

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

FIVE_WRONG = """clave,clase,nota
0710100010458,alto,uno
0710100010462,nunca,dos
071010001017A,,tres
0710100019999,alto,cuatro
0710100019998,alto,cinco
x,bajo,seis
"""


def page_of(sender: Sender, text: str, **fields: object) -> str:
    page: str = sender.review(sender.upload("risk-results", "a.csv", text, **fields)).content.decode()
    return page


def test_each_problem_leads_to_its_row_as_it_stood_and_back(sender: Sender, areas: list[Territory]) -> None:
    upload = sender.upload("risk-results", "a.csv", FIVE_WRONG)
    answer = sender.review(upload)
    review, page = answer.context["review"], answer.content.decode()
    assert review.errors
    for problem in (*review.errors, *review.warnings):
        assert any(span.anchor for span in problem.spans), problem
    anchors = set(re.findall(r'href="#([^"]+)"', page))
    ids = set(re.findall(r'\bid="([^"]+)"', page))
    assert anchors <= ids
    assert {span.anchor for problem in review.errors for span in problem.spans} <= anchors
    rows = {row.row: row for row in review.standing}
    assert [cell.text for cell in rows[3].cells] == ["0710100010462", "nunca", "dos"]
    assert [cell.wrong for cell in rows[3].cells] == [False, True, False]
    assert all(row.back in ids for row in review.standing)


def test_a_problem_of_many_rows_is_said_once_and_counts_the_rest(
    sender: Sender, areas: list[Territory]
) -> None:
    rows = "\n".join(f"0710100010458,nunca{(n % 2 and ' ') or ''}" for n in range(40))
    upload = sender.upload("risk-results", "a.csv", f"clave,clase\n{rows}\n")
    review = sender.review(upload).context["review"]
    (problem,) = review.errors
    assert problem.row == "2–41"
    assert problem.more == 0
    assert len(review.standing) == 15
    assert review.held == 40
    scattered = "\n".join(f"0710100010458,{'nunca' if n % 2 else 'alto'}" for n in range(80))
    upload = sender.upload("risk-results", "b.csv", f"clave,clase\n{scattered}\n")
    problem = next(one for one in sender.review(upload).context["review"].errors if "nunca" in one.problem)
    assert len(problem.spans) == 12
    assert problem.more == 28
    assert "y 28 filas más" in sender.review(upload).content.decode()


def test_changed_values_stand_beside_the_name_of_their_row(sender: Sender, areas: list[Territory]) -> None:
    sender.import_whole("risk-results", "a.csv", "clave,clase,poblacion 5 a 17\n0710100010458,alto,100\n")
    upload = sender.upload("risk-results", "b.csv", "clave,clase,poblacion 5 a 17\n0710100010458,alto,120\n")
    review = sender.review(upload).context["review"]
    (change,) = review.changes
    assert change["name"] == "0458 (0710100010458), Tuxtla"
    assert (change["before"], change["after"]) == ("100", "120")
    page = sender.review(upload).content.decode()
    assert "<del>100</del>" in page
    assert "<ins>120</ins>" in page


def test_twenty_rows_are_shown_as_they_would_be_read(sender: Sender, areas: list[Territory]) -> None:
    rows = "\n".join(f"0710100010458,{n}" for n in range(30))
    review = sender.review(sender.upload("risk-results", "a.csv", f"clave,valor\n{rows}\n")).context["review"]
    assert len(review.rows) == 20
    assert review.total_rows == "30"


def test_number_columns_are_drawn_and_said_in_words(sender: Sender, areas: list[Territory]) -> None:
    page = page_of(sender, "clave,valor\n0710100010458,0.2\n0710100010462,0.4\n071010001017A,n.d.\n")
    assert "2 valores entre 0.2 y 0.4; la mediana es 0.3." in page
    assert "Falta 1." in page
    assert 'class="c-histogram"' in page
    assert "style=" not in page


def test_a_column_without_any_number_says_so(sender: Sender, areas: list[Territory]) -> None:
    page = page_of(sender, "clave,clase,valor\n0710100010458,alto,\n0710100010462,bajo,n.d.\n")
    assert "Sin valores: todas las celdas están vacías." in page


def test_answers_can_be_changed(sender: Sender, areas: list[Territory]) -> None:
    upload = sender.upload("risk-results", "a.csv", "clave,valor\n0710100010458,0.2\n0710100010462,0.3\n")
    sender.answer(upload, "measure_type", "probability")
    page = sender.review(upload).content.decode()
    assert "Sus respuestas" in page
    assert ">cambiar<" in page


def test_the_page_asks_the_database_as_often_for_many_problems_as_for_one(
    sender: Sender, areas: list[Territory]
) -> None:
    one = sender.upload("risk-results", "a.csv", "clave,clase\n0710100010458,nunca\n")
    many = sender.upload(
        "risk-results", "b.csv", "clave,clase\n" + "\n".join(f"{n},alto" for n in range(400)) + "\n"
    )
    with CaptureQueriesContext(connection) as few:
        sender.review(one)
    with CaptureQueriesContext(connection) as lots:
        sender.review(many)
    assert len(lots) <= len(few) <= 25


def test_everything_stored_already_offers_no_button(sender: Sender, areas: list[Territory]) -> None:
    text = "clave,clase\n0710100010458,alto\n"
    sender.import_whole("risk-results", "a.csv", text)
    review = sender.review(sender.upload("risk-results", "b.csv", text)).context["review"]
    assert review.save_label == ""
    assert "ya está guardado" in review.lead
    assert ImportReceipt.objects.count() == 1


def test_row_numbers_are_joined_where_they_follow_each_other() -> None:
    assert runs_of([8, 6, 7, 7, 12]) == [(6, 8), (12, 12)]
    assert runs_of([]) == []


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.0, "0"), (12.0, "12"), (107_773.0, "107,773"), (0.11834, "0.1183"), (31.26, "31.26"),
        (1234.56789, "1,234.6"),
        (1789.5, "1,789.5"), (-0.5, "−0.5"), (1e-7, "1e-07"), (1e300, "1e+300"), (99.5, "99.5"),
    ],
)  # fmt: skip
def test_figures_are_short(value: float, words: str) -> None:
    assert figure(value) == words


def test_a_year_is_a_name_and_not_grouped() -> None:
    assert figure(2020.0, is_name=True) == "2020"


def test_a_cell_that_could_not_be_read_is_not_called_blank(sender: Sender, areas: list[Territory]) -> None:
    text = "clave,clase,valor\n0710100010458,alto,x\n7101,bajo,\n0710100010462,alto,0.5\n"
    review = sender.review(sender.upload("risk-results", "a.csv", text)).context["review"]
    first, second, _ = review.rows
    assert [cell.wrong for cell in first.cells] == [False, False, True]
    assert [cell.waits for cell in second.cells] == [True, False, False]
    page = page_of(sender, text)
    assert "no se puede leer" in page
    assert "en espera" in page


def test_what_differs_only_in_the_cell_it_quotes_is_said_once(sender: Sender, areas: list[Territory]) -> None:
    wrong = "\n".join(f"07101000190{n:02},alto" for n in range(20))
    upload = sender.upload("risk-results", "a.csv", f"clave,clase\n{wrong}\n")
    answer = sender.review(upload)
    (problem,) = answer.context["review"].errors
    assert (problem.row, problem.alike) == ("2–21", 19)
    second = answer.context["review"].standing[1]
    assert "0710100019001" in second.said[0]
    assert "Y 19 problemas más como este." in answer.content.decode()


def test_names_to_confirm_are_the_next_thing_to_do(sender: Sender, areas: list[Territory]) -> None:
    upload = sender.upload("risk-results", "a.csv", "municipio,clase\nTuxtla Gutierez,alto\n")
    answer = sender.review(upload)
    review, page = answer.context["review"], answer.content.decode()
    assert review.question is None
    assert review.names_title == "1 nombre por confirmar"
    assert "Falta confirmar 1 nombre." in review.lead
    assert review.save_label == ""
    assert f'href="{sender.at("upload-places", upload)}"' in page


def test_names_that_were_confirmed_are_counted_apart_from_the_other_answers(
    sender: Sender, areas: list[Territory]
) -> None:
    upload = sender.upload("risk-results", "a.csv", "clave,valor\n0710100010458,0.2\n0710100010462,0.3\n")
    sender.answer(upload, "measure_type", "probability")
    upload.refresh_from_db()
    upload.said |= {f"place:territory:{name}": ["?", "Tuxtla"] for name in ("a", "b")}
    upload.save()
    answer = sender.review(upload)
    assert list(answer.context["answers"]) == ["measure_type"]
    assert answer.context["names_answered"] == 2
    assert "2 nombres confirmados" in answer.content.decode()
