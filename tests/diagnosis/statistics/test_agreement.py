"""Two orders of the same areas, against slow and obvious counting."""

import math
from itertools import combinations

import numpy as np
import pytest

from diagnosis.statistics.agreement import agreement_of


def _slow_tau(pairs: list[tuple[float, float]]) -> float:
    concordant = discordant = only_x = only_y = 0
    for (a, b), (c, d) in combinations(pairs, 2):
        product = (a - c) * (b - d)
        if product:
            concordant, discordant = concordant + (product > 0), discordant + (product < 0)
        elif a != c:
            only_x += 1
        elif b != d:
            only_y += 1
    both = concordant + discordant
    return (concordant - discordant) / math.sqrt((both + only_x) * (both + only_y))


def _slow_ranks(values: list[float]) -> list[float]:
    return [1 + sum(o > v for o in values) + (sum(o == v for o in values) - 1) / 2 for v in values]


@pytest.mark.parametrize("seed", range(5))
def test_numbers_agree_with_slow_counting(seed: int) -> None:
    generator = np.random.default_rng(seed)
    x, y = generator.integers(0, 12, 20).tolist(), generator.integers(0, 12, 20).tolist()
    codes = [f"{place:02d}" for place in range(20)]
    found = agreement_of(dict(zip(codes, x, strict=True)), dict(zip(codes, y, strict=True)))
    ranks, others = _slow_ranks(x), _slow_ranks(y)
    assert found.tau == pytest.approx(_slow_tau(list(zip(x, y, strict=True))), abs=1e-12)
    assert found.rho == pytest.approx(np.corrcoef(ranks, others)[0, 1], abs=1e-12)
    by_code = {one.code: one for one in found.areas}
    assert [by_code[code].rank for code in codes] == pytest.approx(ranks)
    assert [by_code[code].direct_rank for code in codes] == pytest.approx(others)
    apart = [one.places_apart for one in found.areas]
    assert apart == sorted(apart, reverse=True)


def test_thirds_and_what_one_side_alone_has() -> None:
    modelled = {"a": 9.0, "b": 8.0, "c": 7.0, "d": 6.0, "e": 5.0, "f": 4.0, "x": 1.0}
    direct = {"a": 30.0, "b": 50.0, "c": 5.0, "d": 20.0, "e": 10.0, "f": 15.0, "y": 2.0}
    found = agreement_of(modelled, direct)
    assert found.only_modelled == ("x",)
    assert found.only_direct == ("y",)
    assert found.in_same_third == 4
    assert found.areas[0].code == "c"


def test_few_or_constant_say_nothing() -> None:
    assert agreement_of({"a": 1, "b": 2}, {"a": 1, "b": 2}).tau is None
    assert agreement_of({}, {}).areas == ()
    flat = agreement_of({"a": 1, "b": 1, "c": 1}, {"a": 1, "b": 2, "c": 3})
    assert flat.tau is None
    assert flat.rho is None
