"""Asks the owner of a record to fill it in, by a link that opens this record alone."""

import datetime as dt

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from clrisk_site.people.actions.access_links import IssuedLink, issue_link
from clrisk_site.people.actions.grant_checks import lock_grants
from clrisk_site.people.actions.invite import add_invited
from clrisk_site.people.models import Grant, GrantKind, LinkPurpose, User
from clrisk_site.people.permissions import Role
from clrisk_site.people.record import Record
from clrisk_site.people.refusal import refusals_noted
from clrisk_site.people.terms import GrantTerms


def ask_owner(*, by: User, email: str, name: str, record: Record, ends: dt.date) -> IssuedLink:
    """Grant one record until a day, and make the link. Who has the grant already gets a new link to it.

    Raises
    ------
    RefusedError
        When a rule forbids it; nothing is changed, and that it was tried is noted.
    """
    terms = GrantTerms(
        GrantKind.RECORD, Role.PROGRAMME_OWNER, record.territory, timezone.localdate(), ends, record
    )
    with refusals_noted(by=by, territory=record.territory, subject=record), transaction.atomic():
        lock_grants(record.territory)
        grant = _held(email, record) or add_invited(by=by, email=email, name=name, terms=terms).grant
        lifetime = _until(grant.ends or ends)
        return issue_link(user=grant.user, purpose=LinkPurpose.RECORD, by=by, grant=grant, lifetime=lifetime)


def _held(email: str, record: Record) -> Grant | None:
    subject = {"subject_type": ContentType.objects.get_for_model(record), "subject_id": record.pk}
    current = Grant.objects.current(timezone.localdate()).filter(kind=GrantKind.RECORD, **subject)
    return current.select_related("user", "territory").filter(user__email__iexact=email).first()


def _until(day: dt.date) -> dt.timedelta:
    """The time that is left until the end of a day."""
    midnight = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), timezone.get_current_timezone())
    return midnight - timezone.now()
