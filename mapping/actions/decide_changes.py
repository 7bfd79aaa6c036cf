"""Decides what an owner proposed: accepted answers change the record, all at once; refused ones say why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from clrisk_site.figures.message import says
from clrisk_site.people.models import User
from clrisk_site.people.writing import ConflictError, GoneError, NotSavedError, save_record
from mapping.actions.fact_evidence import follow_save, note_fact, values_of
from mapping.models import (
    ChangeState,
    Evidence,
    FactOrigin,
    LocalOffer,
    ProposedChange,
)
from mapping.owner_facts import LABELS, Reviewed, put_fact, read_fact
from mapping.queries.offer_faults import offer_faults, settle_class
from mapping.queries.proposed_changes import waiting_for
from mapping.supported import supported_facts

_AMOUNTS = frozenset({"marginal_cost_mxn", "unit_cost_mxn"})


@dataclass(frozen=True)
class Decision:
    """What was decided of one answer; a document makes an accepted fact confirmed."""

    accepted: bool
    reason: str = ""
    document: str = ""


@transaction.atomic
def decide_changes(
    *, record: Reviewed, decisions: Mapping[int, Decision], by: User, seen_version: int
) -> Reviewed:
    """Accept or refuse answers about one record.

    Parameters
    ----------
    record : Programme or LocalOffer
        Whose answers are decided.
    decisions : mapping of int to Decision
        Key of the proposed change to what was decided; answers that are absent keep waiting.
    by : User
        Who decides, and edits the record where it is owned.
    seen_version : int
        Version of the record that stood beside the answers.

    Raises
    ------
    ConflictError
        When somebody saved the record since; nothing is decided.
    NotSavedError
        When an answer was decided meanwhile, a refusal gives no reason, two answers to one fact are accepted,
        or the record would contradict itself; nothing is decided.
    """
    stored = type(record)._default_manager.select_for_update().filter(pk=record.pk).first()
    if stored is None:
        raise GoneError(record)
    if stored.version != seen_version:
        raise ConflictError(stored)
    waiting = {change.pk: change for change in waiting_for(stored).select_for_update(of=("self",))}
    _check(decisions, waiting)
    accepted = {
        change.fact: change for pk, change in waiting.items() if pk in decisions and decisions[pk].accepted
    }
    changed = _write(stored, list(accepted.values()), by)
    amounts = [accepted[fact] for fact in accepted if fact in changed & _AMOUNTS]
    if amounts and "marginal_cost" not in accepted and read_fact(stored, "marginal_cost") is not None:
        _support(stored, "marginal_cost", decisions[amounts[0].pk], by, changed=True)
    if amounts:
        changed.add("marginal_cost")  # what confirmed the class spoke of other amounts
    for fact, change in accepted.items():
        if fact in supported_facts(type(stored)) and read_fact(stored, fact) is not None:
            _support(stored, fact, decisions[change.pk], by, changed=fact in changed)
    for pk, decision in decisions.items():
        _close(waiting[pk], decision, by)
    return stored


def _check(decisions: Mapping[int, Decision], waiting: Mapping[int, ProposedChange]) -> None:
    if not decisions:
        raise NotSavedError(says("Nothing was decided. Accept or refuse at least one answer."))
    if not decisions.keys() <= waiting.keys():
        raise NotSavedError(says("Somebody decided one of these answers meanwhile. Look again."))
    if any(not one.accepted and not one.reason for one in decisions.values()):
        raise NotSavedError(says("A refusal needs a reason: whoever proposed it reads it."))
    facts = [waiting[pk].fact for pk, one in decisions.items() if one.accepted]
    twice = [fact for fact in facts if facts.count(fact) > 1]
    if twice:
        raise NotSavedError(
            says("Two answers to one fact were accepted. Choose one: %(fact)s.", fact=str(LABELS[twice[0]]))
        )


def _write(stored: Reviewed, accepted: Sequence[ProposedChange], by: User) -> set[str]:
    """Put the accepted values into the record; return the facts that are others than before."""
    before = values_of(stored)
    changed = {change.fact for change in accepted if read_fact(stored, change.fact) != change.proposed}
    if not changed:
        return changed
    for change in accepted:
        put_fact(stored, change.fact, change.proposed)
    if isinstance(stored, LocalOffer):
        _settle_cost(stored, {change.fact for change in accepted})
    _check_record(stored, changed)
    save_record(stored, by=by, expected_version=stored.version)
    follow_save(record=stored, before=before, by=by)
    return changed


def _settle_cost(stored: LocalOffer, accepted: set[str]) -> None:
    """Let the class of the cost follow accepted amounts, unless the class itself was accepted."""
    if accepted & _AMOUNTS and "marginal_cost" not in accepted:
        settle_class(stored)
        stored.marginal_cost = stored.cost_class


def _check_record(stored: Reviewed, changed: set[str]) -> None:
    others = {field.name for field in stored._meta.concrete_fields} - changed
    try:
        stored.clean_fields(exclude=others)
        stored.validate_constraints()
    except ValidationError as error:
        raise NotSavedError(
            says("The record would contradict itself, so nothing was decided: %(why)s", why=error.messages[0])
        ) from error
    if isinstance(stored, LocalOffer):
        for fault in offer_faults(stored):
            raise NotSavedError(
                says("The record would contradict itself, so nothing was decided: %(why)s", why=fault.message)
            )


def _support(stored: Reviewed, fact: str, decision: Decision, by: User, *, changed: bool) -> None:
    note_fact(
        record=stored,
        fact=fact,
        state=Evidence.CONFIRMED if decision.document else Evidence.CLAIMED,
        origin=FactOrigin.OWNER,
        by=by,
        document=decision.document,
        value_changed=changed,
    )


def _close(change: ProposedChange, decision: Decision, by: User) -> None:
    change.state = ChangeState.ACCEPTED if decision.accepted else ChangeState.REFUSED
    change.reason, change.decided_by, change.decided_at = decision.reason, by, timezone.now()
    save_record(
        change,
        by=by,
        expected_version=change.version,
        action="accept" if decision.accepted else "refuse",
    )
