"""The one way to write a profile, whatever the order of its variables in the file."""

import json
from collections.abc import Mapping, Sequence

import pandas as pd

from diagnosis.imports.profile_cells.columns import PREFIX

_MARKS = frozenset(';="')


def variable_fields(names: Sequence[object]) -> list[str]:
    """Return the columns that hold one variable each."""
    return [str(name) for name in names if str(name).startswith(PREFIX)]


def profile_key(profile: Mapping[str, str]) -> str:
    """Write a profile as one text: variables in alphabetical order, a mark inside a word in quotes.

    Examples
    --------
    >>> profile_key({"sex": "boy", "age": "15 to 17"})
    'age=15 to 17; sex=boy'
    """
    return "; ".join(f"{_quoted(name)}={_quoted(profile[name])}" for name in sorted(profile))


def profile_keys(frame: pd.DataFrame) -> list[str]:
    """Return the key of each row's profile; every combination is written once."""
    fields = variable_fields(list(frame))
    names = [field.removeprefix(PREFIX) for field in fields]
    written: dict[tuple[str, ...], str] = {}
    keys = []
    for categories in zip(*(frame[field].tolist() for field in fields), strict=True):
        key = written.get(categories)
        if key is None:
            key = written[categories] = profile_key(dict(zip(names, categories, strict=True)))
        keys.append(key)
    return keys


def _quoted(word: str) -> str:
    return json.dumps(word, ensure_ascii=False) if _MARKS & set(word) else word
