import pytest

from diagnosis.survey.codes import Codes, CodesError, canonical, code_in_two_lines


@pytest.mark.parametrize(
    ("written", "cell", "fits"),
    [
        ("1", "1", True),
        ("1", "01", True),
        ("1", "1.0", True),
        ("1", "10", False),
        ("1, 3", "3", True),
        ("1;3", "3", True),
        ("5-11", "11", True),
        ("5-11", "12", False),
        ("5-11", "x", False),
        ("14+", "96", True),
        ("Sí", "SÍ ", True),
        ("0", "-0", True),
        ("1", "", False),
    ],
)
def test_a_code_is_found_however_it_is_written(written: str, cell: str, fits: bool) -> None:
    assert (cell in Codes.read(written)) is fits


def test_nothing_written_is_nothing() -> None:
    assert not Codes.read(" , ")


def test_a_range_that_runs_backwards_is_refused() -> None:
    with pytest.raises(CodesError) as raised:
        Codes.read("1, 11-5")
    assert raised.value.part == "11-5"


def test_words_keep_their_words() -> None:
    assert canonical(" No  trabaja ") == "no trabaja"


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ("1", "1.0", "1"),
        ("1-3", "03", "3"),
        ("14+", "5-20", "14"),
        ("1-3", "4-6", ""),
        ("1, 3", "2, 4+", ""),
        ("Sí", "SÍ", "sí"),
    ],
)
def test_a_code_that_two_lists_share_is_named(one: str, other: str, code: str) -> None:
    assert Codes.read(one).shared(Codes.read(other)) == code
    assert Codes.read(other).shared(Codes.read(one)) == code
    assert code_in_two_lines(((one, "A"), ("x", "B"), (other, "C"))) == code
    assert code_in_two_lines(((one, "A"), (other, "a"))) == "", "it is one category"
