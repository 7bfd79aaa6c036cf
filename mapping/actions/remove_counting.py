"""Removes a counting of beneficiaries with its cells; why stays in the history."""

import copy

from django.db import transaction

from clrisk_site.people import audit
from clrisk_site.people.models import User
from clrisk_site.people.writing import delete_record
from mapping.models import BeneficiaryCounting

REMOVED = "beneficiarycounting.reason"


@transaction.atomic
def remove_counting(*, counting: BeneficiaryCounting, reason: str, by: User, expected_version: int) -> None:
    """Delete a counting at a known version.

    Raises
    ------
    ConflictError
        When somebody saved or removed it since; nothing is deleted.
    """
    gone = copy.copy(counting)
    delete_record(counting, by=by, expected_version=expected_version)
    audit.note(
        by=by, territory=gone.territory, action=REMOVED, subject=gone, changes={"reason": [None, reason]}
    )
