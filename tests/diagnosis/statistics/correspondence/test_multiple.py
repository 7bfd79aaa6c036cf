from random import Random

import numpy as np
import pytest

from diagnosis.statistics.correspondence.answers import answers
from diagnosis.statistics.correspondence.multiple import (
    MultipleCorrespondence,
    Variant,
    multiple_correspondence,
)
from diagnosis.statistics.correspondence.simple import correspondence
from diagnosis.statistics.correspondence.tables import cross_table
from tests.diagnosis.statistics.correspondence.slow_correspondence import (
    slow_adjusted,
    slow_correspondence,
    slow_indicator,
)
from tests.diagnosis.statistics.correspondence.tables import published


def made_up(seed: int, records: int = 60, questions: int = 4) -> dict[str, list[str]]:
    """Return answers that lean on one hidden number, so that axes are apart."""
    random = Random(seed)
    hidden = [random.gauss(0, 1) for _ in range(records)]
    return {
        f"q{question}": [
            "abc"[min(2, max(0, round(1 + 0.9 * one * (question != 2) + random.gauss(0, 0.8))))]
            for one in hidden
        ]
        for question in range(questions)
    }


def agree(one: MultipleCorrespondence, other: MultipleCorrespondence) -> None:
    """Check that two analyses are one, their signs included; columns may come in another order."""
    places = [other.columns.labels.index(label) for label in one.columns.labels]
    assert other.total == pytest.approx(one.total, rel=1e-9)
    assert other.inertia == pytest.approx(one.inertia, rel=1e-7, abs=1e-13)
    assert other.columns.mass[places] == pytest.approx(one.columns.mass, rel=1e-9)
    assert other.columns.coordinates[places] == pytest.approx(one.columns.coordinates, abs=1e-7)
    assert other.columns.cos2[places] == pytest.approx(one.columns.cos2, abs=1e-7, nan_ok=True)


def attitudes() -> dict[str, list[str]]:
    rows = published("ca_wg93.csv")
    return {name: rows[name] for name in "ABCD"}


def test_attitudes_to_science_come_out_as_published_adjusted() -> None:
    found = multiple_correspondence(attitudes())
    assert found.inertia[:5] == pytest.approx([0.076455, 0.058220, 0.009197, 0.005670, 0.001172], abs=5e-7)
    assert 100 * found.share[:5] == pytest.approx([44.9, 34.2, 5.4, 3.3, 0.7], abs=0.05)
    assert found.total == pytest.approx(0.170246, abs=5e-7)
    assert (found.records, found.questions, found.dimensions) == (871, 4, 16)


def test_attitudes_to_science_come_out_as_published_by_burt_and_indicator() -> None:
    burt = multiple_correspondence(attitudes(), variant=Variant.BURT)
    assert burt.inertia[:4] == pytest.approx([0.209196, 0.185732, 0.103636, 0.093926], abs=5e-7)
    assert burt.total == pytest.approx(1.127684, abs=5e-7)
    indicator = multiple_correspondence(attitudes(), variant=Variant.INDICATOR)
    assert indicator.inertia[:4] == pytest.approx([0.45738, 0.43097, 0.32193, 0.30647], abs=5e-6)
    assert indicator.total == pytest.approx(16 / 4)
    assert indicator.share.sum() == pytest.approx(1)
    assert burt.indicator == pytest.approx(indicator.inertia)


def test_drinking_tea_comes_out_as_published() -> None:
    rows = published("FactoMineR_tea.csv")
    found = multiple_correspondence(
        {name: rows[name] for name in list(rows)[:18]}, variant=Variant.INDICATOR, axes=3
    )
    assert found.inertia[:3] == pytest.approx([0.14827, 0.12155, 0.09001], abs=5e-6)
    assert 100 * found.share[:3] == pytest.approx([9.885, 8.103, 6.001], abs=5e-4)
    assert found.total == pytest.approx(1.5)
    assert found.columns.coordinates.shape == (45, 3)


@pytest.mark.parametrize("seed", range(3))
def test_it_agrees_with_the_loops_over_the_whole_indicator_matrix(seed: int) -> None:
    given = made_up(seed, records=40)
    categories, matrix = slow_indicator(list(zip(*given.values(), strict=True)))
    slow = slow_correspondence(matrix)
    found = multiple_correspondence(given, variant=Variant.INDICATOR)
    assert found.names == tuple((f"q{question}", label) for question, label in categories)
    assert found.inertia == pytest.approx(slow.inertia, rel=1e-8)
    assert found.total == pytest.approx(slow.total)
    assert found.columns.coordinates == pytest.approx(np.array(slow.columns), abs=1e-8)
    assert found.columns.contributions == pytest.approx(np.array(slow.column_contributions), abs=1e-8)
    assert found.columns.distance == pytest.approx(slow.column_distances)
    adjusted, total = slow_adjusted(slow.inertia, 4, len(categories))
    other = multiple_correspondence(given)
    assert other.inertia == pytest.approx(adjusted, rel=1e-7)
    assert other.total == pytest.approx(total)
    assert other.share == pytest.approx(np.array(adjusted) / total)
    # The same axes, stretched otherwise.
    shared = len(adjusted)
    assert other.columns.standard == pytest.approx(found.columns.standard[:, :shared], abs=1e-7)
    assert other.indicator == pytest.approx(found.inertia[:shared])


@pytest.mark.parametrize("seed", range(2))
def test_the_burt_table_may_be_analysed_as_a_table(seed: int) -> None:
    given = made_up(seed)
    _, matrix = slow_indicator(list(zip(*given.values(), strict=True)))
    burt = (np.array(matrix).T @ np.array(matrix)).tolist()
    slow = slow_correspondence(burt)
    found = multiple_correspondence(given, variant=Variant.BURT)
    # Inertias of the Burt matrix are squares, so the smallest drown in the loops' rounding.
    assert found.inertia[: len(slow.inertia)] == pytest.approx(slow.inertia, rel=1e-6, abs=1e-12)
    assert found.total == pytest.approx(slow.total)
    assert found.columns.distance == pytest.approx(slow.column_distances)
    assert found.columns.coordinates[:, :3] == pytest.approx(np.array(slow.columns)[:, :3], abs=1e-7)


def test_two_questions_are_the_simple_analysis_of_their_table() -> None:
    given = made_up(5, questions=2)
    simple = correspondence(cross_table(given["q0"], given["q1"]))
    found = multiple_correspondence(given)
    assert found.inertia == pytest.approx(simple.inertia)
    assert found.total == pytest.approx(simple.total)
    both = np.vstack([simple.rows.coordinates, simple.columns.coordinates])
    assert np.abs(found.columns.coordinates) == pytest.approx(np.abs(both))
    assert found.columns.cos2.sum(axis=1) == pytest.approx(np.ones(6))
    assert found.ratios[:3, 3:] == pytest.approx(simple.ratios)


@pytest.mark.parametrize("variant", Variant)
def test_weights_are_records_that_repeat_and_their_scale_means_nothing(variant: Variant) -> None:
    given = made_up(1)
    weights = [1 + place % 3 for place in range(60)]
    weighted = multiple_correspondence(given, weights, variant=variant)
    repeated = {
        name: [one for one, times in zip(values, weights, strict=True) for _ in range(times)]
        for name, values in given.items()
    }
    agree(weighted, multiple_correspondence(repeated, variant=variant))
    agree(weighted, multiple_correspondence(given, [0.37 * one for one in weights], variant=variant))
    assert weighted.records == 60
    assert weighted.size == sum(weights)


def test_a_record_split_by_its_weight_changes_nothing() -> None:
    given = made_up(2)
    split = {name: [values[0], *values] for name, values in given.items()}
    agree(
        multiple_correspondence(given, [3.0] * 60),
        multiple_correspondence(split, [1.2, 1.8, *[3.0] * 59]),
    )


def test_the_order_of_records_and_variables_changes_nothing() -> None:
    given = made_up(3)
    order = list(range(60))
    Random(3).shuffle(order)
    turned = {name: [given[name][place] for place in order] for name in reversed(given)}
    agree(multiple_correspondence(given), multiple_correspondence(turned))


def test_a_record_of_weight_zero_is_as_good_as_none() -> None:
    given = made_up(4)
    more = {name: [*values, "z", ""] for name, values in given.items()}
    found = multiple_correspondence(
        {name: answers(values) for name, values in more.items()}, [1.0] * 60 + [0.0] * 2
    )
    assert "q0:z" not in found.columns.labels
    agree(multiple_correspondence(given), found)
    assert "lack" not in " ".join(map(str, found.warnings))


@pytest.mark.parametrize("variant", Variant)
def test_a_supplementary_question_is_the_mean_of_its_records(variant: Variant) -> None:
    given = made_up(6)
    sex = ["girl" if place % 3 else "" if place == 9 else "boy" for place in range(60)]
    found = multiple_correspondence(given, supplementary={"sex": sex}, variant=variant)
    agree_on_active = multiple_correspondence(given, variant=variant)
    assert found.inertia == pytest.approx(agree_on_active.inertia)
    assert found.records == 60
    assert str(found.warnings[0]).startswith("1 record has no answer to «sex»")
    place = found.columns.labels.index("sex:girl")
    assert found.columns.supplementary[place]
    standard = dict(zip(found.names, found.columns.standard, strict=True))
    of_records = [
        np.mean([standard[name, values[record]] for name, values in given.items()], axis=0)
        for record in range(60)
    ]
    mean = np.mean([of_records[record] for record in range(60) if sex[record] == "girl"], axis=0)
    scale = np.sqrt(found.inertia) if variant is Variant.INDICATOR else 1.0
    assert found.columns.coordinates[place] == pytest.approx(mean / scale)
    assert found.columns.cos2[place].sum() <= 1 + 1e-9
    row = found.columns.labels.index("q0:a")
    pairs = sum(s == "girl" and a == "a" for s, a in zip(sex, given["q0"], strict=True))
    told = [a for s, a in zip(sex, given["q0"], strict=True) if s]
    expected = sex.count("girl") * told.count("a") / len(told)
    assert found.ratios[place, row] == pytest.approx(pairs / expected)


def test_many_questions_are_counted_in_groups() -> None:
    given = {f"v{place}": values for place, values in enumerate(made_up(7, 80, 17).values())}
    found = multiple_correspondence(given)
    _, matrix = slow_indicator(list(zip(*[given[f"v{place}"] for place in range(17)], strict=True)))
    indicator = np.array(matrix)
    mass = indicator.sum(axis=0) / indicator.sum()
    assert found.columns.mass == pytest.approx(mass)
    residual = (indicator / 80 / 17 - mass / 80) / np.sqrt(mass / 80)
    values = np.linalg.svd(residual, compute_uv=False) ** 2
    adjusted, total = slow_adjusted(values[values > 1e-12].tolist(), 17, len(mass))
    assert found.inertia == pytest.approx(adjusted, rel=1e-7)
    assert found.total == pytest.approx(total)


def test_plain_data_names_variable_and_category() -> None:
    data = multiple_correspondence(made_up(8), axes=2).to_json()
    assert {"inertia", "share", "total", "rows", "columns"} <= data.keys()
    columns = data["columns"]
    assert isinstance(columns, list)
    assert isinstance(columns[0], dict)
    assert columns[0]["variable"] == "q0"
    assert columns[0]["label"] == "q0:a"
    assert data["rows"] == []
