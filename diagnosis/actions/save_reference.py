"""Saves a reference together with what it says of each factor."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from clrisk_site.people import audit
from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record, save_record
from diagnosis.models import FactorMention, Reference


@dataclass(frozen=True)
class Said:
    """What a publication says of one factor."""

    direction: str
    note: str = ""


@transaction.atomic
def save_reference(
    *, reference: Reference, said: Mapping[int, Said], by: User, expected_version: int | None = None
) -> Reference:
    """Create or change a reference; the factors named are those it speaks of from now on.

    Parameters
    ----------
    reference : Reference
        With its new values, saved before or not.
    said : mapping of int to Said
        Key of a factor to what is said of it.
    by : User
        Who does it.
    expected_version : int, optional
        Version that was read; needed for a stored reference.

    Raises
    ------
    ConflictError
        When somebody saved it since; nothing is changed.
    """
    if reference.pk is None:
        create_record(reference, by=by)
    else:
        save_record(reference, by=by, expected_version=expected_version or 0)
    before = _mentions(reference)
    FactorMention.objects.filter(reference=reference).exclude(factor__in=said).delete()
    for factor, one in said.items():
        FactorMention.objects.update_or_create(
            reference=reference, factor_id=factor, defaults={"direction": one.direction, "note": one.note}
        )
    after = _mentions(reference)
    if before != after:
        audit.note(
            by=by,
            territory=reference.territory,
            action="reference.mentions",
            subject=reference,
            changes={"mentions": [before, after]},
        )
    return reference


def _mentions(reference: Reference) -> list[str]:
    rows = FactorMention.objects.filter(reference=reference).order_by("factor__code")
    return [
        f"{code}: {direction} ({note})" if note else f"{code}: {direction}"
        for code, direction, note in rows.values_list("factor__code", "direction", "note")
    ]
