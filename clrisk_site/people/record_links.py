"""Which records may be filled in by link, with which form; the apps above add theirs when they are ready."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.functional import Promise

from clrisk_site.people.access import may
from clrisk_site.people.forms import RecordForm
from clrisk_site.people.models import Grant, GrantKind, User
from clrisk_site.people.permissions import Permission
from clrisk_site.people.record import Record
from clrisk_site.people.terms import NEEDED


def _nothing(_record: Any, _owner: User) -> Mapping[str, object]:
    return {}


def _no_words(_record: Any, _owner: User) -> Sequence[str]:
    return ()


@dataclass(frozen=True)
class RecordLinkKind:
    """One kind of record that somebody without an account fills in.

    Parameters
    ----------
    code : str
        What the addresses call it.
    form : type of RecordForm
        Asks only for what the municipality wants to know; its `write` keeps it, as the kind wants it kept.
    form_template : str
        Renders the fields of `form`, without the frame of a form.
    permission : Permission
        What a person must be allowed in the record's territory to ask for it by link.
    heading, lead : callable
        From the record to what the page says first.
    page : callable
        From the record to the address where the team reads it.
    initial : callable, optional
        From the record and its owner to values of the form that stand in place of the record's own.
    told : callable, optional
        From the record and its owner to sentences about what they sent before.
    """

    code: str
    model: type[Record]
    form: type[RecordForm[Any]]
    form_template: str
    permission: Permission
    label: str | Promise
    heading: Callable[[Any], str]
    lead: Callable[[Any], str]
    page: Callable[[Any], str]
    initial: Callable[[Any, User], Mapping[str, object]] = _nothing
    told: Callable[[Any, User], Sequence[str]] = _no_words


class RecordLinks:
    """The kinds of record, by code and by model."""

    def __init__(self) -> None:
        self._kinds: dict[str, RecordLinkKind] = {}

    def register(self, kind: RecordLinkKind) -> None:
        self._kinds[kind.code] = kind

    def get(self, code: str) -> RecordLinkKind | None:
        return self._kinds.get(code)

    def of(self, grant: Grant) -> RecordLinkKind | None:
        """Return the kind of the record that a grant is for."""
        model = grant.subject_type.model_class() if grant.subject_type else None
        return next((kind for kind in self._kinds.values() if kind.model is model), None)


record_links = RecordLinks()


def may_end_grant(user: User | AnonymousUser, grant: Grant) -> bool:
    """Whether a person ends a grant: who gives its kind, and who asks for such a record by link."""
    asked = record_links.of(grant) if grant.kind == GrantKind.RECORD else None
    needed = {NEEDED[GrantKind(grant.kind)], *([asked.permission] if asked else [])}
    return any(may(user, permission, grant.territory) for permission in needed)
