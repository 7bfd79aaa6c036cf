"""Every case of the corpus has at least one test, every test that is named exists, and the page says so."""

from tests.tables.corpus.answers import ANSWERS
from tests.tables.corpus.cases import CASES, ELSEWHERE
from tests.tables.corpus.finding import ROOT, cases_by_number, functions
from tests.tables.corpus.page import PAGE, page


def test_every_case_has_a_test_and_an_answer() -> None:
    found = cases_by_number()
    assert [case for case in CASES if not found[case] or case not in ANSWERS] == []


def test_every_test_named_elsewhere_exists() -> None:
    for names in ELSEWHERE.values():
        for name in names:
            file, _, test = name.partition("::")
            assert test in functions(ROOT / file), name


def test_the_page_of_hostile_files_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: make corpus"
