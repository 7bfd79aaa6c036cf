"""Published fits come out to their printed digits, and the reference results to nine."""

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from diagnosis.statistics.design import survey_design
from diagnosis.statistics.logit.fit import LogitFit, Variance
from diagnosis.statistics.logit.fitting import fit_logit
from diagnosis.statistics.logit.predictors import code_predictors
from tests.diagnosis.statistics.reference import read_json, read_rows

DATA = Path(__file__).resolve().parents[5] / "shared" / "data"
PROGRESA = "03_child_labour/mex_progresa_children_1997_1999.csv"


def columns(name: str) -> dict[str, list[str]]:
    path = DATA / name
    if not path.is_file():
        pytest.skip(f"the data file {name} does not lie beside the project")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {name: [row[name] for row in rows] for name in rows[0]}


def numbers(texts: list[str]) -> list[float]:
    return [float(text) if text else float("nan") for text in texts]


def without_design(
    table: dict[str, list[str]], outcome: str, names: tuple[str, ...], **options: Any
) -> LogitFit:
    predictors = code_predictors({name: numbers(table[name]) for name in names})
    design = survey_design(np.ones(len(table[outcome])))
    return fit_logit(predictors, numbers(table[outcome]), design, variance=Variance.MODEL, **options)


def test_schools_of_california() -> None:
    table = columns("05_stats_reference/survey_apiclus1.csv")
    design = survey_design(numbers(table["pw"]), clusters=table["dnum"], fpc=numbers(table["fpc"]))
    fit = fit_logit(
        code_predictors({name: numbers(table[name]) for name in ("ell", "meals")}),
        [text == "Yes" for text in table["sch.wide"]],
        design,
    )
    assert fit.df == 12
    assert fit.values.round(6).tolist() == [1.899557, 0.039925, -0.019115]
    assert fit.se.round(6).tolist() == [0.509915, 0.012443, 0.008825]
    assert fit.t.round(3).tolist() == [3.725, 3.209, -2.166]
    assert fit.p.round(5).tolist() == [0.00290, 0.00751, 0.05117]


def test_the_reference_fit_to_nine_digits() -> None:
    expected = read_json("expected.json")["logit"]
    rows = read_rows("survey_fixture.csv")
    design = survey_design(
        [float(row["weight"]) for row in rows],
        strata=[row["stratum"] for row in rows],
        clusters=[row["psu"] for row in rows],
    )
    coded = {
        "sex_boy": ("sex", "1"),
        "age_15_17": ("age_group", "2"),
        "not_attending": ("attendance", "2"),
        "sector_primary": ("sector_head", "1"),
        "indigenous": ("indigenous_lang", "1"),
    }
    table = {name: [row[column] == code for row in rows] for name, (column, code) in coded.items()}
    fit = fit_logit(code_predictors(table), [float(row["child_labour"]) for row in rows], design)
    assert list(fit.names) == expected["names"]
    assert fit.df == expected["df_resid"]
    assert fit.df_design == expected["df_design"]
    found = {
        "coef": fit.values,
        "se": fit.se,
        "t": fit.t,
        "odds_ratio": fit.odds_ratios,
        "or_ci95": np.exp(fit.intervals()),
        "vcov": fit.covariance,
    }
    for name, values in found.items():
        assert values == pytest.approx(np.array(expected[name]), rel=1e-9), name


def test_spector_and_mazzeo() -> None:
    fit = without_design(
        columns("05_stats_reference/statsmodels_spector.csv"), "GRADE", ("GPA", "TUCE", "PSI")
    )
    assert fit.values.round(4).tolist() == [-13.0213, 2.8261, 0.0952, 2.3787]
    assert fit.se.round(4).tolist() == [4.9313, 1.2629, 0.1416, 1.0646]
    assert round(fit.log_likelihood, 4) == -12.8896


def test_women_of_mroz() -> None:
    names = ("nwifeinc", "educ", "exper", "expersq", "age", "kidslt6", "kidsge6")
    fit = without_design(columns("05_stats_reference/wooldridge_mroz.csv"), "inlf", names)
    assert fit.n == 753
    coefficients = [0.4255, -0.0213, 0.2212, 0.2059, -0.0032, -0.0880, -1.4434, 0.0601]
    assert fit.values.round(4).tolist() == coefficients
    assert fit.se.round(4).tolist() == [0.8604, 0.0084, 0.0434, 0.0321, 0.0010, 0.0146, 0.2036, 0.0748]
    assert round(fit.log_likelihood, 3) == -401.765
    assert round(fit.pseudo_r2, 2) == 0.22
    assert round(fit.percent_correct, 1) == 73.6


def test_children_of_progresa() -> None:
    table = columns(PROGRESA)
    domain = [
        year == "1998" and poor == 1
        for year, poor in zip(table["year"], numbers(table["pov_HH"]), strict=True)
    ]
    names = ("age", "sex", "lang", "sexHH", "ageHH", "D")
    fit = without_design(table, "enroll_child", names, domain=domain)
    place = fit.names.index
    assert fit.n == 6411
    assert round(fit.log_likelihood, 2) == -3721.27
    for name, value, se in (("D", 0.4237, 0.0578), ("age", -0.5759, 0.0213), ("sex", 0.3919, 0.0564)):
        assert (round(fit.values[place(name)], 4), round(fit.se[place(name)], 4)) == (value, se)
    assert any("lack a predictor" in str(warning) for warning in fit.warnings)
