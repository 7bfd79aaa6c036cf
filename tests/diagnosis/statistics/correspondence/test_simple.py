import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnosis.statistics.correspondence.answers import answers, combined
from diagnosis.statistics.correspondence.simple import Correspondence, correspondence
from diagnosis.statistics.correspondence.tables import count_table, cross_table
from tests.diagnosis.statistics.correspondence.slow_correspondence import slow_correspondence
from tests.diagnosis.statistics.correspondence.tables import SMOKING, published, published_table
from tests.diagnosis.statistics.reference import read_json, read_rows


def lettered(counts: list[list[float]]) -> Correspondence:
    return correspondence(
        count_table([f"r{i}" for i in range(len(counts))], [f"c{j}" for j in range(len(counts[0]))], counts)
    )


def rows_of(columns: int) -> st.SearchStrategy[list[list[int]]]:
    row = st.lists(st.integers(1, 60), min_size=columns, max_size=columns)
    return st.lists(row, min_size=2, max_size=6)


tables = st.integers(2, 5).flatmap(rows_of)


def test_smoking_comes_out_as_published() -> None:
    found = correspondence(SMOKING)
    assert found.total == pytest.approx(0.085190, abs=5e-7)
    assert found.inertia == pytest.approx([0.074759, 0.010017, 0.000414], abs=5e-7)
    assert 100 * found.share == pytest.approx([87.76, 11.76, 0.49], abs=0.005)
    assert found.chi2 == pytest.approx(16.4416, abs=5e-5)
    assert found.rows.contributions[:, 0] == pytest.approx([0.0033, 0.0837, 0.5120, 0.3310, 0.0701], abs=5e-5)
    assert np.abs(found.rows.coordinates[:, 0]) == pytest.approx(
        [0.0658, 0.2590, 0.3806, 0.2330, 0.2011], abs=5e-5
    )
    assert found.dimensions == 3
    assert found.warnings == ()


def test_smoking_is_exact_to_all_digits_of_the_reference() -> None:
    expected = read_json("published_reference_values.json")["smoke"]
    found = correspondence(SMOKING)
    assert found.inertia == pytest.approx(expected["principal_inertias"], abs=1e-10)
    assert found.total == pytest.approx(expected["total_inertia"], abs=5e-9)
    assert np.abs(found.rows.coordinates[:, 0]) == pytest.approx(expected["row_principal_dim1_abs"], abs=5e-9)


def test_letters_of_authors_come_out_as_published() -> None:
    found = correspondence(published_table("ca_author.csv"))
    assert found.total == pytest.approx(0.018735, abs=5e-7)
    assert found.inertia[:3] == pytest.approx([0.007664, 0.003688, 0.002411], abs=5e-7)
    assert 100 * found.share[:3] == pytest.approx([40.91, 19.69, 12.87], abs=0.005)
    assert len(found.inertia) == found.dimensions == 11


def test_colours_of_hair_and_eyes_come_out_as_published() -> None:
    rows = published("datasets_HairEyeColor.csv")
    table = cross_table(rows["Eye"], rows["Hair"], [float(x) for x in rows["Freq"]], frequencies=True)
    found = correspondence(table)
    assert found.inertia == pytest.approx([0.208773, 0.022227, 0.002598], abs=5e-7)
    assert 100 * found.share == pytest.approx([89.37, 9.51, 1.11], abs=0.005)
    assert found.chi2 == pytest.approx(138.29, abs=0.005)


def test_a_weighted_table_of_combined_answers_comes_out_as_expected() -> None:
    expected = read_json("expected.json")["weighted_ca_sector_by_sex_childlabour"]
    rows = read_rows("survey_fixture.csv")
    pairs = combined({name: answers([row[name] for row in rows]) for name in ("sex", "child_labour")})
    table = cross_table([row["sector_head"] for row in rows], pairs, [float(row["weight"]) for row in rows])
    found = correspondence(table)
    assert table.columns == tuple(expected["cols"])
    assert table.rows == tuple(map(str, expected["rows"]))
    assert table.counts == pytest.approx(np.array(expected["table"]), rel=1e-9)
    assert found.inertia == pytest.approx(expected["principal_inertias"], rel=1e-9)
    assert found.total == pytest.approx(expected["total"], rel=1e-9)
    assert any("no p-value" in str(one) for one in found.warnings)


@given(tables)
@settings(max_examples=40, deadline=None)
def test_it_agrees_with_the_loops(counts: list[list[int]]) -> None:
    slow, found = slow_correspondence(counts), lettered([[float(x) for x in row] for row in counts])
    assert found.total == pytest.approx(slow.total, rel=1e-9, abs=1e-15)
    # Near ties of axes or of contributions turn vectors, so those are compared where they are clear.
    clear = min(-np.diff([*slow.inertia, 0.0]), default=0.0) > 1e-5
    if clear and len(slow.inertia) == len(found.inertia):
        assert found.inertia == pytest.approx(slow.inertia, rel=1e-7)
        assert np.abs(found.rows.coordinates) == pytest.approx(np.abs(slow.rows), abs=1e-7)
        assert np.abs(found.columns.coordinates) == pytest.approx(np.abs(slow.columns), abs=1e-7)
        assert found.rows.contributions == pytest.approx(np.array(slow.row_contributions), abs=1e-7)
        assert found.columns.contributions == pytest.approx(np.array(slow.column_contributions), abs=1e-7)
    assert found.rows.distance == pytest.approx(slow.row_distances, rel=1e-9, abs=1e-14)
    assert found.columns.distance == pytest.approx(slow.column_distances, rel=1e-9, abs=1e-14)


def test_signs_are_those_of_the_loops() -> None:
    slow, found = slow_correspondence(SMOKING.counts.tolist()), correspondence(SMOKING)
    assert found.rows.coordinates == pytest.approx(np.array(slow.rows), abs=1e-12)
    assert found.columns.coordinates == pytest.approx(np.array(slow.columns), abs=1e-12)


@given(tables)
@settings(max_examples=30, deadline=None)
def test_the_axes_give_the_table_back(counts: list[list[int]]) -> None:
    found = lettered([[float(x) for x in row] for row in counts])
    if not len(found.inertia):
        return
    related = 1 + found.rows.coordinates @ found.columns.standard.T
    assert np.outer(found.rows.mass, found.columns.mass) * related * found.size == pytest.approx(
        np.array(counts, dtype=float), rel=1e-9
    )
    assert found.ratios == pytest.approx(related, rel=1e-9)
    assert found.rows.contributions.sum(axis=0) == pytest.approx(np.ones(len(found.inertia)))
    assert found.columns.mass @ found.columns.coordinates**2 == pytest.approx(found.inertia)
    shown = found.rows.cos2.sum(axis=1)
    assert shown[~np.isnan(shown)] == pytest.approx(np.ones((~np.isnan(shown)).sum()), rel=1e-6)


@given(tables, st.floats(1e-3, 1e6))
@settings(max_examples=25, deadline=None)
def test_scaled_counts_change_nothing(counts: list[list[int]], scale: float) -> None:
    before = lettered([[float(x) for x in row] for row in counts])
    after = lettered([[x * scale for x in row] for row in counts])
    same(before, after, range(len(counts)), range(len(counts[0])))


@given(tables, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_rows_and_columns_changes_nothing(counts: list[list[int]], random: object) -> None:
    rows, columns = list(range(len(counts))), list(range(len(counts[0])))
    random.shuffle(rows)  # type: ignore[attr-defined]  # hypothesis hands over a random.Random
    random.shuffle(columns)  # type: ignore[attr-defined]  # the same
    names = [f"r{i}" for i in rows], [f"c{j}" for j in columns]
    numbers = np.array(counts, dtype=float)
    before = lettered(numbers.tolist())
    after = correspondence(count_table(*names, numbers[np.ix_(rows, columns)]))
    same(before, after, rows, columns)


def same(before: Correspondence, after: Correspondence, rows: object, columns: object) -> None:
    """Check that the points are the same, signs included; near ties of axes are noise and left out."""
    assert after.total == pytest.approx(before.total, rel=1e-9, abs=1e-16)
    if len(after.inertia) != len(before.inertia):
        return
    assert after.inertia == pytest.approx(before.inertia, rel=1e-6, abs=1e-15)
    if min(-np.diff([*before.inertia, 0.0]), default=0.0) > 1e-6 and not unclear(before):
        assert after.rows.coordinates == pytest.approx(before.rows.coordinates[list(rows)], abs=1e-7)  # type: ignore[call-overload]  # any order
        assert after.columns.coordinates == pytest.approx(before.columns.coordinates[list(columns)], abs=1e-7)  # type: ignore[call-overload]  # any order


def unclear(found: Correspondence) -> bool:
    """Whether two contributions differ by little more than a tie, so that rounding decides the sign."""
    largest = np.sort(found.columns.contributions, axis=0)[-2:]
    return bool(((largest[1] - largest[0] > 1e-7 * largest[1]) & (largest[1] - largest[0] < 1e-5)).any())


@given(tables, st.integers(2, 9))
@settings(max_examples=25, deadline=None)
def test_rows_with_one_profile_may_be_one_row(counts: list[list[int]], times: int) -> None:
    numbers = np.array(counts, dtype=float)
    split = np.vstack([numbers, times * numbers[0]])
    merged = numbers.copy()
    merged[0] *= 1 + times
    apart, together = lettered(split.tolist()), lettered(merged.tolist())
    assert apart.total == pytest.approx(together.total, rel=1e-9, abs=1e-15)
    if len(together.inertia) and min(-np.diff([*together.inertia, 0.0])) > 1e-6 and not unclear(together):
        assert apart.columns.coordinates == pytest.approx(together.columns.coordinates, abs=1e-7)
        assert apart.rows.coordinates[-1] == pytest.approx(together.rows.coordinates[0], abs=1e-7)


def test_rows_and_columns_may_change_places() -> None:
    found, turned = (
        correspondence(SMOKING),
        correspondence(count_table(SMOKING.columns, SMOKING.rows, SMOKING.counts.T)),
    )
    assert turned.inertia == pytest.approx(found.inertia)
    assert np.abs(turned.rows.coordinates) == pytest.approx(np.abs(found.columns.coordinates))


def test_equal_contributions_give_one_sign_whatever_the_order() -> None:
    signs = []
    for order in ([0, 1], [1, 0]):
        counts = np.array([[30.0, 10], [10, 30]])[:, order]
        found = correspondence(count_table(["x", "y"], [["a", "b"][place] for place in order], counts))
        signs.append(found.columns.coordinates[order.index(0), 0])
    assert signs[0] == pytest.approx(signs[1])
    assert signs[0] > 0


def test_axes_of_equal_inertia_are_turned_alike_whatever_the_order() -> None:
    counts = np.array([[9.0, 2, 2], [2, 9, 2], [2, 2, 9]])
    before = lettered(counts.tolist())
    assert any("equal inertia" in str(one) for one in before.warnings)
    for order in ([1, 2, 0], [2, 1, 0], [0, 2, 1]):
        after = correspondence(
            count_table([f"r{i}" for i in order], [f"c{i}" for i in order], counts[np.ix_(order, order)])
        )
        assert after.columns.coordinates == pytest.approx(before.columns.coordinates[order], abs=1e-9)
        assert after.rows.coordinates == pytest.approx(before.rows.coordinates[order], abs=1e-9)


def test_fewer_axes_keep_the_inertia_of_all() -> None:
    found = correspondence(SMOKING, axes=2)
    assert found.rows.coordinates.shape == (5, 2)
    assert len(found.inertia) == 3
    assert found.rows.cos2.sum(axis=1).max() <= 1


def test_plain_data_has_one_object_for_each_point() -> None:
    data = correspondence(SMOKING).to_json()
    assert {"inertia", "share", "total", "rows", "columns"} <= data.keys()
    rows = data["rows"]
    assert isinstance(rows, list)
    assert isinstance(rows[0], dict)
    assert {"label", "mass", "coordinates", "contributions", "cos2"} <= rows[0].keys()
    assert "ratios" not in data
