"""Replaces the places of an offer by zone, sex and age."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from clrisk_site.people import audit
from clrisk_site.people.models import User
from clrisk_site.people.writing import ConflictError
from mapping.coverage_sums import GroupRow
from mapping.models import CoverageGroup, LocalOffer


@transaction.atomic
def save_coverage_groups(
    *, offer: LocalOffer, rows: Sequence[GroupRow], by: User, expected_version: int
) -> LocalOffer:
    """Store these rows in place of those that were there.

    Raises
    ------
    ConflictError
        When somebody saved the offer since; nothing is changed.
    """
    stored = LocalOffer.objects.filter(pk=offer.pk)
    if not stored.filter(version=expected_version).update(
        version=expected_version + 1, updated_by=by, updated_at=timezone.now()
    ):
        raise ConflictError(stored.get())
    before = _told(offer)
    CoverageGroup.objects.filter(offer=offer).delete()
    CoverageGroup.objects.bulk_create(
        CoverageGroup(
            offer=offer,
            zone_id=row.zone,
            sex=row.sex,
            age_from=row.age_from,
            age_to=row.age_to,
            places=row.places,
            places_used=row.used,
        )
        for row in rows
    )
    audit.note(
        by=by,
        territory=offer.territory,
        action="localoffer.groups",
        subject=offer,
        changes={"groups": [before, _told(offer)]},
    )
    offer.refresh_from_db()
    return offer


def _told(offer: LocalOffer) -> list[str]:
    """Return the rows for the history: places alone, since places in use are persons and may be few."""
    return [
        f"{group.zone.letter if group.zone else '—'} {group.get_sex_display()} "
        f"{'' if group.age_from is None else f'{group.age_from}-{group.age_to}'}: "
        f"{'?' if group.places is None else group.places}"
        for group in CoverageGroup.objects.filter(offer=offer).select_related("zone")
    ]
