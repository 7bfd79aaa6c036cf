"""A frame survives being packed, whatever its cells hold."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clrisk_site.tables.packed_frame import pack_frame, unpack_frame

CELLS = st.one_of(
    st.none(),
    st.text(max_size=20),
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.binary(max_size=20),
    st.lists(st.text(max_size=5), max_size=3).map(tuple),
)


@settings(max_examples=60)
@given(st.lists(CELLS, max_size=12))
def test_objects_come_back_as_they_were(cells: list[object]) -> None:
    frame = pd.DataFrame({"cell": pd.Series(cells, dtype=object)})
    assert unpack_frame(pack_frame(frame))["cell"].tolist() == cells


@settings(max_examples=60)
@given(st.lists(st.floats(width=64), max_size=12))
def test_numbers_come_back_to_the_last_bit(numbers: list[float]) -> None:
    frame = pd.DataFrame({"n": np.array(numbers, dtype=np.float64)})
    back = unpack_frame(pack_frame(frame))["n"].to_numpy()
    assert back.view(np.int64).tolist() == np.array(numbers, dtype=np.float64).view(np.int64).tolist()


def test_whole_numbers_keep_their_gaps() -> None:
    frame = pd.DataFrame({"n": pd.Series([1, None, 3], dtype="Int64", index=[7, 8, 9])})
    back = unpack_frame(pack_frame(frame))
    assert back["n"].dtype == "Int64"
    assert back["n"].isna().tolist() == [False, True, False]
    assert back.index.tolist() == [0, 1, 2]


def test_missing_in_any_form_is_missing() -> None:
    frame = pd.DataFrame({"x": pd.Series([None, float("nan"), pd.NA, "a"], dtype=object)})
    assert unpack_frame(pack_frame(frame))["x"].tolist() == [None, None, None, "a"]


def test_an_empty_frame_keeps_its_columns() -> None:
    back = unpack_frame(pack_frame(pd.DataFrame({"a": pd.Series(dtype=object), "b": pd.Series(dtype=float)})))
    assert (list(back), len(back)) == (["a", "b"], 0)


def test_what_cannot_be_packed_is_said() -> None:
    with pytest.raises(TypeError, match="set"):
        pack_frame(pd.DataFrame({"x": pd.Series([{1}], dtype=object)}))
