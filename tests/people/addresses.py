"""The addresses of the site as tests/access.yaml describes them, and the answers that a person gets there."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

type Row = Mapping[str, Any]

ROWS: dict[str, Any] = yaml.safe_load((Path(__file__).parents[1] / "access.yaml").read_text(encoding="utf-8"))
GUARDED: dict[str, Row] = {name: row for name, row in ROWS.items() if isinstance(row, dict)}
SIGNED_IN = sorted(name for name, row in ROWS.items() if row == "signed-in")
HOME_PATH = "MX.07.101"
WAYS = ("get", "post", "put", "patch", "delete")


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    """Yield every address that the site routes."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern)
        else:
            yield pattern


@cache
def _by_name() -> Mapping[str, URLPattern]:
    return {str(pattern.name): pattern for pattern in reversed(list(patterns()))}


def address(name: str, world: Mapping[str, Model], path: str = HOME_PATH) -> str:
    """Return the address of a guarded row, with the keys of the world's records, below a territory."""
    arguments: dict[str, Any] = {"path": path}
    for key, value in GUARDED[name].items():
        if key not in ("permission", "method", "also"):
            found = world.get(str(value))
            arguments[key] = found.pk if isinstance(found, Model) else value
    taken = _by_name()[name]
    return reverse(
        name, kwargs={key: value for key, value in arguments.items() if key in taken.pattern.converters}
    )


def ways_of(client: Client, url: str) -> list[str]:
    """Return the methods that a view takes, asked of the view itself; one that takes any is a fault."""
    answer = client.generic("TRACE", url)
    assert answer.status_code == 405, f"{url} takes any method"
    return [way for way in WAYS if way.upper() in answer.headers["Allow"]]
