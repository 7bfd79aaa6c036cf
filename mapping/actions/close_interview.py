"""Closes an interview: what was said is written back as claimed, and never silently over a document."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from clrisk_site.figures.message import says
from clrisk_site.people.models import User
from clrisk_site.people.writing import NotSavedError, create_record, save_record
from mapping.actions.fact_evidence import note_facts
from mapping.facts import put_value
from mapping.models import (
    CheckAnswer,
    Evidence,
    FactOrigin,
    Interview,
    InterviewState,
    LocalOffer,
    MarginalCost,
    Programme,
    ProposedChange,
)
from mapping.queries.closing_faults import faults_of_record
from mapping.queries.offer_faults import settle_class
from mapping.queries.writing_back import Effect, WriteBack, mark_of, written_back


@transaction.atomic
def close_interview(
    *,
    interview: Interview,
    over_document: frozenset[int],
    by: User,
    expected_version: int,
    left_out: frozenset[int] = frozenset(),
    mark: str | None = None,
) -> Interview:
    """Write back what was said of each fact and close the interview.

    Parameters
    ----------
    over_document : frozenset of int
        Keys of the checks that replace a value which a document confirms; the person was asked about each.
    left_out : frozenset of int
        Keys of the checks that are not written, for they would make a record contradict itself.

    mark : str, optional
        What `mark_of` gave of the rows that the person saw.

    Raises
    ------
    NotSavedError
        When it is closed or withdrawn, other rows were shown, or a record would contradict itself. Nothing
        is changed then.
    ConflictError
        When somebody saved it since; nothing is changed.
    """
    if not interview.is_open:
        raise NotSavedError(says("This interview is closed or withdrawn. Its answers stay as they are."))
    rows = written_back(interview)
    if mark is not None and mark != mark_of(rows):
        raise NotSavedError(
            says("Somebody changed a programme meanwhile, so nothing was written. Look again, then decide.")
        )
    interview.state = InterviewState.CLOSED
    save_record(interview, by=by, expected_version=expected_version, action="close")
    kept = [
        row
        for row in rows
        if row.check.pk not in left_out
        and (row.effect is not Effect.DOCUMENT or row.check.pk in over_document)
    ]
    for record in _records(kept):
        _write(record, [row for row in kept if row.record == record], interview, by)
    for row in kept:
        if row.effect is not Effect.STAYS:
            row.check.written_at, row.check.written_by = timezone.now(), by
            row.check.save(update_fields=["written_at", "written_by"])
    return interview


def _records(rows: Iterable[WriteBack]) -> list[Programme | LocalOffer]:
    return list({(row.record._meta.label, row.record.pk): row.record for row in rows}.values())


def _write(record: Programme | LocalOffer, rows: list[WriteBack], interview: Interview, by: User) -> None:
    own = [row for row in rows if row.effect in (Effect.CLAIMED, Effect.CHANGED, Effect.DOCUMENT)]
    changed = [row for row in own if row.effect is not Effect.CLAIMED]
    for row in changed:
        put_value(record, row.fact, row.after)
    names = [row.fact.name for row in changed]
    if changed:
        names += _settled(record)
        _check(record, rows[0].programme.name)
        save_record(record, by=by, expected_version=record.version)
    said = [row.fact.name for row in own if row not in changed and row.fact.name not in names]
    for facts, are_new in ((names, True), (said, False)):
        if facts:
            note_facts(
                record=record,
                facts=facts,
                state=Evidence.CLAIMED,
                origin=FactOrigin.INTERVIEW,
                by=by,
                interview=interview,
                value_changed=are_new,
            )
    for row in rows:
        if row.effect is Effect.PROPOSED:
            _propose(row, by)


def _settled(record: Programme | LocalOffer) -> list[str]:
    """Let the class of cost follow new amounts, and name it where it changed."""
    if not isinstance(record, LocalOffer) or not settle_class(record):
        return []
    return [] if record.marginal_cost == MarginalCost.UNKNOWN else ["marginal_cost"]


def _check(record: Programme | LocalOffer, name: str) -> None:
    faults = faults_of_record(record)
    if faults:
        raise NotSavedError(
            says(
                "«%(name)s» would contradict itself, so nothing was written: %(why)s",
                name=name,
                why=faults[0],
            )
        )


def _propose(row: WriteBack, by: User) -> None:
    """Hand a change of a definition that is owned above to those who own it."""
    if row.check.answer != CheckAnswer.CORRECTED or not isinstance(row.record, Programme):
        return
    change = ProposedChange(
        territory=row.record.territory,
        programme=row.record,
        fact=row.fact.name,
        before=row.before,
        proposed=row.after,
    )
    create_record(change, by=by)
