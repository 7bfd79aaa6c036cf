"""`analyse transfer`: the reference, the example, both ways to give a model, and what is refused."""

import json
import math
import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.diagnosis.analyses.running import EXAMPLES, analyse, example
from tests.diagnosis.statistics.reference import FOLDER, read_json, read_rows

FOLDER_OF_EXAMPLE = EXAMPLES / "transfer"
CELLS = "area,boy,zone,n\n01,1,u,40\n01,0,r,60\n02,1,r,30\n02,0,u,70\n03,1,u,50\n"
MODEL = """area: area
counts: n
model:
  coefficients: {const: -2, boy: 0.5, zone=rural: 0.7}
  vcov: [[0.04, -0.01, -0.01], [-0.01, 0.05, 0], [-0.01, 0, 0.06]]
  df: 20
  year: 2019
  definition: work
  age_from: 5
  age_to: 17
crosswalk:
  zone: {column: zone, codes: {u: urban, r: rural}}
draws: 200
"""
LOCAL = "local: {year: 2020, definition: work, age_from: 5, age_to: 17}\n"


def asked(folder: Path, spec: str = MODEL, table: str = CELLS, **options: Any) -> tuple[int, Any, str]:
    """Return the status, the document and what was said to the analyst."""
    (folder / "cells.csv").write_text(table, encoding="utf-8")
    (folder / "spec.yaml").write_text(spec, encoding="utf-8")
    options = {"format": "json", "language": "en"} | options
    status, out, err = analyse("transfer", folder / "cells.csv", folder / "spec.yaml", **options)
    found = json.loads(out) if out and options["format"] == "json" else {}
    return status, found, err + out


def test_the_reference_comes_out_of_the_command(tmp_path: Path) -> None:
    expected = read_json("expected.json")
    logit = expected["logit"]
    terms = [
        {"name": name, "coefficient": coefficient, "se": se}
        for name, coefficient, se in zip(logit["names"], logit["coef"], logit["se"], strict=True)
    ]
    document = {"terms": terms, "vcov": logit["vcov"], "df": logit["df_resid"]}
    (tmp_path / "model.json").write_text(json.dumps(document), encoding="utf-8")
    shutil.copy(FOLDER / "local_cells_fixture.csv", tmp_path / "cells.csv")
    rows = {row["area"]: row for row in read_rows("local_expected.csv")}
    base = "area: area\ncounts: count\nmodel: model.json\ntop: 4\ndraws: 4000\n"
    methods = {
        "class_jenks": "classes: {method: jenks, k: 3}\n",
        "class_tercile": "classes: {method: quantile, k: 3}\n",
        "class_equal": "classes: {method: equal_width, k: 3}\n",
    }
    for column, classes in methods.items():
        (tmp_path / "spec.yaml").write_text(base + classes, encoding="utf-8")
        _status, out, _err = analyse(
            "transfer", tmp_path / "cells.csv", tmp_path / "spec.yaml", format="json", language="en"
        )
        found = json.loads(out)
        for area in found["areas"]:
            row = rows[area["code"]]
            assert area["class"] == row[column]
            for key, name in (("risk", "risk"), ("expected", "expected"), ("se_coef", "se_coef")):
                assert area[key] == pytest.approx(float(row[name]), abs=1e-9)
            assert area["se"] == pytest.approx(float(row["se_total"]), abs=1e-9)
            assert area["probability_in_top"] == pytest.approx(float(row["prob_in_top4_mc"]), abs=0.07)
            assert sum(area["class_probability"].values()) == pytest.approx(1)
        assert found["total"]["se_coef"] == pytest.approx(expected["municipal_total"]["se_coef"], abs=1e-9)


def test_the_example_has_all_that_is_promised() -> None:
    found = example("transfer")
    first = found["areas"][0]
    assert {
        "code", "risk", "se", "interval", "expected", "class", "class_probability", "se_coef", "se_chance",
        "borderline",
    } <= set(first)  # fmt: skip
    assert first["code"] == "01"
    assert found["total"]["risk"] == pytest.approx(0.11)
    assert found["benchmark"]["delta"] < 0
    assert found["seed"] == 20261122
    assert found["file"]["records"] == len((FOLDER_OF_EXAMPLE / "data.csv").read_text().splitlines()) - 1
    assert set(found["groups"]) == {"north", "south"}
    [difference] = found["differences"]
    assert difference["difference"] == pytest.approx(
        found["groups"]["north"]["risk"] - found["groups"]["south"]["risk"]
    )
    for area in found["areas"]:
        assert area["borderline"] == (max(area["class_probability"].values()) < 0.8)
        assert area["interval"][0] < area["risk"] < area["interval"][1]


def test_csv_and_parquet_give_the_same(tmp_path: Path) -> None:
    frame = pl.read_csv(FOLDER_OF_EXAMPLE / "data.csv", schema_overrides={"localidad": pl.String})
    frame.write_parquet(tmp_path / "data.parquet")
    status, out, _err = analyse(
        "transfer", tmp_path / "data.parquet", FOLDER_OF_EXAMPLE / "spec.yaml", format="json", language="en"
    )
    assert status == 0
    assert json.loads(out)["areas"] == example("transfer")["areas"]


def test_the_document_of_a_logit_is_a_model(tmp_path: Path) -> None:
    """What one command writes the other reads, categories and shares of its card with it."""
    fitted = example("logit")
    (tmp_path / "model.json").write_text(json.dumps(fitted), encoding="utf-8")
    categories, numbers = fitted["card"]["categories"], fitted["card"]["numbers"]
    yes_no = [
        one["name"]
        for one in fitted["terms"]
        if one["name"] in fitted["card"]["shares"] and "=" not in one["name"]
    ]
    columns = {name: found[-1] for name, found in categories.items()} | dict.fromkeys(numbers, "10")
    columns |= dict.fromkeys(yes_no, "1")
    table = f"area,n,{','.join(columns)}\n01,100,{','.join(columns.values())}\n"
    spec = "area: area\ncounts: n\nmodel: {file: model.json, definition: work}\n"
    status, found, said = asked(tmp_path, spec, table)
    assert status == 0, said
    log_odds = sum(
        one["coefficient"] * (10 if one["name"] in numbers else 1)
        for one in fitted["terms"]
        if all(part == "const" or part in columns or columns[part.split("=")[0]] == part.split("=")[1]
               for part in one["name"].split("*"))
    )  # fmt: skip
    assert found["areas"][0]["risk"] == pytest.approx(1 / (1 + math.exp(-log_odds)))
    assert found["model"]["definition"] == "work"


def test_coefficients_may_stand_in_the_specification(tmp_path: Path) -> None:
    status, found, _said = asked(tmp_path, MODEL + LOCAL)
    assert status == 0
    assert [area["code"] for area in found["areas"]] == ["01", "02", "03"]
    assert found["model"]["year"] == 2019
    assert found["df"] == 20
    assert found["classes"]["breaks"] == []
    assert found["areas"][0]["class"] is None


def test_fixed_cuts_class_a_few_areas(tmp_path: Path) -> None:
    _status, found, _said = asked(tmp_path, MODEL + LOCAL + "classes: {method: fixed, cuts: [0.15, 0.2]}\n")
    assert {area["class"] for area in found["areas"]} <= {"low", "medium", "high"}
    assert found["areas"][0]["class_probability"]


def test_only_standard_errors_and_none_at_all(tmp_path: Path) -> None:
    vcov = next(line for line in MODEL.splitlines(keepends=True) if "vcov" in line)
    se = "  se: {const: 0.2, boy: 0.22, zone=rural: 0.24}\n"
    _status, found, said = asked(tmp_path, MODEL.replace(vcov, se) + LOCAL)
    assert found["areas"][0]["se"] > 0
    assert "correlation is taken as zero" in said
    _status, found, said = asked(tmp_path, MODEL.replace(vcov, "") + LOCAL)
    assert found["areas"][0]["se"] is None
    assert found["seed"] is None
    assert "Nothing is known of the uncertainty" in said


def test_text_output_is_written_in_both_languages(tmp_path: Path) -> None:
    spec = MODEL + LOCAL + "top: 1\ngroups: {both: [01, 02]}\ndifferences: [[01, 03], [both, 03]]\n"
    for language in ("en", "es"):
        status, _found, said = asked(tmp_path, spec, format="text", language=language)
        assert status == 0
        assert "both" in said


def test_codes_named_missing_are_blank(tmp_path: Path) -> None:
    status, _found, said = asked(tmp_path, MODEL + LOCAL + "missing: {boy: 0}\n")
    assert status == 1
    assert "BlankCodeError" in said
    status, _found, said = asked(tmp_path, MODEL + LOCAL + "missing: {n: 50}\n")
    assert status == 1
    assert "MissingCountError" in said


def test_an_imputed_variable_and_one_that_is_yes_or_no(tmp_path: Path) -> None:
    spec = MODEL.replace("crosswalk:\n", "crosswalk:\n  boy: {shares: {yes: 0.5, no: 0.5}, source: State}\n")
    status, found, said = asked(tmp_path, spec + LOCAL)
    assert status == 0, said
    assert "(State)" in said
    assert found["areas"][0]["children"] == pytest.approx(100)


@pytest.mark.parametrize(
    ("old", "new", "status", "name"),
    [
        ("zone: {column: zone", "zone: {column: zona", 1, "MissingVariableError"),
        ("r: rural}}", "x: rural}}", 1, "UnmappedCodeError"),
        ("r: rural}}", "r: remote}}", 1, "NotHarmonisedError"),
        ("zone=rural: 0.7", "zone=rural: 0.7, zone=far: 0", 2, "BrokenModelError"),
        ("age_to: 17\ncross", "age_to: 14\ncross", 1, "AgesDifferError"),
        ("definition: work\n  age", "definition: chores\n  age", 1, "DefinitionsDifferError"),
        ("counts: n", "counts: m", 2, "MissingColumnError"),
        ("counts: n", "counts: zone", 2, "TwoRolesError"),
        ("0.05, 0]", "0.05]", 2, "BrokenModelError"),
        ("[-0.01, 0.05, 0]", "[0.5, 0.05, 0]", 2, "BrokenModelError"),
        ("[-0.01, 0.05, 0]", "oops", 2, "InvalidValueError"),
        ("[[0.04, -0.01, -0.01], [-0.01, 0.05, 0], [-0.01, 0, 0.06]]",
         "[[0.04, 0.9, 0], [0.9, 0.05, 0], [0, 0, 0.06]]", 1, "IndefiniteCovarianceError"),
        ("const: -2", "const: low", 2, "InvalidValueError"),
        ("const: -2", "const: 1e400", 2, "BrokenModelError"),
        ("df: 20", "df: 0", 2, "InvalidValueError"),
        ("draws: 200", "draws: 200\nbenchmark: {share: 18}", 1, "InvalidTargetError"),
        ("draws: 200", "draws: 200\nbenchmark: {share: 0.2, areas: [1]}", 1, "UnknownAreaError"),
        ("draws: 200", "draws: 200\nclasses: {method: inherited}", 2, "InvalidValueError"),
        ("draws: 200", "draws: 200\ngroups: {north: [01, 77]}", 1, "UnknownAreaError"),
        ("draws: 200", "draws: 200\ndifferences: [01, 02, 03]", 2, "InvalidValueError"),
        ("draws: 200", "draws: 200\ndifferences: [01, 01]", 1, "OverlappingAreasError"),
        ("draws: 200", "draws: 200\nclasses: {method: jenks, cuts: [0.1]}", 2, "InvalidValueError"),
        ("draws: 200", "draws: 1", 2, "InvalidValueError"),
        ("local: {year", "local: {yeer", 2, "UnknownKeyError"),
    ],
)  # fmt: skip
def test_what_is_refused_is_named(tmp_path: Path, old: str, new: str, status: int, name: str) -> None:
    assert old in MODEL + LOCAL
    found, _document, said = asked(tmp_path, (MODEL + LOCAL).replace(old, new, 1))
    assert (found, name in said) == (status, True), said


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"terms": []}', '{"terms": [{"name": "const"}]}', "\x00"]
)
def test_a_document_that_is_no_model_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "model.json").write_text(content, encoding="utf-8")
    spec = "area: area\ncounts: n\nmodel: model.json\n"
    status, _found, said = asked(tmp_path, spec)
    assert (status, "Error" in said) == (2, True), said


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"error": {"name": "X"}}, 2, "holds the error"),
        ({"converged": False}, 2, "did not converge"),
        ({"names": ["boy", "const"]}, 2, "BrokenModelError"),
        ({"names": ["(Intercept)", "boy"]}, 0, "areas"),
        ({"vcov": [[-0.1, 0], [0, 0.1]]}, 1, "IndefiniteCovarianceError"),
        ({"df": 0}, 0, "no degree of freedom"),
        (
            {"card": {"numbers": ["boy"], "spreads": {"boy": {"least": 2, "most": 3, "mean": 2.5}}}},
            1,
            "outside 2 to 3",
        ),
    ],
)
def test_what_a_document_says_of_itself_is_heard(
    tmp_path: Path, change: dict[str, Any], status: int, words: str
) -> None:
    terms = [{"name": name, "coefficient": -1.0, "se": 0.1} for name in ("const", "boy")]
    document = {"terms": terms, "vcov": [[0.1, 0], [0, 0.1]], "df": 9} | change
    (tmp_path / "model.json").write_text(json.dumps(document), encoding="utf-8")
    found, _document, said = asked(tmp_path, "area: area\ncounts: n\nmodel: model.json\n")
    assert (found, words in said) == (status, True), said


def test_a_fault_of_a_code_names_its_row(tmp_path: Path) -> None:
    _status, found, said = asked(tmp_path, MODEL + LOCAL, CELLS + "03,1,x,5\n")
    assert '"row": 7' in said
    assert '"column": "zone"' in said
    assert found["error"]["name"] == "UnmappedCodeError"


def test_a_model_of_several_is_chosen(tmp_path: Path) -> None:
    terms = [{"name": "const", "coefficient": -1.0, "se": 0.1}]
    models = [{"outcome": "chores", "group": group, "terms": terms} for group in ("girls", "boys")]
    (tmp_path / "model.json").write_text(json.dumps({"models": models}), encoding="utf-8")
    spec = "area: area\ncounts: n\nmodel: {file: model.json, outcome: chores, group: girls}\n"
    spec += "local: {group: girls}\n"
    assert asked(tmp_path, spec)[0] == 0
    status, _found, said = asked(tmp_path, spec.replace(", group: girls", ""))
    assert (status, "chores / boys" in said) == (2, True)
    assert asked(tmp_path, spec.replace("model.json", "nowhere.json"))[0] == 2


def test_a_model_of_girls_is_not_led_to_all_children(tmp_path: Path) -> None:
    girls = MODEL.replace("definition: work", "definition: work\n  group: sex=girl")
    status, found, said = asked(tmp_path, girls + LOCAL)
    assert (status, found["error"]["name"]) == (1, "GroupsDifferError")
    assert "«sex=girl» only" in said
    status, found, _ = asked(tmp_path, girls + LOCAL.replace("{", "{group: sex=girl, "))
    assert status == 0
    assert found["model"]["group"] == "sex=girl"
    assert asked(tmp_path, girls.replace("sex=girl", "all") + LOCAL)[0] == 0


def test_the_group_stands_in_the_document_of_the_logit(tmp_path: Path) -> None:
    terms = [
        {"name": "const", "coefficient": -1.0, "se": 0.1},
        {"name": "boy", "coefficient": 0.2, "se": 0.1},
    ]
    card = {"group": "zone=r", "definition": "combined"}
    models = [{"outcome": "combined", "group": "zone=r", "terms": terms, "card": card}]
    (tmp_path / "model.json").write_text(json.dumps({"models": models}), encoding="utf-8")
    base = "area: area\ncounts: n\nmodel: model.json\ndraws: 200\n"
    unzoned = "area,boy,n\n01,1,40\n01,0,60\n"
    assert asked(tmp_path, base, unzoned)[1]["error"]["name"] == "GroupsDifferError"
    for told in ("zone=r", "{zone: r}"):
        assert asked(tmp_path, base + f"local: {{group: {told}}}\n", unzoned)[0] == 0
    assert asked(tmp_path, base + "local: {group: [zone, r]}\n", unzoned)[0] == 2
    other = base + "local: {group: zone=r, definition: economic_activity}\n"
    assert asked(tmp_path, other, unzoned)[1]["error"]["name"] == "DefinitionsDifferError"


@pytest.mark.parametrize("local", ["", "local: {group: zone=r}\n"])
def test_cells_of_other_children_are_refused_whatever_is_told(tmp_path: Path, local: str) -> None:
    """The girls' risk never goes to boys: cells that show another group block."""
    terms = [
        {"name": "const", "coefficient": -1.0, "se": 0.1},
        {"name": "boy", "coefficient": 0.2, "se": 0.1},
    ]
    models = [{"outcome": "combined", "group": group, "terms": terms} for group in ("all", "zone=r")]
    (tmp_path / "model.json").write_text(json.dumps({"models": models}), encoding="utf-8")
    base = f"area: area\ncounts: n\nmodel: {{file: model.json, group: zone=r}}\ndraws: 200\n{local}"
    status, found, said = asked(tmp_path, base)
    assert (status, found["error"]["name"], found["error"]["column"]) == (1, "OutsideGroupError", "zone")
    assert "160 other children: u" in said
    assert found["error"]["row"] == 2
    crosswalk = "crosswalk:\n  zone: {column: zone, codes: {u: ~, r: r}}\n"
    status, found, said = asked(tmp_path, base + crosswalk)
    assert (status, found["left_out"], found["total"]["children"]) == (0, 160, 90)
    assert "160 children" in said
    assert "has no coefficient" not in said
    rural = "".join(line + "\n" for line in CELLS.splitlines() if ",u," not in line)
    assert asked(tmp_path, base, rural)[0] == 0
    blank = asked(tmp_path, base, rural + "03,1,,5\n")
    assert (blank[0], "OutsideGroupError" in blank[2], blank[1]["error"]["row"]) == (1, True, 4)


def test_the_outcome_is_the_definition(tmp_path: Path) -> None:
    """A document whose card names none, or another part of work, has that of its outcome."""
    terms = [{"name": "const", "coefficient": -1.0, "se": 0.1}]
    spec = "area: area\ncounts: n\nmodel: model.json\nlocal: {definition: economic_activity}\n"
    for stated, status in (("", 1), ("economic_activity", 1), ("own_home_chores", 1)):
        models = [{"outcome": "combined", "group": "all", "terms": terms, "card": {"definition": stated}}]
        (tmp_path / "model.json").write_text(json.dumps({"models": models}), encoding="utf-8")
        found, _document, said = asked(tmp_path, spec)
        assert (found, "DefinitionsDifferError" in said) == (status, True), said
    assert asked(tmp_path, spec.replace("economic_activity", "combined"))[0] == 0


def test_names_in_another_order_than_the_terms_are_told(tmp_path: Path) -> None:
    terms = [{"name": name, "coefficient": -1.0, "se": 0.1} for name in ("const", "boy")]
    (tmp_path / "model.json").write_text(
        json.dumps({"terms": terms, "names": ["boy", "const"]}), encoding="utf-8"
    )
    status, _found, said = asked(tmp_path, "area: area\ncounts: n\nmodel: model.json\n")
    assert (status, "«names» and «terms» differ" in said) == (2, True)
