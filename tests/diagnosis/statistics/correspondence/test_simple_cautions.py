"""What is supplementary, small or empty in a table, and every fault of one."""

import numpy as np
import pytest

from diagnosis.statistics.correspondence.errors import (
    EmptyTableError,
    InfiniteCountError,
    InvalidShareError,
    MissingCellError,
    NegativeCountError,
    RepeatedLabelError,
    TooFewCategoriesError,
    TooManyCategoriesError,
    UnknownLabelError,
)
from diagnosis.statistics.correspondence.simple import Correspondence, correspondence
from diagnosis.statistics.correspondence.tables import CountTable, count_table, cross_table
from diagnosis.statistics.errors import (
    AnalysisError,
    EmptyDomainError,
    InvalidWeightError,
    MissingWeightError,
)
from tests.diagnosis.statistics.correspondence.tables import SMOKING


def said(found: Correspondence) -> str:
    return " ".join(map(str, found.warnings))


def with_row(label: str, counts: list[float]) -> CountTable:
    return count_table([*SMOKING.rows, label], SMOKING.columns, np.vstack([SMOKING.counts, counts]))


def test_a_supplementary_row_lies_where_its_profile_says_and_moves_nothing() -> None:
    table = with_row("again", (SMOKING.counts[2] * 7).tolist())
    found, before = correspondence(table, supplementary_rows=["again"]), correspondence(SMOKING)
    assert found.inertia == pytest.approx(before.inertia)
    assert found.rows.coordinates[5] == pytest.approx(before.rows.coordinates[2])
    assert found.rows.cos2[5] == pytest.approx(before.rows.cos2[2])
    assert found.rows.distance[5] == pytest.approx(before.rows.distance[2])
    assert np.isnan(found.rows.contributions[5]).all()
    assert found.rows.supplementary.tolist() == [False] * 5 + [True]
    assert found.rows.mass[:5].sum() == pytest.approx(1)


def test_a_supplementary_column_is_the_profile_times_the_standard_coordinates_of_the_rows() -> None:
    counts = np.column_stack([SMOKING.counts, [0, 1, 19, 33, 20]])
    table = count_table(SMOKING.rows, [*SMOKING.columns, "alcohol"], counts)
    found = correspondence(table, supplementary_columns=["alcohol"])
    before = correspondence(SMOKING)
    profile = counts[:, 4] / counts[:, 4].sum()
    assert found.columns.coordinates[4] == pytest.approx(
        profile @ (before.rows.coordinates / np.sqrt(before.inertia))
    )


def test_small_rows_and_columns_are_named_and_set_aside_on_request() -> None:
    table = with_row("few", [0, 0, 1, 0])
    active = correspondence(table)
    assert "few has under 2 %" in said(active)
    found = correspondence(table, least_mass=0.02)
    assert "few has under 2 %" in said(found)
    assert "left out of the axes" in said(found)
    assert found.inertia == pytest.approx(correspondence(SMOKING).inertia)
    assert found.rows.supplementary[5]
    assert "Masses are shares of what takes part" in said(found)
    assert "Masses" not in said(active)
    several = correspondence(table, least_mass=0.1).rows
    assert several.supplementary.tolist() == [True, True, False, False, False, True]


def test_an_empty_row_is_named_and_has_no_place() -> None:
    found = correspondence(with_row("nobody", [0, 0, 0, 0]))
    assert "nobody counts nobody" in said(found)
    assert "nobody" not in found.rows.labels
    assert found.inertia == pytest.approx(correspondence(SMOKING).inertia)


def test_who_counts_only_where_nobody_takes_part_has_no_place() -> None:
    # The last column holds the supplementary row only, and the last row the supplementary column only.
    counts = [[30, 50, 4, 0], [10, 60, 3, 0], [0, 0, 0, 9], [0, 0, 2, 0]]
    table = count_table(["a", "b", "shown", "d"], ["x", "y", "shown", "z"], counts)
    found = correspondence(table, supplementary_rows=["shown"], supplementary_columns=["shown"])
    assert found.rows.labels == ("a", "b")
    assert found.columns.labels == ("x", "y", "shown")
    assert np.isfinite(found.columns.coordinates).all()
    assert "shown, d count nobody" in said(found)
    assert "z counts nobody" in said(found)


def test_a_row_that_is_the_total_is_noticed() -> None:
    assert "«Total» is the sum" in said(
        correspondence(with_row("Total", SMOKING.counts.sum(axis=0).tolist()))
    )
    assert "sum of the others" not in said(correspondence(SMOKING))


def test_unrelated_rows_and_columns_have_no_axis() -> None:
    found = correspondence(count_table(["a", "b", "c"], ["x", "y"], np.outer([1, 2, 3], [3, 7])))
    assert len(found.inertia) == 0
    assert found.rows.coordinates.shape == (3, 0)
    assert "unrelated" in said(found)
    assert found.to_json()["inertia"] == []


def test_very_large_and_very_small_counts_pass() -> None:
    expected = correspondence(SMOKING).inertia
    for scale in (1e-290, 1e290):
        table = count_table(SMOKING.rows, SMOKING.columns, SMOKING.counts * scale)
        assert correspondence(table).inertia == pytest.approx(expected)


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        (-1.0, NegativeCountError),
        (np.nan, MissingCellError),
        (np.inf, InfiniteCountError),
        (-np.inf, NegativeCountError),
        (1.7e308, InfiniteCountError),
    ],
)
def test_what_is_no_count_is_named_with_its_place(cell: float, fault: type[AnalysisError]) -> None:
    counts = SMOKING.counts.copy()
    counts[1, 2] = cell
    if cell == 1.7e308:
        counts[3, 3] = cell
    with pytest.raises(fault, match=r"«JM».*«medium»") as raised:
        count_table(SMOKING.rows, SMOKING.columns, counts)
    assert (raised.value.row, raised.value.column) == (1, "medium")


def test_faults_of_a_table() -> None:
    with pytest.raises(RepeatedLabelError, match="«a»"):
        count_table(["a", "a"], ["x", "y"], [[1, 2], [3, 4]])
    with pytest.raises(EmptyTableError):
        correspondence(count_table(["a", "b"], ["x", "y"], np.zeros((2, 2))))
    with pytest.raises(EmptyTableError):
        correspondence(count_table([], [], np.zeros((0, 0))))
    with pytest.raises(TooFewCategoriesError, match="the rows"):
        correspondence(count_table(["a"], ["x", "y"], [[1, 2]]))
    with pytest.raises(TooFewCategoriesError, match="the columns"):
        correspondence(count_table(["a", "b"], ["x", "y"], [[1, 0], [3, 0]]))
    with pytest.raises(UnknownLabelError, match=r"«hevy».*«heavy»"):
        correspondence(SMOKING, supplementary_columns=["hevy"])
    with pytest.raises(UnknownLabelError, match="how it is written"):
        correspondence(SMOKING, supplementary_columns=["?"])
    with pytest.raises(TooFewCategoriesError):
        correspondence(SMOKING, supplementary_columns=["none", "light", "medium"])
    for share in (-0.1, 1.0, float("nan")):
        with pytest.raises(InvalidShareError):
            correspondence(SMOKING, least_mass=share)
    with pytest.raises(TooManyCategoriesError):
        count_table(list(map(str, range(2001))), list(map(str, range(2001))), np.zeros((2001, 2001)))
    with pytest.raises(ValueError, match="shape"):
        CountTable(("a",), ("b",), np.zeros((2, 2)))


def test_records_become_a_table_and_blanks_are_counted() -> None:
    rows, columns = ["a", "b", "", "a", "b"], [1, 2, 1, np.nan, 1]
    table = cross_table(rows, columns)
    assert table.counts.tolist() == [[1, 0], [1, 1]]
    assert (table.records, table.weighted) == (3, False)
    assert str(table.warnings[0]) == "2 records were left out because they lack an answer."
    weighted = cross_table(rows, columns, [2, 0, 5, 0, 1.5])
    assert weighted.counts.tolist() == [[2, 0], [1.5, 0]]
    assert (weighted.records, weighted.weighted) == (2, True)
    assert str(weighted.warnings[0]) == "1 record was left out because it lacks an answer."


def test_faults_of_records() -> None:
    with pytest.raises(MissingWeightError) as missing:
        cross_table(["a", "b"], ["x", "y"], [1, np.nan])
    assert missing.value.row == 1
    for wrong in (-1, np.inf):
        with pytest.raises(InvalidWeightError):
            cross_table(["a", "b"], ["x", "y"], [1, wrong])
    with pytest.raises(EmptyDomainError):
        cross_table(["a", "b"], ["", None])
    with pytest.raises(EmptyDomainError):
        cross_table(["a", "b"], ["x", "y"], [0, 0])
    with pytest.raises(EmptyDomainError):
        cross_table([], [])
    with pytest.raises(TooManyCategoriesError, match="the rows"):
        cross_table(np.arange(20_000), np.arange(20_000) % 900)
    with pytest.raises(ValueError, match="rows"):
        cross_table(["a"], ["x", "y"])
    with pytest.raises(ValueError, match="weights"):
        cross_table(["a", "b"], ["x", "y"], [1])
