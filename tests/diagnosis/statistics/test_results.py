"""Results become plain data that any program can read."""

import json
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pytest

from clrisk_site.figures.message import Message, says
from diagnosis.statistics.results import Result, plain


class Rule(StrEnum):
    QUEEN = "queen"


@dataclass(frozen=True, slots=True, eq=False)
class Found(Result):
    estimate: float
    matrix: np.ndarray
    rule: Rule
    parts: tuple["Found", ...] = ()
    warnings: tuple[Message, ...] = ()


def test_a_result_becomes_plain_data_with_its_parts() -> None:
    inner = Found(float("nan"), np.eye(2), Rule.QUEEN)
    outer = Found(1.5, np.array([1, 2]), Rule.QUEEN, (inner,), (says("%(n)s areas", n=3),))
    data = json.loads(json.dumps(outer.to_json()))
    assert data["estimate"] == 1.5
    assert data["matrix"] == [1, 2]
    assert data["rule"] == "queen"
    assert data["parts"][0]["estimate"] is None
    assert data["parts"][0]["matrix"] == [[1.0, 0.0], [0.0, 1.0]]
    assert Message.from_json(data["warnings"][0]) == says("%(n)s areas", n=3)


def test_messages_become_what_the_caller_makes_of_them() -> None:
    assert plain((says("%(n)s areas", n=3),), say=str) == ["3 areas"]


def test_numbers_of_numpy_become_built_in_ones() -> None:
    found = plain({"a": np.int64(3), 4: np.bool_(True), "c": float("inf")})
    assert found == {"a": 3, "4": True, "c": None}


def test_what_has_no_plain_form_is_refused() -> None:
    with pytest.raises(TypeError):
        plain(object())
