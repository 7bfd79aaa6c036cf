"""Keeps what the owner of a programme says by link, fact by fact; the record itself stays as it is."""

from django.db import transaction

from clrisk_site.people import audit
from clrisk_site.people.models import User
from clrisk_site.people.writing import ConflictError, GoneError
from mapping.models import ChangeState, Programme, ProposedChange
from mapping.owner_facts import Reviewed, asked_of, read_fact, says_something
from mapping.queries.proposed_changes import waiting_for


@transaction.atomic
def propose_changes(*, record: Reviewed, by: User, expected_version: int) -> list[ProposedChange]:
    """Keep the owner's answers for whoever owns the record to decide.

    Parameters
    ----------
    record : Programme or LocalOffer
        Holds what the owner says; it is compared with what is stored and not saved.
    by : User
        The owner.
    expected_version : int
        Version of the record that the owner saw.

    Returns
    -------
    list of ProposedChange
        The answers that now wait: corrections, and facts that are confirmed as they stand. An empty box
        confirms nothing. An answer given before by the same person is overtaken by another one.

    Raises
    ------
    ConflictError
        When somebody changed the record since the owner read it; nothing is kept.
    """
    stored = type(record)._default_manager.select_for_update().filter(pk=record.pk).first()
    if stored is None:
        raise GoneError(record)
    if stored.version != expected_version:
        raise ConflictError(stored)
    earlier = {change.fact: change for change in waiting_for(stored).filter(created_by=by)}
    answers, fresh = [], []
    for fact in asked_of(stored):
        before, said = read_fact(stored, fact), read_fact(record, fact)
        kept = earlier.get(fact)
        if before == said and not says_something(said):
            continue
        if kept and (kept.before, kept.proposed) == (before, said):
            answers.append(earlier.pop(fact))
            continue
        fresh.append(_change(stored, fact, before, said, by))
    overtaken = [change.pk for change in earlier.values()]
    ProposedChange.objects.filter(pk__in=overtaken).update(state=ChangeState.OVERTAKEN)
    ProposedChange.objects.bulk_create(fresh)
    _tell(stored, fresh, by)
    return [*answers, *fresh]


def _change(stored: Reviewed, fact: str, before: object, said: object, by: User) -> ProposedChange:
    owner = "programme" if isinstance(stored, Programme) else "offer"
    return ProposedChange(
        territory=stored.territory,
        fact=fact,
        before=before,
        proposed=said,
        created_by=by,
        updated_by=by,
        **{owner: stored},
    )


def _tell(stored: Reviewed, fresh: list[ProposedChange], by: User) -> None:
    corrected = sum(change.before != change.proposed for change in fresh)
    counts = {"corrections": corrected, "confirmations": len(fresh) - corrected}
    audit.note(
        by=by,
        territory=stored.territory,
        action="programme.answer" if isinstance(stored, Programme) else "localoffer.answer",
        subject=stored,
        changes={name: [None, number] for name, number in counts.items() if number},
    )
