"""Stale numbers as sentences, for documents, pages and files."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.catalogue.wording import render
from clrisk_site.figures.message import Message

MOST_NAMED = 3


def stale_sentences(stale: Iterable[tuple[str, Message]]) -> tuple[str, ...]:
    """Return one sentence for each stale number: its name, and why."""
    return tuple(f"«{title}». {render(why)}" for title, why in stale)


def stale_line(stale: Iterable[tuple[str, Message]]) -> tuple[str, ...]:
    """Return one sentence for all stale numbers that have the same reason: their names, then why."""
    by_reason: dict[str, dict[str, None]] = {}
    for title, why in stale:
        by_reason.setdefault(render(why), {})[f"«{title}»"] = None
    return tuple(f"{_named(list(titles))}. {why}" for why, titles in by_reason.items())


def _named(titles: Sequence[str]) -> str:
    shown, more = titles[:MOST_NAMED], len(titles) - MOST_NAMED
    if more <= 0:
        return ", ".join(shown)
    words = ngettext("and %(count)s more", "and %(count)s more", more) % {"count": grouped(more)}
    return f"{', '.join(shown)} {words}"


def marked(table: Mapping[str, Any], stale: Sequence[str]) -> dict[str, Any]:
    """Return a table that says first why its numbers may no longer hold; files say it below the rows."""
    return {**table, "holds": " ".join([*stale, str(table.get("holds") or "")]).strip()}


def outdated_words(stale: Sequence[tuple[str, Message]]) -> str:
    """Say how many results and surveys are of an earlier definition; nothing when none is."""
    if not stale:
        return ""
    return ngettext(
        "%(count)s result is of another definition than the one in force. "
        "Compute it again before the diagnosis is discussed.",
        "%(count)s results are of another definition than the one in force. "
        "Compute them again before the diagnosis is discussed.",
        len(stale),
    ) % {"count": grouped(len(stale))}


def other_ages_words(ages: tuple[int, int], defined: tuple[int | None, int | None]) -> list[str]:
    """Say that numbers speak of other ages than the definition; nothing where it names none."""
    first, last = defined
    if first is None or last is None or ages == (first, last):
        return []
    words = gettext(
        "The ages %(youngest)s to %(oldest)s differ from those of the definition, %(first)s to %(last)s."
    )
    return [words % {"youngest": ages[0], "oldest": ages[1], "first": first, "last": last}]
