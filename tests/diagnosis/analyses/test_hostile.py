"""Files and specifications that hurt: each gets a named error with its place, and never a traceback."""

import json
import struct
from pathlib import Path

import pytest

from tests.diagnosis.analyses.running import analyse, analysed

HEADER = "id;w;h;c;sex;works\n"
GOOD = HEADER + "".join(
    f"{i};{10 + i};{'ab'[i % 2]};{i // 2};{'fm'[i % 2]};{int(i % 3 == 0)}\n" for i in range(24)
)
SPEC = "outcome: works\nweights: w\nstrata: h\nclusters: c\n"


def changed(row: int, column: int, cell: str) -> str:
    """Return the good file with another cell; rows as people count them."""
    lines = GOOD.splitlines()
    cells = lines[row - 1].split(";")
    cells[column] = cell
    lines[row - 1] = ";".join(cells)
    return "\n".join(lines) + "\n"


OLD_EXCEL = b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le") * 90
BROKEN_PARQUET = b"PAR1" + b"x" * 400 + struct.pack("<i", 99) + b"PAR1"

FILES: dict[str, tuple[str | bytes, int, str | None, int | None, str | None]] = {
    "empty": (b"", 1, "EmptyFileError", None, None),
    "only_blanks": (b"\xef\xbb\xbf \r\n\r\n", 1, "EmptyFileError", None, None),
    "header_only": (HEADER, 1, "EmptyFileError", None, None),
    "header_and_blank_rows": (HEADER + ";;;;;\n\n;;;;;\n", 1, "EmptyFileError", None, None),
    "one_row": (HEADER + "1;2;a;1;f;1\n", 1, "OneClusterError", None, None),
    "one_column": ("works\n1\n0\n", 2, "MissingColumnError", None, "w"),
    "binary": (bytes(range(256)) * 20, 1, "UnreadableFileError", None, None),
    "zipped": (b"PK\x03\x04" + b"\0" * 500, 1, "UnreadableFileError", None, None),
    "old_excel": (OLD_EXCEL, 1, "UnreadableFileError", None, None),
    "web_page": (b"<html><body><table></table></body></html>", 1, "UnreadableFileError", None, None),
    "broken_parquet": (BROKEN_PARQUET, 1, "UnreadableFileError", None, None),
    "long_row": (changed(9, 4, "f;1"), 1, "RaggedRowError", 9, None),
    "short_row": (GOOD.replace("5;15;b;2;m;0\n", "5;15;b\n"), 1, "RaggedRowError", 7, None),
    "open_quotation": (changed(6, 4, '"f'), 1, "RaggedRowError", 6, None),
    "repeated_header": (GOOD.replace("id;w;h", "w;w;h"), 2, "RepeatedColumnError", None, "w"),
    "text_in_weights": (changed(8, 1, "many"), 1, "NotANumberError", 8, "w"),
    "missing_weight": (changed(8, 1, ""), 1, "MissingWeightError", 8, "w"),
    "marked_missing_weight": (changed(8, 1, "NA"), 1, "MissingWeightError", 8, "w"),
    "infinite_weight": (changed(8, 1, "inf"), 1, "InvalidWeightError", 8, "w"),
    "huge_weight": (changed(8, 1, "1e999"), 1, "InvalidWeightError", 8, "w"),
    "weight_beyond_measure": (changed(8, 1, "1e300"), 1, "NotFiniteError", 8, "w"),
    "negative_weight": (changed(8, 1, "-3"), 1, "InvalidWeightError", 8, "w"),
    "missing_stratum": (changed(8, 2, ""), 1, "MissingDesignError", 8, "h"),
    "other_codes": (changed(8, 5, "7"), 1, "NotYesNoError", None, "works"),
    "one_unit": (HEADER + "1;2;a;1;f;1\n2;2;a;1;f;0\n", 1, "OneClusterError", None, None),
    "nobody_answered": (HEADER + "1;2;a;1;f;\n2;2;a;2;f;\n", 1, "EmptyDomainError", None, None),
    "undecided_marks": (GOOD.replace(";1", ";1.234").replace(";2", ";2.345"), 1, None, None, None),
}  # fmt: skip

SPECS: dict[str, tuple[str | bytes, int, str | None, int | None]] = {
    "empty": ("", 2, "BrokenSpecificationError", None),
    "a_list": ("- outcome\n", 2, "BrokenSpecificationError", None),
    "a_word": ("outcome", 2, "BrokenSpecificationError", None),
    "bad_indent": ("outcome: works\n  weights: w\n", 2, "BrokenSpecificationError", 2),
    "tab": ("outcome: works\n\tweights: w\n", 2, "BrokenSpecificationError", 2),
    "open_brace": ("outcome: {column: works\nweights: w\n", 2, "BrokenSpecificationError", 2),
    "tag": ("outcome: !!python/object/apply:os.system ['true']\n", 2, "BrokenSpecificationError", 1),
    "anchors": ("a: &a [x, x]\nb: *a\noutcome: works\n", 2, "BrokenSpecificationError", 1),
    "bomb": ("a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\noutcome: works\n", 2, "BrokenSpecificationError", 1),
    "deep": ("outcome: " + "[" * 5000 + "]" * 5000, 2, "BrokenSpecificationError", 1),
    "two_documents": ("outcome: works\n---\nweights: w\n", 2, "BrokenSpecificationError", 2),
    "repeated_key": ("outcome: works\nweights: w\noutcome: sex\n", 2, "BrokenSpecificationError", 3),
    "listed_key": ("? [a, b]\n: works\n", 2, "BrokenSpecificationError", 1),
    "control_characters": ("outcome: wor\x01ks\n", 2, "BrokenSpecificationError", None),
    "not_utf8": (b"outcome: a\xf1o\n", 2, "BrokenSpecificationError", None),
    "too_large": ("# " + "x" * 600_000, 2, "BrokenSpecificationError", None),
    "unknown_key": ("outcome: works\nwieghts: w\n", 2, "UnknownKeyError", 2),
    "no_outcome": ("weights: w\n", 2, "MissingKeyError", None),
    "empty_value": ("outcome: works\nweights:\n", 2, "InvalidValueError", 2),
    "null_value": ("outcome: works\nweights: ~\n", 2, "InvalidValueError", 2),
    "list_for_a_column": ("outcome: works\nweights: [w, h]\n", 2, "InvalidValueError", 2),
    "no_such_column": ("outcome: works\nweights: wight\n", 2, "MissingColumnError", None),
    "unknown_code": ("outcome: {column: works, value: 5}\n", 2, "UnknownCodeError", None),
    "unknown_code_in_domain": ("outcome: works\ndomain: {sex: x}\n", 2, "UnknownCodeError", None),
    "unknown_key_in_a_condition": ("outcome: {column: works, valeu: 1}\n", 2, "UnknownKeyError", None),
    "empty_condition": ("outcome: {}\n", 2, "InvalidValueError", 1),
    "empty_list": ("outcome: []\n", 2, "InvalidValueError", 1),
    "nested_nonsense": ("outcome: {any: [{any: []}]}\n", 2, "InvalidValueError", 1),
    "value_and_bounds": ("outcome: {column: works, value: 1, least: 0}\n", 2, "InvalidValueError", 1),
    "confidence_of_95": ("outcome: works\nconfidence: 95\n", 2, "InvalidValueError", 2),
    "confidence_nan": ("outcome: works\nconfidence: nan\n", 2, "InvalidValueError", 2),
    "preset": ("outcome: works\npreset: ecalc\n", 2, "InvalidValueError", 2),
    "country": ("outcome: works\npreset: country:ZZ\n", 2, "InvalidValueError", 2),
    "single": ("outcome: works\nsingle: remove\n", 2, "InvalidValueError", 2),
    "separator": ("outcome: works\nseparator: '#'\n", 2, "InvalidValueError", 2),
    "header_beyond": ("outcome: works\nheader: 90\n", 1, "EmptyFileError", None),
    "many_groups": ("outcome: works\nby: [id, w]\n", 0, None, None),
    "empty_domain": ("outcome: works\ndomain: {sex: f, works: 1, h: b}\n", 1, "EmptyDomainError", None),
    "numbers_of_texts": ("outcome: works\nweights: sex\n", 1, "NotANumberError", None),
    "missing_list": ("outcome: works\nmissing: [9]\n", 2, "InvalidValueError", 2),
    "missing_nested": ("outcome: works\nmissing: {w: {a: b}}\n", 2, "InvalidValueError", 2),
    "missing_of_no_column": ("outcome: works\nmissing: {nothing: 9}\n", 2, "MissingColumnError", None),
    "fpc_too_small": ("outcome: works\nfpc: works\n", 1, "InvalidPopulationError", None),
}


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_hurts_is_named(tmp_path: Path, name: str) -> None:
    content, status, error, row, column = FILES[name]
    file, spec = put(tmp_path, "records.csv", content), put(tmp_path, "spec.yaml", SPEC)
    found, out, _err = analyse("proportion", file, spec, format="json")
    assert found == status
    said = json.loads(out)["error"]
    assert error is None or (said["name"], said["row"], said["column"]) == (error, row, column)
    assert said["message"].endswith((".", "?"))


@pytest.mark.parametrize("name", SPECS)
def test_a_specification_that_hurts_is_named(tmp_path: Path, name: str) -> None:
    content, status, error, line = SPECS[name]
    file, spec = put(tmp_path, "records.csv", GOOD), put(tmp_path, "spec.yaml", content)
    found, out, _err = analyse("proportion", file, spec, format="json")
    document = json.loads(out)
    assert found == status, document
    if error is not None:
        said = document["error"]
        assert (said["name"], said["line"]) == (error, line)


def test_files_that_do_not_exist(tmp_path: Path) -> None:
    file, spec = put(tmp_path, "records.csv", GOOD), put(tmp_path, "spec.yaml", SPEC)
    assert analyse("proportion", tmp_path / "none.csv", spec)[0] == 2
    assert analyse("proportion", file, tmp_path / "none.yaml")[0] == 2
    assert analyse("proportion", tmp_path, spec)[0] == 2


def test_a_near_match_is_offered(tmp_path: Path) -> None:
    file = put(tmp_path, "records.csv", GOOD)
    spec = put(tmp_path, "spec.yaml", "outcome: works\nwieghts: w\n")
    assert "Did you mean: weights?" in analysed("proportion", file, spec)["error"]["message"]
    spec = put(tmp_path, "spec.yaml", "outcome: worked\n")
    assert "Did you mean: works" in analysed("proportion", file, spec)["error"]["message"]
    spec = put(tmp_path, "spec.yaml", "outcome: {column: works, value: yes}\n")
    assert "Its codes: 0, 1." in analysed("proportion", file, spec)["error"]["message"]


def test_a_text_tells_the_place_on_standard_error(tmp_path: Path) -> None:
    file, spec = put(tmp_path, "records.csv", changed(8, 1, "")), put(tmp_path, "spec.yaml", SPEC)
    status, out, err = analyse("proportion", file, spec, language="en")
    assert (status, out) == (1, "")
    assert "(row 8, column «w») [MissingWeightError]" in err
    status, _out, err = analyse("proportion", file, spec, language="es")
    assert "(fila 8, columna «w») [MissingWeightError]" in err


def test_what_a_file_holds_moves_no_terminal(tmp_path: Path) -> None:
    text = GOOD.replace("sex", "s\x1b[31mex").replace(";f;", ";f\x1b[2J;")
    file = put(tmp_path, "a\x1b[31mb.csv", text)
    spec = put(tmp_path, "spec.yaml", 'title: "a\\eb"\noutcome: works\nby: ["s\\e[31mex"]\n')
    for options in ({"format": "text"}, {"format": "json"}):
        status, out, err = analyse("proportion", file, spec, **options)
        assert status == 0
        assert "\x1b" not in out + err
    spec = put(tmp_path, "spec.yaml", 'outcome: works\nweights: "s\\e[31mex"\n')
    status, out, err = analyse("proportion", file, spec)
    assert status == 1
    assert "\x1b" not in out + err
