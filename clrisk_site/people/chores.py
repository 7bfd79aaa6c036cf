"""What must be done every day without anyone asking; apps add theirs when ready, the worker has them done."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chore:
    """One piece of housekeeping that may be done twice without harm.

    Parameters
    ----------
    often : bool
        Every ten minutes instead of once a night.
    """

    code: str
    run: Callable[[], object]
    often: bool = False


class Chores:
    """The chores, by code."""

    def __init__(self) -> None:
        self._chores: dict[str, Chore] = {}

    def register(self, chore: Chore) -> None:
        self._chores[chore.code] = chore

    def all(self) -> tuple[Chore, ...]:
        return tuple(self._chores.values())


chores = Chores()
