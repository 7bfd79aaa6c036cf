"""From proxies to zones for 5,000 areas, beside pandas, scipy, mapclassify, libpysal and esda."""

import sys
import warnings
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from diagnosis.statistics.classes import Method, classify_areas, goodness_of_fit, jenks_breaks
from diagnosis.statistics.composite import IndexReport, children_of, report_index
from tests.bench.statistics_zones import AREAS, codes_of, map_of_areas, own_evidence, their_evidence
from tests.bench.watching import timed

PROXIES, CLASSES = 4, 5
MANY = 50_000
FEWER = 1_000
"""Areas whose natural breaks the peer finds where numba does not compile it; it grows with their square."""
ROUNDS = 3
AIM = 1.0
METHODS = (Method.JENKS, Method.QUANTILE, Method.EQUAL_WIDTH, Method.MEAN_SD)

type Floats = NDArray[np.float64]


def main() -> int:
    """Measure and say the ratios; 1 when one is above the aim or the two sides disagree."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # mapclassify speaks of numba where it is not
        return _index() | _breaks()


def _index() -> int:
    """Compare the index with places under other choices and tau, then with classes, map and zones."""
    table, weights, children = _areas()
    shapes, _values = map_of_areas()

    def own_index() -> IndexReport:
        return report_index(
            table, dict.fromkeys(weights, 1), weights, children=children, method=Method.QUANTILE
        )

    def own_whole() -> float:
        report = own_index()
        values = {area.code: area.index for area in report.areas}
        for method in METHODS:
            classify_areas(values, method, CLASSES)
        top = np.array([area.class_number == report.k - 1 for area in report.areas])
        return own_evidence(values, shapes, top)

    def their_whole() -> float:
        base, _ = _theirs(table, weights, children)
        values = base[known := ~np.isnan(base)]
        _classes_of_theirs(values)
        return their_evidence(values, shapes[known], values > np.quantile(values, 2 / 3))

    peer, (index, taus) = _best(lambda: _theirs(table, weights, children))
    seconds, report = _best(own_index)
    whole_peer, i_of_peer = _best(their_whole)
    whole, i = _best(own_whole)
    indices = np.array([np.nan if area.index is None else area.index for area in report.areas])
    same = np.allclose(indices, index, rtol=1e-9, atol=1e-9, equal_nan=True) and np.allclose(
        [*(one.tau for one in report.scenarios if one.tau is not None), i], [*taus, i_of_peer], rtol=1e-8
    )
    sys.stdout.write(
        f"index of {AREAS:,} areas with its sensitivity: {seconds:.2f} s, {seconds / peer:.2f} of pandas and "
        f"scipy ({peer:.2f} s)\n"
        f"index, classes, neighbours, Gi*, Moran with 999 permutations and zones: {whole:.2f} s, "
        f"{whole / whole_peer:.2f} of pandas, scipy, mapclassify, libpysal and esda ({whole_peer:.2f} s; "
        f"aim {AIM:g}); {'the same numbers' if same else 'OTHER NUMBERS'}\n"
    )
    return int(whole / whole_peer > AIM or not same)


def _theirs(table: Any, weights: dict[str, float], children: Any) -> tuple[Floats, list[float]]:
    """Return the index and the taus; places and classes under other choices are made and left."""
    pd, stats = import_module("pandas"), import_module("scipy.stats")
    mapclassify = import_module("mapclassify")
    frame = pd.DataFrame.from_dict(table, orient="index")
    sizes = pd.Series({code: area.number for code, area in children.items()})
    eligible = frame.where(sizes >= 20)
    scaled = 100 * (eligible - eligible.min()) / (eligible.max() - eligible.min())

    def joined(scores: Any, by: dict[str, float], least: float) -> Any:
        share = pd.Series(by) / sum(by.values())
        observed = scores[list(by)].notna().astype(float) @ share
        return ((scores[list(by)].fillna(0) @ share) / observed).where(observed >= least)

    base = joined(scaled, weights, 0.75)
    known = base.notna()
    others = [joined(scaled, dict.fromkeys(weights, 1.0), 1e-9)]
    for dropped in weights:
        rest = {name: weight for name, weight in weights.items() if name != dropped}
        others.append(joined(scaled, _limited(rest), 1e-9))
    others.append(joined((eligible - eligible.mean()) / eligible.std(), weights, 1e-9))
    others.append(np.exp(joined(np.log(1 + 0.99 * scaled), weights, 1e-9)))
    places = pd.DataFrame(dict(enumerate([base, *others])))[known].rank(ascending=False, method="min")
    places.agg(["min", "max"], axis=1)
    # Rounded as ours are, so that what is equal but for rounding is a tie on both sides.
    ordered = base[known].round(10)
    taus = [
        float(stats.kendalltau(ordered, one[known].round(10), nan_policy="omit").statistic) for one in others
    ]
    for one in [base, *others]:
        mapclassify.Quantiles(one[known].dropna().to_numpy(), 3)
    return base.to_numpy(), taus


def _classes_of_theirs(values: Floats) -> None:
    mapclassify = import_module("mapclassify")
    mapclassify.FisherJenks(values if find_spec("numba") else values[:FEWER], CLASSES)
    mapclassify.Quantiles(values, CLASSES)
    mapclassify.EqualInterval(values, CLASSES)
    mapclassify.StdMean(values)


def _limited(weights: dict[str, float]) -> dict[str, float]:
    total = sum(weights.values())
    heaviest = max(weights, key=weights.__getitem__)
    if weights[heaviest] <= total / 2:
        return weights
    factor = total / 2 / (total - weights[heaviest])
    return {name: weight * factor for name, weight in weights.items()} | {heaviest: total / 2}


def _breaks() -> int:
    """Compare natural breaks alone, and say how long those of many more areas take."""
    mapclassify = import_module("mapclassify")
    values = np.random.default_rng(8).gamma(2, 10, size=MANY)
    few = values[: AREAS if find_spec("numba") else FEWER]
    peer, found = _best(lambda: mapclassify.FisherJenks(few, CLASSES).bins)
    own, breaks = _best(lambda: jenks_breaks(few, CLASSES))
    many, _ = _best(lambda: jenks_breaks(values, CLASSES))
    # The peer adds in single precision, so that its division of thousands is not quite the best one.
    fit, fit_of_peer = goodness_of_fit(few, breaks), goodness_of_fit(few, found)
    sys.stdout.write(
        f"natural breaks of {len(few):,} areas: {1e3 * own:.1f} ms, {own / peer:.4f} of mapclassify "
        f"({1e3 * peer:.0f} ms; aim {AIM:g}); fit {fit:.10f}, that of mapclassify {fit_of_peer:.10f}; "
        f"{MANY:,} areas {1e3 * many:.0f} ms\n"
    )
    return int(own / peer > AIM or fit < fit_of_peer - 1e-12)


def _areas() -> tuple[Any, dict[str, float], Any]:
    """Return proxies of areas, their weights, and children."""
    chance = np.random.default_rng(9)
    values = np.round(chance.gamma(2, 10, size=(AREAS, PROXIES)), 2)
    values[chance.uniform(size=values.shape) < 0.02] = np.nan
    names = [f"proxy {number}" for number in range(PROXIES)]
    codes = codes_of(AREAS)
    rows = zip(codes, values.tolist(), strict=True)
    table = {code: dict(zip(names, row, strict=True)) for code, row in rows}
    counted = dict(zip(codes, chance.integers(5, 400, size=AREAS).astype(float).tolist(), strict=True))
    return table, dict(zip(names, (0.4, 0.3, 0.2, 0.1), strict=True)), children_of(counted)


def _best[T](work: Callable[[], T]) -> tuple[float, T]:
    """Return the shortest of some runs, and what came out."""
    found: list[T] = []
    return min(timed(lambda: found.append(work())) for _round in range(ROUNDS)), found[-1]


if __name__ == "__main__":
    sys.exit(main())
