"""Keeps how a person matched the columns of a file, for the next file of that kind in the same territory."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from clrisk_site.files.models import RememberedColumn
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from clrisk_site.tables.wording import plain

LONGEST_HEADER = 300
LONGEST_FIELD = 400


@transaction.atomic
def remember_columns(*, territory: Territory, kind: str, chosen: Mapping[str, str], by: User | None) -> None:
    """Remember what was chosen otherwise than proposed; a part of saving, whose audit entry tells of it.

    Parameters
    ----------
    chosen : mapping of str to str
        Header to field as the person chose, "" for left out; what was only proposed is not among them.
    """
    rows = {}
    for header, field in chosen.items():
        written = plain(header)
        if written and len(written) <= LONGEST_HEADER and len(field) <= LONGEST_FIELD:
            rows[written] = RememberedColumn(
                territory=territory,
                kind=kind,
                header=written,
                field=field,
                chosen_at=timezone.now(),
                chosen_by=by,
            )
    RememberedColumn.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["territory", "kind", "header"],
        update_fields=["field", "chosen_at", "chosen_by"],
    )
