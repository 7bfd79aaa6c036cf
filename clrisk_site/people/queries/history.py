"""Audit entries of a territory or of one record, in parts that are cut by key: a million cost no more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.apps import apps
from django.db.models import QuerySet

from clrisk_site.people.models import AuditChain, AuditEntry, Grant, User
from clrisk_site.people.record import Record
from clrisk_site.places.models import Territory

PART = 50
LONGEST_KEY = 18  # digits


@dataclass(frozen=True)
class Part:
    """Some entries, the newest first, and the keys beyond which there are newer and older ones."""

    entries: Sequence[AuditEntry]
    newer_than: int | None
    older_than: int | None


def entries_of(territory: Territory) -> QuerySet[AuditEntry]:
    """What was done in a territory itself, the newest first; those below it have chains of their own."""
    return AuditEntry.objects.filter(territory=territory).select_related("by").order_by("-id")


def entries_of_record(territory: Territory, subject_type: str, subject_id: str) -> QuerySet[AuditEntry]:
    """What was done to one record, as far as it was noted in this territory."""
    return entries_of(territory).filter(subject_type=subject_type, subject_id=subject_id)


def is_known(territory: Territory, subject_type: str, subject_id: str) -> bool:
    """Whether a record is owned by a territory, or something was noted of it there."""
    if entries_of_record(territory, subject_type, subject_id).exists():
        return True
    model = apps.get_model(subject_type)
    if not issubclass(model, Record) or not subject_id.isdecimal() or len(subject_id) > LONGEST_KEY:
        return False
    return model._default_manager.filter(pk=int(subject_id), territory=territory).exists()


def part_of(
    entries: QuerySet[AuditEntry], *, before: int | None = None, after: int | None = None, size: int = PART
) -> Part:
    """Cut a part out of entries that are ordered from the newest.

    Parameters
    ----------
    before : int, optional
        Key of an entry: the part begins behind it, with older ones.
    after : int, optional
        Key of an entry: the part ends just before it, with newer ones.
    """
    if after is not None:
        found = list(reversed(entries.filter(id__gt=after).order_by("id")[: size + 1]))
        has_newer, has_older = len(found) > size, True
        found = found[-size:]
    else:
        older = entries.filter(id__lt=before) if before is not None else entries
        found = list(older[: size + 1])
        has_newer, has_older = before is not None, len(found) > size
        found = found[:size]
    if not found:
        return Part(found, None, None)
    return Part(found, found[0].pk if has_newer else None, found[-1].pk if has_older else None)


def acts_noted(territory: Territory) -> int:
    """How many entries the chain of a territory has had; read from its head."""
    lengths = AuditChain.objects.filter(path=territory.path).values_list("length", flat=True)
    return lengths.first() or 0


def people_of(territory: Territory) -> QuerySet[User]:
    """Those whose grants reach or reached a territory."""
    paths = [*territory.ancestor_paths, territory.path]
    return User.objects.filter(pk__in=Grant.objects.filter(territory__path__in=paths).values("user_id"))


def person_names(entries: Iterable[AuditEntry]) -> dict[tuple[str, str], str]:
    """Whom entries about accounts and grants concern, by kind and key: the audit itself has no names."""
    found = list(entries)
    users = [entry.subject_id for entry in found if entry.subject_type == "people.user"]
    grants = [entry.subject_id for entry in found if entry.subject_type == "people.grant"]
    names = (
        {("people.user", str(user.pk)): str(user) for user in User.objects.filter(pk__in=users)}
        if users
        else {}
    )
    if grants:
        for grant in Grant.objects.filter(pk__in=grants).select_related("user"):
            names["people.grant", str(grant.pk)] = f"{grant.get_role_display()}: {grant.user}"
    return names
