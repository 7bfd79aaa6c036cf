"""Audit entries as a timeline of sentences, and as rows of a file."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.moments import moment_words
from clrisk_site.catalogue.quantities import grouped
from clrisk_site.people.access import may
from clrisk_site.people.audit_words import FACT_VALUES, KIND_LABELS, THINGS, Kind, page_name, sentence_of
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.people.permissions import ROLE_LABELS, Permission, Role
from clrisk_site.people.presenters.change_words import Change, Names, changes_of, linked_names, unkept_of
from clrisk_site.people.queries.history import person_names, subjects_of
from clrisk_site.places.models import Territory


@dataclass(frozen=True)
class Reader:
    """Whoever reads the history of a place, and what of its records they may know."""

    user: User
    territory: Territory

    def label(self, entry: AuditEntry, persons: Names) -> str:
        """What the reader may know of the name of an entry's subject."""
        if not self.sees(entry):
            return ""
        return persons.get((entry.subject_type, entry.subject_id), entry.subject_label)

    def title(self, subject: tuple[str, str], newest: AuditEntry | None) -> str:
        """What the reader may know of the name of a record, by its kind and key and its newest entry."""
        if not self.sees_kind(subject[0]):
            return ""
        persons = person_names([subject])
        return persons.get(subject) or (newest.subject_label if newest else "")

    def sees(self, entry: AuditEntry) -> bool:
        """Whether the reader may know what the record says: drafts stay with the municipality's posts."""
        return self.sees_kind(entry.subject_type)

    def sees_kind(self, subject_type: str) -> bool:
        """Whether the reader may know what records of a kind say."""
        if not subject_type:
            return True
        thing = THINGS.get(subject_type)
        return may(self.user, thing.view if thing else Permission.VIEW_DRAFTS, self.territory)


def history_lead(count: int, newest: AuditEntry | None) -> str:
    """Say in one or two sentences how much was noted here, and since when it stands."""
    if newest is None:
        return gettext("Nothing was noted here yet.")
    noted = ngettext(
        "%(count)s act was noted here, with who did it and when.",
        "%(count)s acts were noted here, with who did each and when.",
        count,
    )
    last = gettext("The newest is of %(when)s.") % {"when": moment_words(newest.at)}
    return f"{noted % {'count': grouped(count)}} {last}"


def record_lead(count: int, newest: AuditEntry | None) -> str:
    """Say how often a record was touched here, and when last."""
    if newest is None:
        return gettext("Nothing was noted of this record: it came with the first data.")
    words = ngettext(
        "%(count)s act was noted of this record. It is of %(when)s.",
        "%(count)s acts were noted of this record. The newest is of %(when)s.",
        count,
    )
    return words % {"count": grouped(count), "when": moment_words(newest.at)}


def timeline(entries: Sequence[AuditEntry], reader: Reader, *, details: bool) -> list[dict[str, Any]]:
    """Days with their acts, as components/timeline.html takes them.

    Parameters
    ----------
    details : bool
        Tell before and after of each detail; else the sentence links to the history of the record.
    """
    names = linked_names(entries) if details else None
    persons = person_names(subjects_of(entries))
    return [
        {
            "label": formats.date_format(day, "DATE_FORMAT"),
            "entries": [_entry(entry, reader, persons, names) for entry in acts],
        }
        for day, acts in groupby(entries, key=lambda entry: timezone.localtime(entry.at).date())
    ]


def _entry(entry: AuditEntry, reader: Reader, persons: Names, names: Names | None) -> dict[str, Any]:
    seen = reader.sees(entry)
    told: dict[str, Any] = {
        "time": formats.date_format(timezone.localtime(entry.at), "TIME_FORMAT"),
        "what": sentence(entry, reader, persons),
        "who": _standing(entry),
        "role": gettext("from the network %(network)s") % {"network": entry.network} if entry.network else "",
        "note": "",
    }
    if names is None:
        told["url"] = _record_url(entry, reader) if seen else ""
    elif seen:
        told["changes"] = changes_of(entry, names)
        told["note"] = _unkept(entry)
    else:
        told["note"] = gettext("What changed is shown to those who may see the record.")
    return told


def _standing(entry: AuditEntry) -> str:
    if entry.role or entry.network:
        return roles(entry) or gettext("Without a role here")
    return gettext("By a command of the server")


def _unkept(entry: AuditEntry) -> str:
    labels = unkept_of(entry)
    if not labels:
        return ""
    return gettext("Changed, without keeping what it said: %(labels)s.") % {"labels": ", ".join(labels)}


def _record_url(entry: AuditEntry, reader: Reader) -> str:
    if sentence_of(entry.action).kind not in {Kind.RECORDS, Kind.PEOPLE} or not entry.subject_id:
        return ""
    return reverse("record-history", args=[reader.territory.path, entry.subject_type, entry.subject_id])


def sentence(entry: AuditEntry, reader: Reader, persons: Names) -> str:
    """Tell an act in one sentence; `persons` as from `person_names`."""
    count = len(entry.changes)
    facts = {
        "who": who(entry),
        "what": _what(entry, reader, persons),
        "count": count,
        "how": _how(entry),
        "why": _why(entry),
    }
    if not count and entry.action.endswith(".change"):
        return gettext("%(who)s saved %(what)s without a change.") % facts
    return str(sentence_of(entry.action).words % facts)


def _what(entry: AuditEntry, reader: Reader, persons: Names) -> str:
    if not entry.subject_type:
        address = str(entry.changes.get("address") or "")
        return str(
            entry.changes.get("file") or page_name(address) or address or gettext("a person named by e-mail")
        )
    thing = THINGS.get(entry.subject_type)
    name = str(thing.name) if thing else entry.subject_type
    label = reader.label(entry, persons)
    if not label:
        return gettext("a record (%(kind)s)") % {"kind": name}
    says_kind = sentence_of(entry.action).kind is Kind.PEOPLE  # the sentence itself names it
    words = gettext("“%(label)s”") if says_kind else gettext("“%(label)s” (%(kind)s)")
    return words % {"label": label, "kind": name}


def _how(entry: AuditEntry) -> str:
    # Other records have a field of this name, whose change is a list.
    asked = str(entry.changes.get("method")) in {"GET", "HEAD"}
    return gettext("on opening it") if asked else gettext("on sending")


def _why(entry: AuditEntry) -> str:
    reason = str(entry.changes.get("reason", ""))
    return str(FACT_VALUES["reason"].get(reason, reason))


def who(entry: AuditEntry) -> str:
    """The person's name, or words for the system itself."""
    return str(entry.by) if entry.by else gettext("The system")


def roles(entry: AuditEntry) -> str:
    """The roles in force when it was done."""
    known = set(Role)
    codes = [code for code in entry.role.split(",") if code]
    return ", ".join(str(ROLE_LABELS[Role(code)]) if code in known else code for code in codes)


def _detail(change: Change) -> str:
    return f"{change.label}: {change.after if change.plain else f'{change.before} → {change.after}'}"


def history_columns() -> list[str]:
    """The heads of the columns of `history_rows`."""
    return [
        gettext("Number"),
        gettext("Moment (UTC)"),
        gettext("Person"),
        gettext("Role"),
        gettext("Network"),
        gettext("Kind"),
        gettext("Act"),
        gettext("Code of the act"),
        gettext("Details"),
    ]


def history_rows(entries: Iterable[AuditEntry], reader: Reader) -> Iterable[list[str | int]]:
    """The rows of the file: one per act, its details as `label: before → after`."""
    kept = list(entries)
    names, persons = linked_names(kept), person_names(subjects_of(kept))
    for entry in kept:
        changes = changes_of(entry, names) if reader.sees(entry) else []
        yield [
            entry.number,
            entry.at.astimezone(dt.UTC).isoformat(timespec="seconds"),
            who(entry),
            roles(entry),
            entry.network,
            str(KIND_LABELS[sentence_of(entry.action).kind]),
            sentence(entry, reader, persons),
            entry.action,
            "; ".join(map(_detail, changes)),
        ]
