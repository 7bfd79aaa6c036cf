"""What closing an interview will do to each fact: shown before it is done, and done as it was shown."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from mapping.facts import Fact, FactOf, Stored, is_known, same_value
from mapping.models import CheckAnswer, FactCheck, Interview, LocalOffer, Programme
from mapping.queries.asked_facts import AskedFact, asked_of


class Effect(StrEnum):
    """What happens to a fact."""

    CHANGED = "changed"
    CLAIMED = "claimed"
    DOCUMENT = "document"
    PROPOSED = "proposed"
    STAYS = "stays"


@dataclass(frozen=True)
class WriteBack:
    """One fact, what is recorded today and what will be.

    Parameters
    ----------
    effect : Effect
        CHANGED takes the new value as a claim; CLAIMED notes that the value was said too; DOCUMENT would
        replace what a document confirms, and is done only when somebody says so; PROPOSED goes to the owner
        of a definition that is owned above; STAYS changes nothing.
    document : str
        What confirms the value of today.
    """

    check: FactCheck
    programme: Programme
    record: Programme | LocalOffer
    fact: Fact
    before: Stored
    after: Stored
    effect: Effect
    document: str = ""


def written_back(interview: Interview) -> tuple[WriteBack, ...]:
    """Return what closing would do, programme by programme; what nobody spoke of is not among it."""
    return tuple(
        _judged(fact, fact.record, fact.check, interview)
        for asked in asked_of(interview)
        for fact in asked.facts
        if fact.record is not None and fact.check is not None and _was_said(fact.check)
    )


def mark_of(rows: Iterable[WriteBack]) -> str:
    """Return a mark of what closing would do: another one tells that records changed since it was shown."""
    told = [[row.check.pk, row.before, row.after, row.effect.value] for row in rows]
    return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()


def _was_said(check: FactCheck) -> bool:
    return check.answer in (CheckAnswer.CONFIRMED, CheckAnswer.CORRECTED)


def _judged(
    asked: AskedFact, record: Programme | LocalOffer, check: FactCheck, interview: Interview
) -> WriteBack:
    # "It is so" speaks of the value that was read out, which may not be that of today.
    after = check.said_value if check.answer == CheckAnswer.CORRECTED else check.desk_value
    same = same_value(asked.now, after)
    is_above = asked.fact.of is FactOf.PROGRAMME and record.territory_id != interview.territory_id
    if is_above:
        effect = Effect.STAYS if same else Effect.PROPOSED
    elif not is_known(after) or (same and asked.confirmed_by):
        effect = Effect.STAYS
    elif same:
        effect = Effect.CLAIMED
    else:
        effect = Effect.DOCUMENT if asked.confirmed_by and is_known(asked.now) else Effect.CHANGED
    return WriteBack(check, asked.programme, record, asked.fact, asked.now, after, effect, asked.confirmed_by)
