"""The index of areas beside pandas, and the agreement of its orders beside scipy, on the fixture."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from diagnosis.statistics.composite import Change, IndexReport, Mean, Recipe, Scale, children_of, report_index
from diagnosis.statistics.ranks import tau_b
from tests.crosscheck.data import FIXTURES, rows_of
from tests.crosscheck.difference import Difference, compared

type Row = dict[str, float | None]


def compare() -> Iterator[Difference]:
    """Yield the differences of indices, places, classes and taus."""
    import pandas as pd

    frame: Any = pd.read_csv(FIXTURES / "micro_fixture.csv", dtype={"area": str}).set_index("area")
    proxies = [name for name in frame if name.startswith("pct_")]
    weights = dict(zip(proxies, (1.386328, 0.6, 0.35, 0.944956), strict=True))
    for scale, mean in (
        (Scale.MIN_MAX, Mean.ARITHMETIC),
        (Scale.Z_SCORE, Mean.ARITHMETIC),
        (Scale.RANK, Mean.ARITHMETIC),
        (Scale.MIN_MAX, Mean.GEOMETRIC),
    ):
        report = _report(proxies, weights, Recipe(scale, mean))
        expected = _by_pandas(frame, proxies, weights, scale, geometric=mean is Mean.GEOMETRIC)
        own = np.array([np.nan if area.index is None else area.index for area in report.areas])
        yield from compared("index", "pandas", {f"{scale} scores, {mean} mean": (own, expected.to_numpy())})
    yield from _orders(frame, proxies, weights)
    yield from _taus()


def _report(proxies: list[str], weights: dict[str, float], recipe: Recipe) -> IndexReport:
    rows = rows_of(FIXTURES / "micro_fixture.csv")
    table: dict[str, Row] = {
        row["area"]: {name: float(row[name]) if row[name] else None for name in proxies} for row in rows
    }
    children = children_of({row["area"]: float(row["pop_5_17"]) for row in rows})
    return report_index(table, dict.fromkeys(proxies, 1), weights, children=children, recipe=recipe)


def _by_pandas(
    frame: Any,
    proxies: list[str],
    weights: dict[str, float],
    scale: Scale,
    *,
    geometric: bool = False,
    least: float = 0.75,
) -> Any:
    eligible = frame[frame["pop_5_17"] >= 20][proxies]
    match scale:
        case Scale.MIN_MAX:
            scores = 100 * (eligible - eligible.min()) / (eligible.max() - eligible.min())
        case Scale.Z_SCORE:
            scores = (eligible - eligible.mean()) / eligible.std()
        case _:
            scores = 100 * (eligible.rank() - 1) / (eligible.count() - 1)
    if geometric:
        scores = np.log(1 + 0.99 * scores)
    share = {name: weights[name] / sum(weights.values()) for name in weights}
    observed = scores.notna().mul(share).sum(axis=1)
    index = (scores.mul(share).sum(axis=1) / observed).where(observed >= least)
    return (np.exp(index) if geometric else index).reindex(frame.index)


def _orders(frame: Any, proxies: list[str], weights: dict[str, float]) -> Iterator[Difference]:
    """Compare places, their ranges, classes that change, and tau under equal weights and z-scores."""
    import mapclassify
    import pandas as pd
    from scipy.stats import kendalltau

    report = _report(proxies, weights, Recipe())
    base = _by_pandas(frame, proxies, weights, Scale.MIN_MAX)
    others: dict[str, Any] = {
        Change.EQUAL_WEIGHTS: _by_pandas(frame, proxies, dict.fromkeys(proxies, 1.0), Scale.MIN_MAX, least=0),
        Change.Z_SCORE: _by_pandas(frame, proxies, weights, Scale.Z_SCORE, least=0),
        Change.GEOMETRIC: _by_pandas(frame, proxies, weights, Scale.MIN_MAX, geometric=True, least=0),
    }
    for dropped in proxies:
        rest = {name: weight for name, weight in weights.items() if name != dropped}
        total = sum(rest.values())
        heaviest = max(rest, key=rest.__getitem__)
        if rest[heaviest] > total / 2:
            others_share = total / 2 / (total - rest[heaviest])
            rest = {name: weight * others_share for name, weight in rest.items()} | {heaviest: total / 2}
        others[dropped] = _by_pandas(frame, list(rest), rest, Scale.MIN_MAX, least=0)
    found = {one.proxy or one.change: one for one in report.scenarios}
    known = base.notna()
    places = pd.DataFrame({"base": base, **others})[known].rank(ascending=False, method="min")
    ranges = [area.rank_range for area in report.areas if area.rank_range]
    yield from compared(
        "index",
        "pandas",
        {"places and their ranges": (ranges, places.agg(["min", "max"], axis=1).to_numpy())},
    )
    classes = {name: mapclassify.FisherJenks(one[known].to_numpy(), 3).yb for name, one in others.items()}
    own = mapclassify.FisherJenks(base[known].to_numpy(), 3).yb
    changing = [int(np.sum(own != classes[name])) for name in others]
    yield from compared(
        "index",
        "mapclassify FisherJenks",
        {"areas that change class": (_floats(found[name].changing_class for name in others), changing)},
    )
    taus = [kendalltau(base[known], one[known]).statistic for one in others.values()]
    yield from compared(
        "index",
        "scipy kendalltau",
        {"tau under seven changes": (_floats(found[n].tau for n in others), taus)},
    )


def _taus() -> Iterator[Difference]:
    from scipy.stats import kendalltau

    chance = np.random.default_rng(11)
    for n, steps in ((5_000, 40), (50_000, 10_000_000)):
        x, y = chance.integers(steps, size=(2, n)).astype(np.float64)
        yield from compared(
            "index",
            "scipy kendalltau",
            {f"tau of {n:,} pairs": (_floats([tau_b(x, x + y)]), [kendalltau(x, x + y).statistic])},
        )


def _floats(numbers: Iterable[float | None]) -> list[float]:
    return [np.nan if number is None else number for number in numbers]
