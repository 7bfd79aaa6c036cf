"""`analyse proportion`: the example, groups, and that its numbers are those of the library."""

import csv

import numpy as np
import pytest

from diagnosis.statistics.design import survey_design
from diagnosis.statistics.proportions import weighted_proportion
from tests.diagnosis.analyses.running import EXAMPLES, example


def test_the_numbers_are_those_of_the_library() -> None:
    with (EXAMPLES / "proportion" / "survey.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    design = survey_design(
        [float(row["weight"].replace(",", ".")) for row in rows],
        strata=[row["stratum"] for row in rows],
        clusters=[row["unit"] for row in rows],
    )
    works = [{"0": 0.0, "1": 1.0}.get(row["works"], np.nan) for row in rows]
    expected = weighted_proportion(design, works, domain=[5 <= int(row["age"]) <= 17 for row in rows])
    found = example("proportion")
    assert found["estimate"] == pytest.approx(expected.estimate, rel=1e-14)
    assert found["se"] == pytest.approx(expected.se, rel=1e-12)
    assert found["interval"] == pytest.approx([expected.lower, expected.upper], rel=1e-12)
    assert (found["n"], found["cases"], found["df"], found["blank"]) == (197, 43, 21, 2)


def test_groups_add_up_to_the_domain() -> None:
    found = example("proportion")
    assert [group["group"] for group in found["groups"]] == [{"sex": "boy"}, {"sex": "girl"}]
    assert sum(group["n"] for group in found["groups"]) == found["n"]
    assert sum(group["population"] for group in found["groups"]) == pytest.approx(found["population"])
