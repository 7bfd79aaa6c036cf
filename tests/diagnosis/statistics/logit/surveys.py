"""Samples that the tests of the logit share: the synthetic survey beside the project, and made-up ones."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from diagnosis.statistics.design import SurveyDesign, survey_design
from diagnosis.statistics.logit.predictors import Predictors, code_predictors
from tests.diagnosis.statistics.reference import FOLDER, read_rows

STATISTICS = FOLDER.parents[1] / "data" / "05_stats_reference"


def synthetic() -> tuple[Predictors, NDArray[np.float64], SurveyDesign]:
    """Return predictors, outcome and design of the synthetic survey."""
    rows = read_rows("survey_fixture.csv")
    wanted = {
        "sex_boy": ("sex", "1"),
        "age_15_17": ("age_group", "2"),
        "not_attending": ("attendance", "2"),
        "sector_primary": ("sector_head", "1"),
        "indigenous": ("indigenous_lang", "1"),
    }
    table = {name: np.array([row[column] == code for row in rows]) for name, (column, code) in wanted.items()}
    design = survey_design(
        [float(row["weight"]) for row in rows],
        strata=[row["stratum"] for row in rows],
        clusters=[row["psu"] for row in rows],
    )
    return code_predictors(table), np.array([float(row["child_labour"]) for row in rows]), design


def made_up(
    seed: int, n: int = 400, **options: Any
) -> tuple[dict[str, Any], NDArray[np.float64], SurveyDesign]:
    """Return a table of sex, age and sector, an outcome and a design; some records lack a value."""
    random = np.random.default_rng(seed)
    sex = random.choice(["girl", "boy"], n)
    sector = random.choice(["farm", "trade", "home"], n, p=[0.5, 0.3, 0.2]).astype(object)
    age = random.integers(5, 18, n).astype(float)
    rural = random.integers(0, 2, n).astype(float)
    logits = -3 + 0.15 * age + 0.8 * (sex == "boy") + 0.6 * (sector == "farm") + 0.3 * rural
    outcome = (random.random(n) < 1 / (1 + np.exp(-logits))).astype(float)
    sector[:3], age[3:6], outcome[6:9] = None, np.nan, np.nan
    design = survey_design(
        random.uniform(0.5, 40, n), strata=random.integers(0, 3, n), clusters=random.integers(0, 12, n)
    )
    return {"sex": sex, "age": age, "sector": sector, "rural": rural, **options}, outcome, design
