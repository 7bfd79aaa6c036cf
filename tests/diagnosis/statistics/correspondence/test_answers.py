import numpy as np
import pytest

from diagnosis.statistics.correspondence.answers import Answers, answers, combined, weights_of
from diagnosis.statistics.correspondence.burt import burt_matrix
from diagnosis.statistics.correspondence.errors import TooManyCategoriesError
from diagnosis.statistics.errors import InvalidWeightError


def read(values: object) -> tuple[list[int], tuple[str, ...]]:
    coded = answers(values)  # type: ignore[arg-type]  # lists of mixed things are the point
    return coded.codes.tolist(), coded.categories


def test_numbers_keep_their_order_and_texts_that_of_the_alphabet() -> None:
    assert read([10, 9, 10]) == ([1, 0, 1], ("9", "10"))
    assert read(np.array([3, -1], dtype=np.int8)) == ([1, 0], ("-1", "3"))
    assert read([5, 10**9]) == ([0, 1], ("5", "1000000000"))
    assert read([True, False]) == ([1, 0], ("0", "1"))
    assert read([2.0, np.nan, 1.0]) == ([1, -1, 0], ("1", "2"))
    assert read([2.5, np.nan, 1.0]) == ([1, -1, 0], ("1", "2.5"))
    assert read(["b", "a", " a ", "", "  ", None]) == ([1, 0, 0, -1, -1, -1], ("a", "b"))
    assert read(np.array([None, "x", np.nan, float("nan")], dtype=object)) == ([-1, 0, -1, -1], ("x",))
    assert read([np.nan, np.nan]) == ([-1, -1], ())


def test_what_is_coded_stays() -> None:
    coded = Answers(np.array([0, 1]), ("yes", "no"))
    assert answers(coded) is coded
    assert coded.with_blanks_as("?") is coded
    with pytest.raises(ValueError, match="twice"):
        Answers(np.array([0]), ("a", "a"))
    for wrong in (-2, 1):
        with pytest.raises(ValueError, match="no category"):
            Answers(np.array([wrong]), ("a",))


def test_combinations_lack_an_answer_where_any_part_does() -> None:
    joined = combined({"sex": answers([1, 2, 2]), "works": answers([0, 1, np.nan])})
    assert joined.categories == ("1_0", "1_1", "2_0", "2_1")
    assert joined.codes.tolist() == [0, 3, -1]
    number = answers(np.arange(400))
    with pytest.raises(TooManyCategoriesError, match="«a_b»"):
        combined({"a": number, "b": number})


def test_weights_that_cannot_be_added_up_are_named() -> None:
    with pytest.raises(InvalidWeightError) as fault:
        weights_of([1, 1.7e308, 1.7e308], 3)
    assert fault.value.row == 1


@pytest.mark.parametrize("sizes", [(2, 3), (3, 2, 4, 2), (40, 50, 3, 7), (1200, 2, 3)])
@pytest.mark.parametrize("blanks", [False, True])
def test_pairs_are_those_that_a_loop_counts(sizes: tuple[int, ...], *, blanks: bool) -> None:
    chance = np.random.default_rng(len(sizes))
    codes = [
        chance.integers(-1 if blanks and place != 1 else 0, size, 300) for place, size in enumerate(sizes)
    ]
    weights = chance.uniform(0, 3, 300)
    starts = np.cumsum([0, *sizes])
    expected = np.zeros((starts[-1], starts[-1]))
    for record in range(300):
        given = [starts[place] + one[record] for place, one in enumerate(codes) if one[record] >= 0]
        for first in given:
            for second in given:
                expected[first, second] += weights[record]
    assert np.allclose(burt_matrix(codes, sizes, weights), expected, rtol=1e-12, atol=0)


def test_blocks_of_records_add_up() -> None:
    chance = np.random.default_rng(1)
    codes = [chance.integers(0, 3, 300_000).astype(np.int8) for _ in range(3)]
    found = burt_matrix(codes, [3, 3, 3])
    assert found[0, 3] == np.count_nonzero((codes[0] == 0) & (codes[1] == 0))
    assert found.trace() == 900_000
