"""Ends one grant before its term."""

from django.db import transaction
from django.utils import timezone

from clrisk_site.figures.message import says
from clrisk_site.people import audit
from clrisk_site.people.actions.access_links import withdraw_link
from clrisk_site.people.actions.grant_checks import check_administrator_stays, lock_grants
from clrisk_site.people.models import AccessLink, Grant, User
from clrisk_site.people.refusal import RefusedError, refusals_noted
from clrisk_site.people.standing import is_over


def revoke_grant(*, grant: Grant, by: User) -> Grant:
    """End a grant now. Open links that lead to it, or that would let a person in for nothing, end too.

    Raises
    ------
    RefusedError
        When it has ended already, or nobody would administer its branch; nothing is changed.
    """
    with refusals_noted(by=by, territory=grant.territory, subject=grant), transaction.atomic():
        lock_grants(grant.territory)
        # Before any chain of the audit, in the order in which links lock an account and then a chain.
        User.objects.select_for_update().get(pk=grant.user_id)
        ending = Grant.objects.select_related("territory", "user").get(pk=grant.pk)
        if is_over(ending, timezone.localdate()):
            raise RefusedError(says("This had ended already. Nothing was changed."), reason="ended_already")
        check_administrator_stays(ending, going=Grant.objects.filter(pk=ending.pk))
        return close_grant(ending, by=by)


def close_grant(grant: Grant, *, by: User, successor: User | None = None) -> Grant:
    """Store the end of a grant inside the transaction of a larger act, which holds the lock."""
    grant.revoked_at, grant.revoked_by, grant.successor = timezone.now(), by, successor
    grant.save(update_fields=["revoked_at", "revoked_by", "successor"])
    changes = {"person": grant.user_id, "role": [str(grant.role), None]}
    if successor is not None:
        changes["successor"] = successor.pk
    audit.note(by=by, territory=grant.territory, action="grant.revoke", subject=grant, changes=changes)
    _withdraw_links(grant, by)
    return grant


def _withdraw_links(grant: Grant, by: User) -> None:
    open_links = AccessLink.objects.filter(user=grant.user, used_at=None, withdrawn_at=None)
    today = timezone.localdate()
    if any(not is_over(other, today) for other in grant.user.grants.exclude(pk=grant.pk)):
        open_links = open_links.filter(grant=grant, purpose="record")
    for link in open_links.select_related("grant__territory"):
        withdraw_link(link, by=by)
