"""Numbers of many columns as one JSON text per row, fast: a text per number took a quarter of an import."""

import itertools
import json
from collections.abc import Iterable, Mapping
from functools import cache

import numpy as np
import numpy.typing as npt

MOST_PLACES = 4
WHOLE_BELOW = 10_000
"""Numbers of few places below this are put together from texts that are made once."""

type Floats = npt.NDArray[np.float64]


def json_rows(columns: Mapping[str, Floats]) -> list[str]:
    """Write the numbers of each row as a JSON object.

    Parameters
    ----------
    columns : mapping of str to array
        Key to the numbers of a column, all equally long; at least one. NaN is left out of its row.

    Returns
    -------
    list of str
        The same numbers when read again, to 15 significant digits.

    Examples
    --------
    >>> json_rows({"a": np.array([0.25, np.nan]), "b": np.array([3.0, 1e-9])})
    ['{"a": 0.25, "b": 3}', '{"b": 1e-09}']
    """
    pieces: list[Iterable[str]] = []
    for key, numbers in columns.items():
        pieces += _pieces(f", {json.dumps(key)}: ", np.ascontiguousarray(numbers, dtype=np.float64))
    return ["{" + "".join(row)[2:] + "}" for row in zip(*pieces, strict=False)]  # keys repeat for ever


def _pieces(key: str, numbers: Floats) -> list[Iterable[str]]:
    """Return the texts that one column adds to each row, one after the other."""
    gaps = np.isnan(numbers)
    if not gaps.any():
        return [itertools.repeat(key), *_texts(numbers)]
    texts = [[key] * len(numbers), *_texts(np.where(gaps, 0, numbers))]
    return [np.where(gaps, "", np.array(part, dtype=object)).tolist() for part in texts]


def _texts(numbers: Floats) -> list[list[str]]:
    places = _places(numbers)
    if places is None:
        return [[f"{number:.15g}" for number in numbers.tolist()]]
    scaled = np.rint(numbers * 10**places).astype(np.int64)
    whole, rest = np.divmod(scaled, 10**places)
    return [_wholes()[whole].tolist(), _fractions(places)[rest].tolist()]


def _places(numbers: Floats) -> int | None:
    """Return how many decimal places all the numbers have exactly; None for many, large or negative ones."""
    if len(numbers) == 0 or np.signbit(numbers).any() or not (numbers < WHOLE_BELOW - 1).all():
        return None
    for places in range(MOST_PLACES + 1):
        scale = 10**places
        if (np.rint(numbers * scale) / scale == numbers).all():
            return places
    return None


@cache
def _wholes() -> npt.NDArray[np.object_]:
    return np.array([str(number) for number in range(WHOLE_BELOW)], dtype=object)


@cache
def _fractions(places: int) -> npt.NDArray[np.object_]:
    """Return the texts after the whole number, without zeros at the end."""
    texts = [f".{number:0{places}d}".rstrip("0").rstrip(".") for number in range(10**places)]
    return np.array(texts if places else [""], dtype=object)
