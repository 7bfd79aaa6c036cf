import numpy as np
import pytest

from diagnosis.statistics.correspondence.errors import UnknownLabelError
from diagnosis.statistics.correspondence.multiple import multiple_correspondence
from diagnosis.statistics.correspondence.nearest import nearest_categories
from diagnosis.statistics.correspondence.simple import correspondence
from diagnosis.statistics.correspondence.tables import count_table
from tests.diagnosis.statistics.correspondence.tables import SMOKING

WORK = count_table(
    ["farming", "trade", "services"], ["works", "does not work"], [[30, 50], [10, 60], [5, 95]]
)


def test_rows_near_a_column_come_with_the_caution_and_the_ratio() -> None:
    found = nearest_categories(correspondence(WORK), "works")
    assert [one.label for one in found.nearest] == ["farming", "trade", "does not work", "services"]
    assert found.nearest[0].ratio == pytest.approx(30 / 80 / (45 / 250))
    assert [one.same_cloud for one in found.nearest] == [False, False, True, False]
    assert found.nearest[2].ratio is None
    assert "not a distance" in str(found.cautions[0])


def test_a_row_may_be_asked_about() -> None:
    analysis = correspondence(SMOKING)
    found = nearest_categories(analysis, "SE", number=3)
    apart = np.linalg.norm(analysis.rows.coordinates[2, :2] - analysis.columns.coordinates[0, :2])
    none = next(one for one in found.nearest if one.label == "none")
    assert none.distance == pytest.approx(apart)
    assert none.ratio == pytest.approx(25 * 193 / 51 / 61)
    assert len(found.nearest) == 3


def test_other_answers_to_the_same_question_are_not_near() -> None:
    works = ["no", "no", "yes", "yes", "no", "yes"] * 10
    school = ["yes", "yes", "no", "no", "yes", "yes"] * 10
    found = nearest_categories(
        multiple_correspondence({"works": works, "school": school}), "works:yes", number=9
    )
    assert [one.label for one in found.nearest] == ["school:no", "school:yes"]
    assert found.nearest[0].ratio == pytest.approx(2)


def test_a_point_that_other_axes_show_is_marked() -> None:
    found = nearest_categories(correspondence(SMOKING), "SM", axes=1)
    assert any("«SM» is poorly shown" in str(one) for one in found.cautions)


def test_an_unknown_category_is_named() -> None:
    for analysis in (correspondence(WORK), multiple_correspondence({"a": [0, 1, 1], "b": [0, 1, 0]})):
        with pytest.raises(UnknownLabelError, match="«work»"):
            nearest_categories(analysis, "work")
