"""Classes beside mapclassify: its example, the fixtures, and skewed values with many ties."""

import json
from collections import defaultdict
from collections.abc import Iterator
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from diagnosis.statistics.classes import classify, classify_areas, goodness_of_fit, jenks_breaks
from diagnosis.statistics.classes.methods import equal_width_breaks, mean_sd_breaks, quantile_breaks
from tests.crosscheck.data import FIXTURES, rows_of
from tests.crosscheck.difference import Difference, compared

type Floats = NDArray[np.float64]

MULTIPLES = (-2.0, -1.0, 1.0, 2.0)
SETS = "calemp, risks, index, 400 skewed"


def compare() -> Iterator[Difference]:
    """Yield the differences of published bounds, and of bounds and counts by every method."""
    import mapclassify

    example = mapclassify.load_example().to_numpy(dtype=np.float64)
    yield from _published(example)
    risks = [float(row["risk"]) for row in rows_of(FIXTURES / "local_expected.csv")]
    index = [float(row["index"]) for row in rows_of(FIXTURES / "micro_expected.csv") if row["index"]]
    skewed = np.round(np.random.default_rng(6).gamma(1, 10, size=400), 1)
    pairs: dict[tuple[str, str], list[tuple[Floats, Floats]]] = defaultdict(list)
    for values in (example, np.array(risks), np.array(index), skewed):
        for peer, quantity, own, other in _beside(values):
            pairs[peer, quantity].append((np.asarray(own, dtype=np.float64), np.asarray(other)))
    for (peer, quantity), found in pairs.items():
        ours, theirs = (np.concatenate(side) for side in zip(*found, strict=True))
        yield from compared("classes", peer, {f"{quantity} ({SETS})": (ours, theirs)})
    if find_spec("numba"):
        yield from _many()


def _published(example: Floats) -> Iterator[Difference]:
    published = json.loads((FIXTURES / "published_reference_values.json").read_text(encoding="utf-8"))
    printed = published["fisher_jenks_calemp"]
    for k in (5, 3):
        values = {str(place): value for place, value in enumerate(example.tolist())}
        found = classify_areas(values, k=k)
        numbers = {
            f"calemp, {k} natural classes": (found.breaks, printed[f"k{k}_bins"]),
            f"calemp, areas in {k} natural classes": (found.counts, printed[f"k{k}_counts"]),
        }
        yield from compared("classes", "documentation of mapclassify", numbers)


def _many() -> Iterator[Difference]:
    import mapclassify

    values = np.random.default_rng(8).gamma(2, 10, size=5_000)
    own, other = jenks_breaks(values, 5), mapclassify.FisherJenks(values, 5).bins
    fit, fit_of_peer = goodness_of_fit(values, own), goodness_of_fit(values, other)
    better = f"The peer adds in single precision: its division fits {fit_of_peer:.9f}, ours {fit:.9f}."
    yield from compared(
        "classes", "mapclassify FisherJenks", {"bounds of 5,000 values": (own, other)}, better, at_most=5e-3
    )


def _beside(values: Floats) -> Iterator[tuple[str, str, object, Floats]]:
    """Yield peer, quantity, our numbers and its numbers."""
    import mapclassify
    import pandas as pd

    for k in (3, 5):
        own, jenks = jenks_breaks(values, k), mapclassify.FisherJenks(values, k)
        yield "mapclassify FisherJenks", "bounds", own, jenks.bins
        yield "mapclassify FisherJenks", "counts", np.bincount(classify(values, own)), jenks.counts
        yield (
            "mapclassify Quantiles",
            "bounds",
            quantile_breaks(values, k),
            mapclassify.Quantiles(values, k).bins,
        )
        widths = mapclassify.EqualInterval(values, k)
        yield "mapclassify EqualInterval", "bounds", equal_width_breaks(values, k), widths.bins
        groups = pd.Series(values).groupby(jenks.yb)
        within = float(((groups.size() - 1) * groups.var().fillna(0)).sum())
        total = float(pd.Series(values).var() * (len(values) - 1))
        yield "pandas", "goodness of fit", [goodness_of_fit(values, own)], np.array([1 - within / total])
    found = mean_sd_breaks(values, MULTIPLES)
    # The peer leaves out an open class at the top in which nothing lies.
    other = mapclassify.StdMean(values, multiples=list(MULTIPLES)).bins
    yield "mapclassify StdMean", "bounds", found[np.isfinite(found)], other
