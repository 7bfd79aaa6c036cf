"""A priority factor that the index of the areas could not use, and why."""

from dataclasses import dataclass

from clrisk_site.figures.message import Message


@dataclass(frozen=True)
class LeftOut:
    """A priority factor that the index could not use."""

    name: str
    reason: Message
