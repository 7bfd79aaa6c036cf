"""How alike two names are, and the most alike of many, found without comparing all with all."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher

LEAST_SCORE = 0.78
MOST_COMPARED = 12


def score(one: str, other: str) -> float:
    """Return how alike a plain name as written and an official one are, from 0 to 1.

    Spaces count little, the order of words not at all.

    Examples
    --------
    >>> score("bellavista", "bella vista")
    0.99
    >>> score("coahuila", "coahuila zaragoza") > 0.9
    True
    """
    if one == other:
        return 1.0
    if one.replace(" ", "") == other.replace(" ", ""):
        return 0.99
    words, others = one.split(), other.split()
    if sorted(words) == sorted(others):
        return 0.98
    shorter, longer = sorted((words, others), key=len)
    if shorter and longer[: len(shorter)] == shorter and len(" ".join(shorter)) > 3:
        # Names are shortened more often than lengthened.
        return 0.95 if shorter is words else 0.9
    return round(
        max(letters(one, other), letters(" ".join(sorted(words)), " ".join(sorted(others)))) * 0.97, 3
    )


def letters(one: str, other: str) -> float:
    """Return the share of letters that two texts have in common, in order."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


class NameFinder:
    """The names to search, indexed by their triples of letters."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names: list[str] = sorted(set(names))
        self._by_triple: dict[str, list[int]] = {}
        for number, name in enumerate(self.names):
            for triple in _triples(name):
                self._by_triple.setdefault(triple, []).append(number)

    def find(
        self, name: str, *, least: float = LEAST_SCORE, judge: Callable[[str, str], float] = score
    ) -> Sequence[tuple[float, str]]:
        """Return the names at least that alike, best first."""
        shared: Counter[int] = Counter()
        for triple in _triples(name):
            shared.update(self._by_triple.get(triple, ()))
        likely = [self.names[number] for number, _ in shared.most_common(MOST_COMPARED)]
        scored = [(judge(name, other), other) for other in likely]
        return sorted((pair for pair in scored if pair[0] >= least), key=lambda pair: (-pair[0], pair[1]))


def _triples(name: str) -> set[str]:
    text = f" {name.replace(' ', '')} "
    return {text[i : i + 3] for i in range(len(text) - 2)}
