"""The country whose adaptations are in force, as `translation.activate` does for a language.

The middleware sets it from the address of a place; jobs and commands use `in_country`. Nothing outlives the
block: without a country the shipped texts and thresholds hold. What a country adapted is read by a function
that an upper floor hands in, once per block and only when something asks.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

type Value = str | int | float | bool | None
type Texts = Mapping[str, str]


@dataclass(frozen=True)
class Adapted:
    """What a country says instead of a shipped entry, or as an entry of its own."""

    texts: Texts
    explanations: Texts = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)
    active: bool = True


type Adaptations = Mapping[tuple[str, str], Adapted]
"""By code of the catalogue and code of the entry."""


def _none(_country: str) -> Adaptations:
    return {}


_read: Callable[[str], Adaptations] = _none


def read_adaptations_with(read: Callable[[str], Adaptations]) -> None:
    """Say how the adaptations of a country are read."""
    global _read  # noqa: PLW0603 - a seam set once while the apps start
    _read = read


class _Here:
    """One country for the length of one block, with what it adapted once that was asked for."""

    def __init__(self, country: str) -> None:
        self.country = country
        self._found: Adaptations | None = None

    @property
    def adaptations(self) -> Adaptations:
        if self._found is None:
            self._found = _read(self.country) if self.country else {}
        return self._found


_here: ContextVar[_Here | None] = ContextVar("country", default=None)


@contextmanager
def in_country(country: str) -> Iterator[None]:
    """Let the adaptations of a country (ISO 3166 code, "" for none) hold within the block."""
    token = _here.set(_Here(country))
    try:
        yield
    finally:
        _here.reset(token)


def enter_country(country: str) -> None:
    """Let the adaptations of a country hold from here on; the block around it ends them."""
    _here.set(_Here(country))


def active_country() -> str:
    """Return the country in force, or "" where none is."""
    here = _here.get()
    return here.country if here else ""


def adaptations_of(country: str) -> Adaptations:
    """Return all that a country adapted; read anew only if it is not the one in force."""
    here = _here.get()
    if here is not None and here.country == country:
        return here.adaptations
    return _read(country) if country else {}


def adapted(catalogue: str, code: str) -> Adapted | None:
    """Return what the country in force says of an entry, None where the shipped entry holds."""
    return adaptations_of(active_country()).get((catalogue, code))


def texts_of(catalogue: str, code: str, shipped: Texts) -> Texts:
    """Return the texts of an entry as the country in force has them."""
    found = adapted(catalogue, code)
    return found.texts if found else shipped


def explanations_of(catalogue: str, code: str, shipped: Texts) -> Texts:
    """Return the longer texts of an entry as the country in force has them."""
    found = adapted(catalogue, code)
    return found.explanations if found else shipped


def value_of[V: Value](catalogue: str, code: str, name: str, shipped: V) -> V:
    """Return a typed value of an entry as the country in force has it."""
    found = adapted(catalogue, code)
    if found is None or name not in found.values:
        return shipped
    return found.values[name]  # type: ignore[return-value]  # forms check the type when it is written
