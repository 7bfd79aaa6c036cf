"""`analyse classes`: the example, the six methods, and what is refused by name."""

import json
from pathlib import Path

import pytest

from diagnosis.statistics.classes import Method, classify_areas
from tests.diagnosis.analyses.running import analyse, analysed, example
from tests.diagnosis.statistics.reference import FOLDER, read_rows

TABLE = "code,risk,level,kids\n" + "".join(
    f"{i:02},{value},{level},{kids}\n"
    for i, (value, level, kids) in enumerate(
        zip(
            (3, 4, 4, 11, 12, 12, 30, 31, 33, ""),
            ("low",) * 3 + ("Medium",) * 3 + ("high",) * 3 + ("",),
            (5, 5, 5, 50, 5, 5, 5, 5, 5, ""),
            strict=True,
        )
    )
)


def asked(folder: Path, spec: str, table: str = TABLE) -> tuple[Path, Path]:
    (folder / "areas.csv").write_text(table, encoding="utf-8")
    (folder / "spec.yaml").write_text(spec, encoding="utf-8")
    return folder / "areas.csv", folder / "spec.yaml"


def test_the_example() -> None:
    found = example("classes")
    assert (found["method"], found["k"], found["counts"]) == ("jenks", 3, [6, 4, 3])
    assert found["breaks"] == [14.1, 22.5, 35.0]
    assert found["reference"]["date"] == "2026-11-22"
    areas = {area["code"]: area for area in found["areas"]}
    assert areas["N11"] == {"code": "N11", "value": None, "class": None, "rank": None}
    assert (areas["N9"]["class"], areas["N9"]["rank"]) == ("high", 1)
    assert {one["method"]: one["areas"] for one in found["comparison"]} == {
        "quantile": ["N3", "N7"],
        "equal_width": ["N14"],
        "mean_sd": ["N2", "N3", "N8", "N12"],
    }
    assert found["warnings"][0]["message"] == "1 area has no value and no class."


@pytest.mark.parametrize(
    ("spec", "counts"),
    [
        ("value: risk\n", [3, 3, 3]),
        ("value: risk\nmethod: quantile\nk: 2\n", [6, 3]),
        ("value: risk\nmethod: equal_width\n", [6, 0, 3]),
        ("value: risk\nmethod: mean_sd\nmultiples: [0]\n", [6, 3]),
        ("value: risk\nmethod: fixed\ncuts: [4, 30]\nnames: [bajo, medio, alto]\n", [3, 4, 2]),
        ("method: inherited\nclass: level\n", [3, 3, 3]),
        ("value: risk\nmethod: inherited\nclass: level\n", [3, 3, 3]),
        ("value: risk\nmethod: quantile\nk: 2\nweights: kids\n", [4, 5]),
    ],
)
def test_each_method(spec: str, counts: list[int], tmp_path: Path) -> None:
    found = analysed("classes", *asked(tmp_path, "area: code\n" + spec))
    assert found["counts"] == counts
    assert found["areas"][9]["class"] is None


@pytest.mark.parametrize(
    ("spec", "status", "name"),
    [
        ("method: jenks\n", 2, "InvalidValueError"),
        ("value: risk\nmethod: natural\n", 2, "InvalidValueError"),
        ("value: riks\n", 2, "MissingColumnError"),
        ("value: risk\nk: 1\n", 2, "InvalidValueError"),
        ("value: level\n", 1, "NotANumberError"),
        ("value: risk\nmethod: fixed\n", 1, "CutPointsError"),
        ("value: risk\nmethod: fixed\ncuts: [9, 2]\n", 1, "CutPointsError"),
        ("value: risk\nmethod: inherited\n", 1, "MissingClassWordsError"),
        ("value: risk\ncuts: [9]\n", 2, "InvalidValueError"),
        ("value: risk\nmethod: fixed\ncuts: [9]\nk: 3\n", 2, "InvalidValueError"),
        ("value: risk\nmethod: mean_sd\nmultiples: [-1, 1]\nk: 4\n", 2, "InvalidValueError"),
        ("value: risk\nclass: level\n", 2, "InvalidValueError"),
        ("value: risk\nmethod: quantile\nmultiples: [1]\n", 2, "InvalidValueError"),
        ("method: inherited\nclass: level\nnames: [low, high]\n", 1, "UnknownClassWordError"),
        ("value: risk\nnames: [a, a, b]\n", 1, "ClassNamesError"),
    ],
)
def test_faults_are_named(spec: str, status: int, name: str, tmp_path: Path) -> None:
    file, specification = asked(tmp_path, "area: code\n" + spec)
    found, out, _err = analyse("classes", file, specification, format="json", language="en")
    assert (found, json.loads(out)["error"]["name"]) == (status, name)


@pytest.mark.parametrize(
    ("table", "name"),
    [
        ("code,risk\na,1\na,2\n", "RepeatedAreaError"),
        ("code,risk\na,1\n,2\n", "MissingAreaCodeError"),
        ("code,risk\na,\nb,*\n", "NoValueError"),
        ("code,risk\n", "EmptyFileError"),
    ],
)
def test_tables_that_are_refused(table: str, name: str, tmp_path: Path) -> None:
    _status, out, _err = analyse(
        "classes", *asked(tmp_path, "area: code\nvalue: risk\n", table), format="json", language="en"
    )
    assert json.loads(out)["error"]["name"] == name


def test_the_reference(tmp_path: Path) -> None:
    rows = read_rows("local_expected.csv")
    (tmp_path / "spec.yaml").write_text("area: area\nvalue: risk\n", encoding="utf-8")
    found = analysed("classes", FOLDER / "local_expected.csv", tmp_path / "spec.yaml")
    assert [area["class"] for area in found["areas"]] == [row["class_jenks"] for row in rows]
    assert next(one["areas"] for one in found["comparison"] if one["method"] == "quantile") == ["2", "11"]
    same = classify_areas({row["area"]: float(row["risk"]) for row in rows}, Method.JENKS)
    assert found["gvf"] == pytest.approx(same.gvf, rel=1e-14)


def test_people_read_it_in_their_language(tmp_path: Path) -> None:
    _status, out, _err = analyse("classes", *asked(tmp_path, "area: code\nvalue: risk\n"), language="es")
    assert "cortes naturales" in out
    assert "media" in out
