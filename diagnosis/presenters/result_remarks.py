"""What the computation of a result remarked: of whom it speaks, and without telling how few somebody are."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from clrisk_site.figures.suppression import SMALLEST_BASE, Audience, to_nearest
from diagnosis.presenters.result_words import sex_words, told


def remarks_of(parts: Sequence[Mapping[str, Any]], audience: Audience) -> list[str]:
    """Return the remarks on the parts of a result, each once, with the sex where it is not said of every one.

    A remark that counts few records is left out: what it counts is missing in the tables, so that its cases
    would follow. Others are rounded for everybody but the team.
    """
    whose: dict[str, list[str]] = {}
    for part in parts:
        for words in shown_remarks(part["warnings"], audience):
            named = whose.setdefault(words, [])
            if part["sex"] not in named:
                named.append(part["sex"])
    every = {part["sex"] for part in parts}
    return [
        words if set(sexes) == every else f"{', '.join(map(sex_words, sexes))}: {words}"
        for words, sexes in whose.items()
    ]


def shown_remarks(messages: Iterable[Mapping[str, Any]], audience: Audience) -> list[str]:
    """Return the remarks on one part that an audience may read."""
    found: list[str] = []
    for message in messages:
        count = message.get("count")
        if count is None or audience is Audience.TEAM:
            shown = message
        else:
            shown = {**message, "count": to_nearest(int(count))}
        if count is None or count >= SMALLEST_BASE[audience]:
            found.append(told(shown))
    return list(dict.fromkeys(found))
