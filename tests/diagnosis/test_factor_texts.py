"""Numbers written as JSON, row by row: read again they are the same."""

import json

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnosis.imports.risk_results.factor_texts import json_rows


@settings(deadline=None)
@given(
    st.integers(1, 20).flatmap(
        lambda rows: st.lists(
            st.lists(
                st.one_of(
                    st.just(float("nan")),
                    st.integers(0, 10**8).map(lambda whole: whole / 10_000),
                    st.integers(-100, 20_000).map(float),
                    st.floats(-1e12, 1e12, allow_subnormal=False).map(lambda number: float(f"{number:.12g}")),
                ),
                min_size=rows,
                max_size=rows,
            ),
            min_size=1,
            max_size=4,
        )
    )
)
def test_what_is_read_again_is_what_was_written(columns: list[list[float]]) -> None:
    written = json_rows({f"f{at}": np.array(column) for at, column in enumerate(columns)})
    for row, text in enumerate(written):
        given = {f"f{at}": column[row] for at, column in enumerate(columns)}
        assert json.loads(text) == {key: number for key, number in given.items() if number == number}


def test_texts_are_short_and_keys_are_escaped() -> None:
    columns = {'a "b"': np.array([0.5, 10.0, 9_999.0]), "c": np.array([1e-9, -2.0, 123_456.7])}
    assert json_rows(columns) == [
        '{"a \\"b\\"": 0.5, "c": 1e-09}',
        '{"a \\"b\\"": 10, "c": -2}',
        '{"a \\"b\\"": 9999, "c": 123456.7}',
    ]
