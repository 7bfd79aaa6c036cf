"""Where the rows of a catalogue are used; each app that points at them says so in AppConfig.ready."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise


@dataclass(frozen=True)
class Use:
    """Records that point at the rows of a catalogue: `entry` leads to the row, `place` to the territory."""

    model: type[models.Model]
    label: str | Promise
    entry: str
    place: str = "territory"

    def count(self, code: str, country: str) -> int:
        """Return how many records of a country point at a row."""
        path = f"{self.place}__path"
        within = Q(**{path: country}) | Q(**{f"{path}__gt": f"{country}.", f"{path}__lt": f"{country}/"})
        return self.model._default_manager.filter(within, **{f"{self.entry}__code": code}).count()


_uses: dict[str, list[Use]] = {}


def register_use(catalogue: str, use: Use) -> None:
    """Say that records point at the rows of a catalogue."""
    known = _uses.setdefault(catalogue, [])
    if use not in known:
        known.append(use)


def uses_of(catalogue: str) -> tuple[Use, ...]:
    """All kinds of records that point at the rows of a catalogue."""
    return tuple(_uses.get(catalogue, ()))


def used_where(catalogue: str, code: str, country: str) -> list[tuple[str, int]]:
    """Return what uses a row in a country and how often; nothing where nobody does."""
    counted = [(str(use.label), use.count(code, country)) for use in uses_of(catalogue)]
    return [(label, number) for label, number in counted if number]
