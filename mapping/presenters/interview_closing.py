"""What closing an interview writes back, in words: before and after, fact by fact."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.wording import render
from clrisk_site.figures.audience import Audience
from mapping.facts import shown_as, shown_value
from mapping.models import CheckAnswer, FactCheck
from mapping.queries.closing_faults import Contradiction
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
    is_against: bool = False


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


def closed_words(checks: Iterable[FactCheck]) -> str:
    """Say how many answers were written, and how many were kept out."""
    said = [one for one in checks if one.answer in (CheckAnswer.CONFIRMED, CheckAnswer.CORRECTED)]
    written = sum(one.written_at is not None for one in said)
    words = ngettext(
        "The interview is closed. %(count)s answer was written back as claimed.",
        "The interview is closed. %(count)s answers were written back as claimed.",
        written,
    ) % {"count": written}
    if written == len(said):
        return words
    more = ngettext(
        "%(count)s answer was not written; what was recorded stays.",
        "%(count)s answers were not written; what was recorded stays.",
        len(said) - written,
    )
    return f"{words} {more % {'count': len(said) - written}}"


def contradiction_words(found: Iterable[Contradiction], settled: Mapping[str, str]) -> list[str]:
    """Say what records would contradict, and which class of cost follows from new amounts."""
    words = [f"{one.programme}: {render(one.message)}" for one in found]
    follows = gettext("%(programme)s: by both amounts, one more child costs: %(class)s.")
    return words + [follows % {"programme": name, "class": label} for name, label in settled.items()]


def closing_rows(
    rows: Sequence[WriteBack], *, audience: Audience, against: frozenset[int] = frozenset()
) -> list[ClosingRow]:
    """Return the facts in words; those of `against` are among what contradicts itself."""
    return [
        ClosingRow(
            key=row.check.pk,
            programme=row.programme.name,
            label=str(row.fact.label),
            before=shown_value(row.record, row.fact, audience=audience),
            after=shown_as(row.record, row.fact, row.after, audience=audience),
            effect=effect_words(row),
            document=row.document,
            is_against=row.check.pk in against,
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
