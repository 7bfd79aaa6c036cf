"""Adds audit entries; called inside the transaction of the act it tells of."""

from collections.abc import Mapping

from django.db import models, transaction
from django.utils import timezone

from clrisk_site.people.access import reaches
from clrisk_site.people.acting import current_visit
from clrisk_site.people.models import AuditChain, AuditEntry, GrantKind, User
from clrisk_site.people.sealing import as_stored, seal, storable_text
from clrisk_site.places.models import Territory

CHANGED = "changed"  # written in place of personal values
LONGEST_ROLE = 60


def note(
    *,
    by: User | None,
    territory: Territory | None,
    action: str,
    subject: models.Model | None = None,
    changes: Mapping[str, object] | None = None,
) -> AuditEntry:
    """Record one act at the end of its territory's chain.

    Within a request the entry also tells the role in force there and the visitor's network. Values of fields
    that the subject's class names in `PERSONAL` or `COUNTS` are replaced by "changed".

    Parameters
    ----------
    by : User or None
        Who did it; None for a command run by the system's owner.
    territory : Territory or None
        Where it belongs; None for what concerns the whole site.
    action : str
        A dotted verb such as "programme.change". Each has a sentence in `people.audit_words`.
    subject : Model, optional
        The saved record. Its `audit_label`, if it has one, stands for it instead of its text.
    changes : mapping, optional
        Field name to a pair [before, after], or to any summary that is JSON.
    """
    visit = current_visit()
    with transaction.atomic():
        chain = lock_chain(territory.path if territory else "")
        entry = AuditEntry(
            chain=chain,
            number=chain.length + 1,
            at=timezone.now(),
            by=by,
            role=role_in_force(by, territory) if visit and by else "",
            network=visit.network if visit else "",
            territory=territory,
            action=action,
            subject_type=subject._meta.label_lower if subject else "",
            subject_id=str(subject.pk) if subject else "",
            subject_label=_label_of(subject) if subject else "",
            changes=as_stored(_without_personal(subject, changes or {})),
            previous_hash=chain.head_hash,
        )
        entry.hash = digest(entry)
        entry.save(force_insert=True)
        chain.length, chain.head_hash = entry.number, entry.hash
        chain.save(update_fields=["length", "head_hash"])
    return entry


def digest(entry: AuditEntry) -> str:
    """Return the hash over an entry's values and the hash before it."""
    return seal(entry.chain.path, entry.__dict__, entry.previous_hash)


def role_in_force(user: User, territory: Territory | None) -> str:
    """The codes of the roles that a person's grants give them in a territory, separated by commas."""
    found = [
        str(reach.role)
        for reach in reaches(user)
        if territory is None
        or (reach.kind == GrantKind.RECORD and reach.path == territory.path)
        or (reach.kind != GrantKind.RECORD and reach.covers(territory.path))
    ]
    told = ""
    for code in dict.fromkeys(found):
        longer = f"{told},{code}" if told else code
        told = longer if len(longer) <= LONGEST_ROLE else told
    return told


def lock_chain(path: str) -> AuditChain:
    """Hold the chain of a territory ("" is the site's) until the transaction ends; make it if it is new."""
    chains = AuditChain.objects.select_for_update(no_key=True)
    chain = chains.filter(path=path).first()
    if chain is None:
        AuditChain.objects.bulk_create([AuditChain(path=path)], ignore_conflicts=True)
        chain = chains.get(path=path)
    return chain


def _label_of(subject: models.Model) -> str:
    label = getattr(subject, "audit_label", None)
    return storable_text(str(subject if label is None else label))[:300]


def _without_personal(subject: models.Model | None, changes: Mapping[str, object]) -> dict[str, object]:
    unkept: set[str] = set()
    for kind in ("PERSONAL", "COUNTS"):
        unkept |= getattr(subject, kind, frozenset())
    return {name: CHANGED if name in unkept else value for name, value in changes.items()}
