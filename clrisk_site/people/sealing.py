"""The canonical form of an audit entry and its hash: the same on every database and after every restore.

The form is what docs/decisions.md (People) describes; a change of it would break every chain there is.
"""

import datetime as dt
import hashlib
import json
import math
from collections.abc import Mapping
from decimal import Context, Decimal

from django.core.serializers.json import DjangoJSONEncoder

FORM = "clrisk-audit-1"
# What is sealed, in this order, with the path of the chain before and the previous hash after it.
SEALED = (
    "number",
    "at",
    "by_id",
    "role",
    "network",
    "territory_id",
    "action",
    "subject_type",
    "subject_id",
    "subject_label",
    "changes",
)
# PostgreSQL keeps numbers of JSON as decimals: 1e20 comes back as an integer, -0.0 without its sign. So a
# number is written by its value. A thousand digits hold every float.
_EXACT = Context(prec=1000)
_SMALL = 2**53


def seal(path: str, entry: Mapping[str, object], previous_hash: str) -> str:
    """Return the hash over an entry's values and the hash before it.

    Parameters
    ----------
    path : str
        The chain's path.
    entry : mapping
        At least the values named in `SEALED`; `at` is aware.
    previous_hash : str
        Hash of the entry before it in its chain, "" for the first.

    Returns
    -------
    str
        SHA-256 as 64 hexadecimal digits.
    """
    values = [FORM, path, *(entry[name] for name in SEALED), previous_hash]
    return hashlib.sha256(canonical(values).encode()).hexdigest()


def canonical(value: object) -> str:
    """Write a value of JSON (or an aware datetime) in the one way that stands for it."""
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, (int, float)):
        return _number(value)
    if isinstance(value, dt.datetime):
        return json.dumps(value.astimezone(dt.UTC).isoformat(timespec="microseconds"))
    if isinstance(value, Mapping):
        pairs = sorted((str(key), inner) for key, inner in value.items())
        return "{" + ",".join(f"{canonical(key)}:{canonical(inner)}" for key, inner in pairs) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(canonical, value)) + "]"
    raise TypeError(f"{type(value)} has no canonical form")


def _number(value: float) -> str:
    if isinstance(value, int) and -_SMALL < value < _SMALL:
        return str(value)
    exact = _EXACT.normalize(Decimal(repr(value)))
    whole = exact == exact.to_integral_value() and abs(exact) < _SMALL
    return str(int(exact)) if whole else str(exact)


def as_stored(changes: Mapping[str, object]) -> dict[str, object]:
    """Return the values as every database gives them back."""
    found: dict[str, object] = json.loads(
        json.dumps(_storable(dict(changes)), cls=DjangoJSONEncoder, ensure_ascii=False)
    )
    return found


def _storable(value: object) -> object:
    """Replace what one of the databases refuses: infinite numbers, null characters, halves of characters."""
    if isinstance(value, str):
        return storable_text(value)
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, Mapping):
        return {storable_text(str(key)): _storable(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_storable(inner) for inner in value]
    return value


def storable_text(text: str) -> str:
    """Replace null characters and unpaired surrogates, which PostgreSQL refuses."""
    return text.replace("\x00", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode()
