"""What closing an interview writes back, in words: before and after, fact by fact."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from clrisk_site.figures.audience import Audience
from mapping.facts import shown_as, shown_value
from mapping.queries.writing_back import Effect, WriteBack


@dataclass(frozen=True)
class ClosingRow:
    """One fact with what happens to it."""

    key: int
    programme: str
    label: str
    before: str
    after: str
    effect: str
    document: str


def closing_lead(rows: Sequence[WriteBack]) -> str:
    """Say how many facts change, and how many a document stands against."""
    changed = sum(row.effect in (Effect.CHANGED, Effect.CLAIMED) for row in rows)
    if not rows:
        return gettext("Nobody confirmed or corrected a fact. Closing it writes nothing back.")
    text = ngettext(
        "%(count)s fact is written back as claimed.",
        "%(count)s facts are written back as claimed.",
        changed,
    ) % {"count": changed}
    against = sum(row.effect is Effect.DOCUMENT for row in rows)
    if not against:
        return text
    more = ngettext(
        "%(count)s contradicts a document: you decide.",
        "%(count)s contradict a document: you decide.",
        against,
    )
    return f"{text} {more % {'count': against}}"


def closing_rows(rows: Sequence[WriteBack], *, audience: Audience) -> list[ClosingRow]:
    """Return the facts in words."""
    return [
        ClosingRow(
            key=row.check.pk,
            programme=row.programme.name,
            label=str(row.fact.label),
            before=shown_value(row.record, row.fact, audience=audience),
            after=shown_as(row.record, row.fact, row.after, audience=audience),
            effect=effect_words(row),
            document=row.document,
        )
        for row in rows
    ]


def effect_words(row: WriteBack) -> str:
    """Say what happens to a fact."""
    return {
        Effect.CHANGED: gettext("Changes, as claimed"),
        Effect.CLAIMED: gettext("Stays, and is noted as said in the interview"),
        Effect.DOCUMENT: gettext("A document says otherwise"),
        Effect.PROPOSED: gettext("Is proposed to %(place)s, which owns it")
        % {"place": row.record.territory.name},
        Effect.STAYS: gettext("Stays as it is"),
    }[row.effect]
