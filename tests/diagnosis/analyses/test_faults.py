"""Faults of all methods: one name for one thing, since programs read the name."""

import importlib
import pkgutil
from collections import Counter
from collections.abc import Iterator

import diagnosis.analyses
import diagnosis.statistics
from diagnosis.analyses.faults import SpecificationError, alike, listed, printable, shortened
from diagnosis.statistics.errors import AnalysisError


def below(kind: type[AnalysisError]) -> Iterator[type[AnalysisError]]:
    for one in kind.__subclasses__():
        yield one
        yield from below(one)


def test_every_fault_has_a_name_of_its_own_and_says_what_it_means() -> None:
    for package in (diagnosis.statistics, diagnosis.analyses):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    faults = {one for one in below(AnalysisError) if one.__module__.startswith("diagnosis.")}
    assert [name for name, count in Counter(one.__name__ for one in faults).items() if count > 1] == []
    assert [one for one in faults if not one.__name__.endswith("Error") or not one.__doc__] == []
    assert all(one.of_call for one in faults if issubclass(one, SpecificationError))


def test_texts_of_a_file_are_quoted_short_and_plain() -> None:
    assert printable("a\x1b[31m\n b") == "a [31m b"
    assert shortened("x" * 100, 10) == "x" * 9 + "…"
    assert listed(["a", "b" * 90, "c"], 2) == f"a, {'b' * 59}…, …"
    assert alike("wieghts", ["weights", "strata", "width"]) == ["weights"]
