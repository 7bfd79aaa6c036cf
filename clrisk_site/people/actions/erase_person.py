"""Forgets the name of a person who left and asks for it; what they did stays, by a former member."""

from django.db import transaction

from clrisk_site.figures.message import says
from clrisk_site.people import audit
from clrisk_site.people.models import User
from clrisk_site.people.refusal import RefusedError, refusals_noted
from clrisk_site.places.models import Territory


def erase_person(*, by: User | None, user: User, territory: Territory) -> None:
    """Take the name out of a closed account. Frozen documents keep it where it is part of what was signed.

    Raises
    ------
    RefusedError
        When the account is open; nothing is changed.
    """
    with refusals_noted(by=by, territory=territory, subject=user), transaction.atomic():
        stored = User.objects.select_for_update().get(pk=user.pk)
        if stored.closed_on is None:
            raise RefusedError(
                says("Close the account first. Only then can its name be forgotten."), reason="open_account"
            )
        stored.name = ""
        stored.save(update_fields=["name"])
        audit.note(by=by, territory=territory, action="person.erase", subject=stored)
