"""Stale numbers as sentences, for documents."""

from collections.abc import Iterable

from clrisk_site.catalogue.wording import render
from clrisk_site.figures.message import Message


def stale_sentences(stale: Iterable[tuple[str, Message]]) -> tuple[str, ...]:
    """Return one sentence for each stale number: its name, and why."""
    return tuple(f"«{title}». {render(why)}" for title, why in stale)
