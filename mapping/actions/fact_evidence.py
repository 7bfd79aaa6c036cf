"""Notes how well single facts of a programme or offer are supported, and keeps the whole record in step.

A fact without a note of its own is supported as its record is.
"""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils import timezone

from clrisk_site.figures.message import says
from clrisk_site.people import audit
from clrisk_site.people.models import User
from clrisk_site.people.writing import NotSavedError, save_record
from mapping.fact_words import EVIDENCE_OF
from mapping.models import Evidence, FactEvidence, FactOrigin, Interview, LocalOffer, Programme
from mapping.supported import is_known, known_facts, supported_facts

type Supported = Programme | LocalOffer

LONGEST_DOCUMENT = 300
_MIRRORED = ("version", "evidence", "evidence_document", "updated_at", "updated_by")


def note_fact(
    *,
    record: Supported,
    fact: str,
    state: str,
    origin: str,
    by: User | None,
    document: str = "",
    interview: Interview | None = None,
    value_changed: bool = False,
) -> FactEvidence:
    """Note the evidence of one fact of a saved record; see `note_facts`."""
    notes = note_facts(
        record=record,
        facts=(fact,),
        state=state,
        origin=origin,
        by=by,
        document=document,
        interview=interview,
        value_changed=value_changed,
    )
    return notes[fact]


@transaction.atomic
def note_facts(
    *,
    record: Supported,
    facts: Collection[str],
    state: str,
    origin: str,
    by: User | None,
    document: str = "",
    interview: Interview | None = None,
    value_changed: bool = False,
) -> dict[str, FactEvidence]:
    """Note the evidence of facts of a saved record, and derive that of the record from it.

    Parameters
    ----------
    record : Programme or LocalOffer
        Saved with the values that the evidence is of. Its version and evidence are brought up to date.
    facts : collection of str
        Names of fields, out of `mapping.supported.supported_facts`.
    state : str
        An `Evidence`: confirmed only with a document (R14).
    origin : str
        A `FactOrigin`.
    by : User or None
        Who notes it.
    value_changed : bool
        Whether the value is another than before. Unless it is, a claim leaves what a document confirmed.

    Returns
    -------
    dict of str to FactEvidence
        The note of each fact as it now stands.

    Raises
    ------
    NotSavedError
        If a fact is to be confirmed without a document, or nothing is recorded of it.
    ValueError
        If a name is none of a fact.
    """
    _check(record, facts, state, document)
    stored = type(record)._default_manager.select_for_update().get(pk=record.pk)
    rows = _rows(stored)
    before = {fact: row.state for fact, row in rows.items()}
    for fact in facts:
        is_new = fact not in rows
        row = rows.setdefault(fact, _inherited(stored, fact, by))
        if row.state == Evidence.CONFIRMED and state == Evidence.CLAIMED and not value_changed:
            if is_new:
                row.save()
            continue
        row.state, row.origin, row.document, row.interview = state, origin, document, interview
        row.noted_on, row.updated_by = timezone.localdate(), by
        row.version += 0 if is_new else 1
        row.save()
    _settle(stored, rows, by)
    _tell(stored, before, {fact: row.state for fact, row in rows.items()}, by)
    for name in _MIRRORED:
        setattr(record, name, getattr(stored, name))
    return {fact: rows[fact] for fact in facts}


@transaction.atomic
def follow_save(*, record: Supported, before: Mapping[str, object], by: User | None) -> None:
    """Bring the notes in step with a record that a person just saved in its form.

    Parameters
    ----------
    record : Programme or LocalOffer
        As it was saved.
    before : mapping of str to object
        `values_of` the record before; empty for a new one, which has no notes.
    """
    if not before:
        return
    changed = [fact for fact in supported_facts(type(record)) if before.get(fact) != getattr(record, fact)]
    emptied = [fact for fact in changed if not is_known(record, fact)]
    rows = _rows(record)
    for fact in emptied:
        if fact in rows:
            rows[fact].delete()
    whole = before["evidence"] != record.evidence
    facts = set(rows) if whole else set(changed)
    facts -= set(emptied)
    confirmed = record.evidence == Evidence.CONFIRMED
    if confirmed:
        facts &= set(rows)  # the others follow the record
    if facts:
        note_facts(
            record=record,
            facts=[
                fact for fact in supported_facts(type(record)) if fact in facts and is_known(record, fact)
            ],
            state=record.evidence,
            origin=FactOrigin.DESK,
            by=by,
            document=record.evidence_document if confirmed else "",
            value_changed=True,
        )
    _settle(record, _rows(record), by)  # a fact that was emptied may have been the last that was claimed


def values_of(record: Supported) -> dict[str, object]:
    """Return the facts of a record as they are stored now, with its evidence; empty for one not yet saved."""
    if record.pk is None:
        return {}
    names = (*supported_facts(type(record)), "evidence")
    return dict(type(record)._default_manager.values(*names).get(pk=record.pk))


def _check(record: Supported, facts: Collection[str], state: str, document: str) -> None:
    unknown = set(facts) - set(supported_facts(type(record)))
    if unknown:
        raise ValueError(f"no facts of {record._meta.label}: {sorted(unknown)}")
    if state != Evidence.CONFIRMED:
        return
    if not document:
        raise NotSavedError(says("Name the document that confirms it, or choose that it is claimed."))
    if not all(is_known(record, fact) for fact in facts):
        raise NotSavedError(says("Nothing is recorded of this fact yet. Record it first, then confirm it."))


def _rows(record: Supported) -> dict[str, FactEvidence]:
    return {row.fact: row for row in FactEvidence.objects.filter(**_owner(record))}


def _owner(record: Supported) -> dict[str, Supported]:
    return {"programme" if isinstance(record, Programme) else "offer": record}


def _inherited(record: Supported, fact: str, by: User | None) -> FactEvidence:
    """Return a note, not saved yet, that says of a fact what the record says of all."""
    return FactEvidence(
        territory=record.territory,
        fact=fact,
        state=record.evidence,
        document=record.evidence_document if record.evidence == Evidence.CONFIRMED else "",
        noted_on=timezone.localdate(record.updated_at),
        created_by=by,
        updated_by=by,
        **_owner(record),
    )


def _settle(record: Supported, rows: dict[str, FactEvidence], by: User | None) -> None:
    """Confirm the record when every deciding fact is confirmed; lower it when one is claimed."""
    known = known_facts(record)
    claimed = [fact for fact in known if fact in rows and rows[fact].state == Evidence.CLAIMED]
    if record.evidence == Evidence.CONFIRMED and claimed:
        for fact in supported_facts(type(record)):
            if fact not in rows and is_known(record, fact):
                rows[fact] = _inherited(record, fact, by)
                rows[fact].save()
        record.evidence = Evidence.CLAIMED
    elif record.evidence == Evidence.CLAIMED and known and all(_is_confirmed(rows.get(one)) for one in known):
        documents = dict.fromkeys(rows[fact].document for fact in known)
        record.evidence = Evidence.CONFIRMED
        record.evidence_document = "; ".join(documents)[:LONGEST_DOCUMENT]
    else:
        return
    save_record(record, by=by, expected_version=record.version)


def _is_confirmed(row: FactEvidence | None) -> bool:
    return row is not None and row.state == Evidence.CONFIRMED


def _tell(record: Supported, before: dict[str, str], after: dict[str, str], by: User | None) -> None:
    changed = [fact for fact, state in after.items() if before.get(fact) != state]
    if changed:
        audit.note(
            by=by,
            territory=record.territory,
            action="programme.facts" if isinstance(record, Programme) else "localoffer.facts",
            subject=record,
            changes={f"{EVIDENCE_OF}{fact}": [before.get(fact), after[fact]] for fact in changed},
        )
