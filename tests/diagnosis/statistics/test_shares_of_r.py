"""Schools of California and the synthetic survey as R prints them (survey 4.1); make crosscheck asks R."""

import csv
from pathlib import Path

import numpy as np
import pytest

from diagnosis.statistics.association import rao_scott
from diagnosis.statistics.design import SurveyDesign, survey_design
from diagnosis.statistics.differences import share_difference
from diagnosis.statistics.grouping import grouped
from diagnosis.statistics.proportions import weighted_proportion
from tests.diagnosis.statistics import reference

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "05_stats_reference"

SHARES = {
    # estimate, se, df, both ends of the logit interval, design effect
    "survey_apiclus1.csv": [0.8743169399, 0.02035947724, 14, 0.8237988924, 0.911900077, 0.6865291692],
    "survey_apistrat.csv": [0.8279480114, 0.02434478011, 197, 0.7745396544, 0.8708148545, 0.8279460242],
}
DIFFERENCES = {
    # difference, t, df, p, both ends of the interval
    "survey_apiclus1.csv": [0.46, 11.02296716, 13, 5.74725353e-08, 0.3698455464, 0.5501544536],
    "survey_apistrat.csv": [0.4256160149, 7.139264662, 196, 1.78640797e-11, 0.3080443983, 0.5431876315],
}
ASSOCIATIONS = {
    # F, both degrees of freedom, p
    "survey_apiclus1.csv": [5.193369541, 1.494639778, 20.92495689, 0.02174746237],
    "survey_apistrat.csv": [17.24744396, 1.828671504, 360.2482863, 2.035046359e-07],
}


def schools(name: str) -> tuple[SurveyDesign, dict[str, list[str]]]:
    path = FOLDER / name
    if not path.exists():
        pytest.skip("the schools of California do not lie beside the project")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    columns = {column: [row[column] for row in rows] for column in rows[0]}
    stratified = name == "survey_apistrat.csv"
    design = survey_design(
        [float(weight) for weight in columns["pw"]],
        strata=columns["stype"] if stratified else None,
        clusters=None if stratified else columns["dnum"],
        fpc=[float(size) for size in columns["fpc"]],
    )
    return design, columns


@pytest.mark.parametrize("name", SHARES)
def test_shares(name: str) -> None:
    design, columns = schools(name)
    found = weighted_proportion(design, np.array(columns["sch.wide"]) == "Yes")
    ends = found.interval or ()
    assert [found.estimate, found.se, found.df, *ends, found.deff] == pytest.approx(SHARES[name], rel=2e-9)
    assert found.design_known


@pytest.mark.parametrize("name", DIFFERENCES)
def test_differences(name: str) -> None:
    design, columns = schools(name)
    wide, improved = (np.array(columns[one]) == "Yes" for one in ("sch.wide", "comp.imp"))
    found = share_difference(design, wide, improved, ~improved)
    ends = found.interval or ()
    assert [found.estimate, found.t, found.df, found.p, *ends] == pytest.approx(DIFFERENCES[name], rel=2e-9)


@pytest.mark.parametrize("name", ASSOCIATIONS)
def test_associations(name: str) -> None:
    design, columns = schools(name)
    found = rao_scott(design, grouped("type", columns["stype"]), grouped("wide", columns["sch.wide"]))
    assert [found.f, found.df1, found.df2, found.p] == pytest.approx(ASSOCIATIONS[name], rel=2e-9)


def test_a_domain_keeps_the_whole_design() -> None:
    rows = reference.read_rows("survey_fixture.csv")
    design = survey_design(
        [float(row["weight"]) for row in rows],
        strata=[row["stratum"] for row in rows],
        clusters=[row["psu"] for row in rows],
    )
    works = [float(row["child_labour"]) for row in rows]
    older = [row["age_group"] == "2" for row in rows]
    share = weighted_proportion(design, works, domain=older)
    # One unit holds no child of that age: 19 degrees of freedom, and the unit stays in the variance.
    assert [share.estimate, share.se, share.df, share.deff] == pytest.approx(
        [0.402944511, 0.04971214326, 19, 0.8525956799], rel=2e-9
    )
    sector = grouped("sector", [row["sector_head"] for row in rows])
    boys = [row["sex"] == "1" for row in rows]
    table = rao_scott(design, sector, grouped("works", works), domain=boys)
    assert [table.f, table.df1, table.df2, table.p] == pytest.approx(
        [2.60759894, 1.912830319, 38.25660638, 0.08898086913], rel=2e-9
    )
    near = sector.where("1") | sector.where("2")
    apart = share_difference(design, works, near & np.array(boys), near & ~np.array(boys))
    assert [apart.estimate, apart.t, apart.df, apart.p] == pytest.approx(
        [0.1955062013, 3.322838432, 19, 0.003576438628], rel=2e-9
    )


def test_a_stratum_with_one_unit_is_centred_where_r_centres_it() -> None:
    rows = [
        row
        for row in reference.read_rows("survey_fixture.csv")
        if row["stratum"] != "2" or row["psu"] == "201"
    ]
    design = survey_design(
        [float(row["weight"]) for row in rows],
        strata=[row["stratum"] for row in rows],
        clusters=[row["psu"] for row in rows],
    )
    found = weighted_proportion(design, [float(row["child_labour"]) for row in rows])
    assert [found.estimate, found.se, found.df, found.deff] == pytest.approx(
        [0.2479433037, 0.03282146986, 15, 1.311411367], rel=2e-9
    )
    assert found.single_strata == 1
