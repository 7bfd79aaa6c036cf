"""Audit entries of a territory or of one record, in parts that are cut by key: a million cost no more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Q, QuerySet

from clrisk_site.people.models import AccessLink, AuditChain, AuditEntry, Grant, User
from clrisk_site.people.record import Record
from clrisk_site.places.models import Territory

PART = 50
LONGEST_KEY = 18  # digits
PERSON, GRANT, LINK = "people.user", "people.grant", "people.accesslink"


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
    """What was done to one record, as far as it was noted here; of a person, to their grants here, too."""
    record = Q(subject_type=subject_type, subject_id=subject_id)
    if subject_type == PERSON and _is_key(subject_id):
        record |= Q(subject_type=GRANT, subject_id__in=_grants_of(territory, subject_id))
    return entries_of(territory).filter(record)


def _grants_of(territory: Territory, user_id: str) -> list[str]:
    grants = Grant.objects.filter(territory=territory, user_id=int(user_id))
    return [str(key) for key in grants.values_list("pk", flat=True)]


def is_known(territory: Territory, subject_type: str, subject_id: str) -> bool:
    """Whether a record is owned by a territory, a person known there, or something noted of it there."""
    if entries_of_record(territory, subject_type, subject_id).exists():
        return True
    model = apps.get_model(subject_type)
    if not _is_key(subject_id):
        return False
    if model is User:
        below = Q(territory__path__startswith=territory.path + ".", user_id=int(subject_id))
        people = people_of(territory).filter(pk=int(subject_id))
        return people.exists() or Grant.objects.filter(below).exists()
    if not issubclass(model, (Record, Grant)):
        return False
    return model._default_manager.filter(pk=int(subject_id), territory=territory).exists()


def _is_key(text: str) -> bool:
    return text.isdecimal() and len(text) <= LONGEST_KEY


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


def person_names(subjects: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Whom acts upon accounts and grants concern, by kind and key: the audit itself has no names."""
    found = [(kind, int(key)) for kind, key in subjects if kind in {PERSON, GRANT, LINK} and _is_key(key)]
    users = [key for kind, key in found if kind == PERSON]
    grants = [key for kind, key in found if kind == GRANT]
    links = [key for kind, key in found if kind == LINK]
    names = {}
    if users:
        names = {(PERSON, str(user.pk)): str(user) for user in User.objects.filter(pk__in=users)}
    if grants:
        for grant in Grant.objects.filter(pk__in=grants).select_related("user"):
            names[GRANT, str(grant.pk)] = f"{grant.get_role_display()}: {grant.user}"
    if links:
        loaded = AccessLink.objects.filter(pk__in=links).select_related("user", "grant")
        for link in loaded.prefetch_related("grant__subject"):
            names[LINK, str(link.pk)] = _link_name(link)
    return names


def _link_name(link: AccessLink) -> str:
    record = link.grant.subject if link.grant else None
    return f"{link}, {record}" if record else str(link)


def subjects_of(entries: Iterable[AuditEntry]) -> list[tuple[str, str]]:
    """Kind and key of what each entry is about."""
    return [(entry.subject_type, entry.subject_id) for entry in entries]
