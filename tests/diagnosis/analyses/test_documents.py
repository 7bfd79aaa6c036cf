"""The JSON document of each method: the keys that programs rely on, its origin, and the same at each run."""

import hashlib
import json
import re
from typing import Any

import pytest

from diagnosis.analyses.methods import NAMES
from tests.diagnosis.analyses.running import EXAMPLES, analyse, data_of, example

KEYS: dict[str, set[str]] = {
    "proportion": {
        "estimate", "se", "df", "interval", "n", "cases", "deff", "n_eff", "cv", "verdict", "failed",
    },
    "difference": {"difference", "se", "df", "t", "p", "interval"},
    "correspondence": {"inertia", "share", "total", "rows", "columns"},
    "logit": {"terms", "ame", "df", "vcov", "auc", "converged"},
    "transfer": {"areas", "total"},
    "classes": {"areas"},
    "index": {"areas", "moran", "zones"},
    "zones": {"zones", "moran"},
}  # fmt: skip
LISTED: dict[tuple[str, str], set[str]] = {
    ("correspondence", "columns"): {"label", "mass", "coordinates", "contributions", "cos2"},
    ("logit", "terms"): {"name", "coefficient", "se", "t", "p", "odds_ratio", "interval"},
    ("logit", "ame"): {"name", "ame", "se", "interval"},
    ("transfer", "areas"): {"code", "risk", "se", "interval", "expected", "class", "class_probability"},
    ("index", "areas"): {"code", "index", "class", "observed_weight", "rank_range"},
}
RANDOM = {"transfer", "index", "zones"}


@pytest.mark.parametrize("name", NAMES)
def test_the_keys_of_the_method(name: str) -> None:
    document = example(name)
    assert set(document) >= KEYS[name]
    for (method, key), wanted in LISTED.items():
        if method == name:
            assert document[key]
            assert all(set(one) >= wanted for one in document[key])


@pytest.mark.parametrize("name", NAMES)
def test_the_document_says_how_it_was_made(name: str) -> None:
    document = example(name)
    folder = EXAMPLES / name
    assert document["file"]["sha256"] == hashlib.sha256(data_of(name).read_bytes()).hexdigest()
    assert (
        document["specification"]["sha256"] == hashlib.sha256((folder / "spec.yaml").read_bytes()).hexdigest()
    )
    assert re.match(r"analyse \d+, numpy ", document["software"])
    assert (document["seed"] is not None) == (name in RANDOM)
    assert all(set(one) == {"name", "message"} and one["name"] for one in document["warnings"])


@pytest.mark.parametrize("name", NAMES)
def test_the_document_is_the_same_each_time_and_in_each_language_but_for_words(name: str) -> None:
    first = example(name)
    assert example(name) == first
    _status, out, _err = analyse(
        name, data_of(name), EXAMPLES / name / "spec.yaml", format="json", language="es"
    )
    spanish = json.loads(out)
    assert numbers(spanish) == numbers(first)
    assert [one["name"] for one in spanish["warnings"]] == [one["name"] for one in first["warnings"]]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_but_the_document_goes_to_standard_output(name: str) -> None:
    status, out, err = analyse(
        name, data_of(name), EXAMPLES / name / "spec.yaml", format="json", language="en"
    )
    assert (status, err) == (0, "")
    json.loads(out, parse_constant=pytest.fail)


@pytest.mark.parametrize("name", NAMES)
def test_the_text_is_written_in_spanish(name: str) -> None:
    texts = [
        analyse(name, data_of(name), EXAMPLES / name / "spec.yaml", language=language)[1].split("\n\n")
        for language in ("es", "en")
    ]
    headings = [{block.strip().split("\n")[0] for block in blocks[1:-1]} for blocks in texts]
    assert not headings[0] & headings[1]


def numbers(tree: Any) -> Any:
    """Return the tree without its texts."""
    if isinstance(tree, dict):
        return {key: numbers(one) for key, one in tree.items()}
    if isinstance(tree, list):
        return [numbers(one) for one in tree]
    return None if isinstance(tree, str) else tree
