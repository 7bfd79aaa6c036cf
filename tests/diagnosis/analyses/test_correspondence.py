"""`analyse correspondence`: tables, records and variables from files, and what their faults say."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from diagnosis.statistics.correspondence.multiple import multiple_correspondence
from tests.diagnosis.analyses.running import EXAMPLES, analyse, analysed, example

SMOKING = (
    "staff,none,light,medium,heavy\nSM,4,2,3,2\nJM,4,3,7,4\nSE,25,10,12,4\nJE,18,24,33,13\nSC,10,6,7,2\n"
)
CHILDREN = (EXAMPLES / "correspondence" / "children.csv").read_text(encoding="utf-8")


@pytest.fixture
def run(tmp_path: Path) -> Any:
    def running(content: str, spec: str) -> tuple[int, Any, str]:
        file, asked = tmp_path / "file.csv", tmp_path / "spec.yaml"
        file.write_text(content, encoding="utf-8")
        asked.write_text(spec, encoding="utf-8")
        status, out, err = analyse("correspondence", file, asked, format="json", language="en")
        return status, json.loads(out) if out else {}, out + err

    return running


def test_the_example_has_the_numbers_of_the_library() -> None:
    rows = list(csv.DictReader(CHILDREN.splitlines()))
    names = {"0": "does not work", "1": "works", "9": ""}
    given = {name: [row[name] for row in rows] for name in ("at_school", "sector_head", "area")}
    expected = multiple_correspondence(
        {"works": [names[row["works"]] for row in rows], **given},
        [float(row["weight"]) for row in rows],
        supplementary={"sex": [row["sex"] for row in rows]},
        axes=2,
    )
    found = example("correspondence")
    assert found["inertia"] == pytest.approx(expected.inertia.tolist(), rel=1e-12)
    assert found["total"] == pytest.approx(expected.total, rel=1e-12)
    by_label = {one["label"]: one for one in found["columns"]}
    assert set(by_label) == set(expected.columns.labels)
    assert by_label["works:works"]["coordinates"] == pytest.approx(
        expected.columns.coordinates[expected.columns.labels.index("works:works")].tolist()
    )
    assert by_label["sex:boy"]["supplementary"] is True
    assert by_label["sex:boy"]["contributions"] == [None, None]
    assert found["rows"] == []
    assert [one["label"] for one in found["nearest"]] == ["works:works", "works:does not work"]
    assert any("6 records were left out" in one["message"] for one in found["warnings"])


def test_a_table_of_counts(run: Any) -> None:
    status, found, _ = run(SMOKING, "shape: table\nnearest: [none]\n")
    assert status == 0
    assert found["total"] == pytest.approx(0.085190, abs=5e-7)
    assert found["inertia"] == pytest.approx([0.074759, 0.010017, 0.000414], abs=5e-7)
    assert [one["label"] for one in found["rows"]] == ["SM", "JM", "SE", "JE", "SC"]
    assert [abs(one["coordinates"][0]) for one in found["rows"]] == pytest.approx(
        [0.0658, 0.2590, 0.3806, 0.2330, 0.2011], abs=5e-5
    )
    assert [one["contributions"][0] for one in found["rows"]] == pytest.approx(
        [0.0033, 0.0837, 0.5120, 0.3310, 0.0701], abs=5e-5
    )
    assert {"label", "mass", "coordinates", "contributions", "cos2"} <= found["columns"][0].keys()
    assert "not a distance" in json.dumps(found["nearest"])


def test_parts_of_a_table_and_supplementary_ones(run: Any) -> None:
    spec = "shape: table\ncolumns: [none, medium, heavy]\nrows: [SM, JM, SE, JE]\n"
    _, plain, _ = run(SMOKING, spec)
    assert [one["label"] for one in plain["columns"]] == ["none", "medium", "heavy"]
    _, shown, _ = run(SMOKING, spec + "supplementary: {columns: [light], rows: [SC]}\n")
    assert shown["inertia"] == pytest.approx(plain["inertia"])
    assert [one["label"] for one in shown["rows"] if one["supplementary"]] == ["SC"]
    _, weighted, _ = run(SMOKING, "shape: table\nweighted: yes\n")
    assert any("p-value" in one["message"] for one in weighted["warnings"])


def test_records_with_combined_columns_and_a_domain(run: Any) -> None:
    spec = "rows: sector_head\ncolumns: [sex, works]\nweights: weight\nmissing: {works: [9]}\n"
    status, found, _ = run(CHILDREN, spec)
    assert status == 0
    assert [one["label"] for one in found["columns"]] == ["boy_0", "boy_1", "girl_0", "girl_1"]
    assert (found["kind"], found["weighted"]) == ("simple", True)
    _, rural, _ = run(CHILDREN, spec + "domain: {area: rural}\n")
    assert rural["records"] < found["records"]
    _, named, _ = run(CHILDREN, spec + "labels: {works: {0: idle, 1: idle}}\n")
    assert [one["label"] for one in named["columns"]] == ["boy_idle", "girl_idle"]


def test_counts_of_like_persons(run: Any) -> None:
    content = "eye,hair,freq\nbrown,black,68\nblue,black,20\nbrown,blond,7\nblue,blond,94\n"
    _, found, _ = run(content, "rows: eye\ncolumns: hair\ncounts: freq\n")
    assert (found["size"], found["weighted"]) == (189, False)
    assert not any("p-value" in one["message"] for one in found["warnings"])


def test_counts_that_are_sums_of_weights_give_the_same_map_but_no_test(run: Any) -> None:
    table = "a,b,freq\nx,p,{}\nx,q,{}\ny,p,{}\ny,q,{}\n"
    spec = "shape: records\nrows: a\ncolumns: b\ncounts: freq"
    _status, whole, _out = run(table.format(3, 5, 9, 2), spec)
    _status, summed, _out = run(table.format(4.5, 7.5, 13.5, 3), spec)
    assert summed["inertia"] == pytest.approx(whole["inertia"])
    assert {one["name"] for one in summed["warnings"]} - {one["name"] for one in whole["warnings"]}


def test_categories_set_aside_are_named_as_the_nearest_ones(run: Any) -> None:
    spec = "variables: [sex, area, works]\nweights: weight\nvariant: indicator\n"
    status, found, _ = run(
        CHILDREN, spec + "supplementary: {categories: ['works:9']}\nnearest: ['works:9']\n"
    )
    assert (status, found["rows"]) == (0, [])
    assert next(one for one in found["columns"] if one["label"] == "works:9")["supplementary"]
    named = spec + "labels: {works: {9: unknown}}\nsupplementary: {categories: works:unknown}\n"
    _, found_again, _ = run(CHILDREN, named)
    assert found_again["inertia"] == found["inertia"]
    _, aside, _ = run(CHILDREN, spec + "missing: {works: [9]}\nblanks: set_aside\nno_answer: '9'\n")
    assert aside["inertia"] == pytest.approx(found["inertia"])


@pytest.mark.parametrize(
    ("cell", "fault"),
    [("SC,10", "MissingCellError"), ("SC,-10", "NegativeCountError"), (",10", "BlankLabelError")],
)
@pytest.mark.parametrize("spec", ["", "rows: [SM, SE, SC]\n"])
def test_a_wrong_cell_of_a_table_is_told_with_its_row_and_column(
    run: Any, cell: str, fault: str, spec: str
) -> None:
    wrong = SMOKING.replace("SC,10", "SC," if fault == "MissingCellError" else cell)
    status, found, _ = run(wrong, "shape: table\n" + spec)
    assert status == 1
    column = "staff" if fault == "BlankLabelError" else "none"
    told = found["error"]
    assert (told["name"], told["row"], told["column"]) == (fault, 6, column)


def test_categories_under_two_percent(run: Any) -> None:
    _, found, _ = run(CHILDREN, "variables: [works, area]\nleast_mass: 0.02\n")
    assert [one["label"] for one in found["columns"] if one["supplementary"]] == ["works:9"]
    assert any("left out of the axes" in one["message"] for one in found["warnings"])


@pytest.mark.parametrize(
    ("content", "spec", "status", "sentence"),
    [
        (SMOKING, "shape: table\nweights: none\n", 2, "has no records"),
        (SMOKING, "shape: table\nblanks: category\n", 2, "has no records"),
        (CHILDREN, "rows: sex\ncolumns: area\nvariant: burt\n", 2, "has variants"),
        (CHILDREN, "rows: sex\ncolumns: area\nindividuals: yes\n", 2, "«individuals» is not known"),
        (CHILDREN, "variables: [sex, area]\nsupplementary: {variables: [sex]}\n", 2, "only shown"),
        (CHILDREN, "variables: [sex, area]\nsupplementary: {categories: ['sex:bay']}\n", 2, "«sex:boy»"),
        (CHILDREN, "variables: [sex, area]\nlabels: {works: {0: no}}\n", 2, "«works» is not analysed"),
        (CHILDREN, "variables: [sex, area]\nlabels: {sex: {boy: girl}}\n", 2, "a code of its own"),
        (CHILDREN, "variables: [sex, area]\nno_answer: none\n", 2, "Say with «blanks»"),
        (
            CHILDREN,
            "variables: [sex, works]\nmissing: {works: [9]}\nblanks: category\nno_answer: '0'\n",
            2,
            "«0» is an answer to «works»",
        ),
        (SMOKING, "shape: table\nrows: [SM, JMM]\n", 2, "«JMM». Did you mean «JM»"),
        (SMOKING, "shape: table\nsupplementary: {variables: [none]}\n", 2, "Rows and columns can be"),
        (SMOKING, "shape: table\nsupplementary: {colums: [none]}\n", 2, "columns"),
        (SMOKING.replace("SC,10", "SC,"), "shape: table\n", 1, "«SC» and «none» is missing"),
        (SMOKING.replace("SC,10", "SC,-10"), "shape: table\n", 1, "«SC» and «none» is negative"),
        (SMOKING.replace("SC,10", "SC,ten"), "shape: table\n", 1, "«ten» is not a number"),
        (SMOKING.replace("SC,10", "SM,10"), "shape: table\n", 1, "«SM» appears twice"),
        ("staff,none\nSM,1\nJM,2\n", "shape: table\n", 1, "Fewer than two categories"),
        ("staff\nSM\nJM\n", "shape: table\n", 1, "counts nobody"),
        ("staff,none,light\nSM,0,0\nJM,0,0\n", "shape: table\n", 1, "counts nobody"),
        ("", "shape: table\n", 1, ""),
        (CHILDREN, "rows: sex\n", 2, "Name columns for"),
        (CHILDREN, "{}\n", 2, "Name columns for"),
        (CHILDREN, "rows: sex\ncolumns: nothing\n", 2, "nothing"),
        (CHILDREN, "variables: [sex, area]\nrows: works\n", 2, "but not both"),
        (CHILDREN, "variables: [sex]\n", 1, "two variables or more"),
        (CHILDREN, "variables: [sex, area]\nvariant: joint\n", 2, "indicator"),
        (CHILDREN, "variables: [sex, area]\nsupplementary: {rows: [a]}\n", 2, "Variables and categories"),
        (CHILDREN, "variables: [sex, area]\nsupplementary: {categories: {sex: [boy]}}\n", 2, "Write a list"),
        (CHILDREN, "variables: [sex, area]\nlabels: {sex: boy}\n", 2, "Write a name for each code"),
        (CHILDREN, "variables: [sex, area]\nlabels: {sex: {3: boy}}\n", 2, "«3»"),
        (CHILDREN, "variables: [sex, area]\nweights: sex\n", 1, "is not a number"),
        (
            CHILDREN,
            "variables: [sex, area]\nweights: weight\ncounts: weight\n",
            2,
            "either counts or weights",
        ),
        (CHILDREN, "variables: [sex, area]\nweighted: yes\n", 2, "column of the weights"),
        (CHILDREN, "variables: [sex, weight, area]\ndomain: {area: rural, sex: boy}\n", 1, "«sex»"),
        (CHILDREN, "variables: [sex, area]\nnearest: [girl]\n", 2, "«girl»"),
        (CHILDREN, "variables: [sex, area]\nleast_mass: 0.9\n", 2, "least_mass"),
    ],
)
def test_faults_are_sentences(run: Any, content: str, spec: str, status: int, sentence: str) -> None:
    found, _, said = run(content, spec)
    assert found == status, said
    assert sentence in said
    assert "Traceback" not in said


@pytest.mark.parametrize("count", ["", "-3"])
def test_a_wrong_count_is_told_as_a_count_with_its_place(run: Any, count: str) -> None:
    content = f"eye,hair,freq\nbrown,black,68\nblue,black,{count}\nbrown,blond,7\nblue,blond,94\n"
    spec = "rows: eye\ncolumns: hair\ncounts: freq\n"
    status, found, _ = run(content, spec)
    told = found["error"]
    assert (status, told["name"], told["row"], told["column"]) == (1, "InvalidCountError", 3, "freq")
    # Who is not analysed need not have one.
    content += "brown,red,5\nblue,red,6\n"
    assert run(content, spec + "domain: {any: [{eye: brown}, {hair: blond}]}\n")[0] == 0


def test_negative_or_missing_weights_name_their_row(run: Any) -> None:
    lines = CHILDREN.splitlines()
    for wrong, sentence in (
        ("-3", "negative or infinite"),
        ("inf", "negative or infinite"),
        ("", "no weight"),
    ):
        row = ",".join([*lines[4].split(",")[:-1], wrong])
        content = "\n".join([*lines[:4], row, *lines[5:]])
        status, _, said = run(content, "variables: [sex, area]\nweights: weight\n")
        assert status == 1
        assert sentence in said
        assert "5" in said


def test_the_text_output_shows_axes_points_and_cautions() -> None:
    folder = EXAMPLES / "correspondence"
    status, out, _ = analyse("correspondence", folder / "children.csv", folder / "spec.yaml", language="en")
    assert status == 0
    for words in ("Axes", "Greenacre", "works:works", "sex:boy (supplementary)", "Observed / expected"):
        assert words in out


def test_spanish_is_whole() -> None:
    folder = EXAMPLES / "correspondence"
    found = analysed("correspondence", folder / "children.csv", folder / "spec.yaml", language="es")
    assert any("6 registros" in one["message"] for one in found["warnings"])
