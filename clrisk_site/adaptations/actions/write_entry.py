"""Writes what a country says of a catalogue entry; the row of an own entry follows at once."""

from django.db import transaction

from clrisk_site.adaptations.models import Adaptation
from clrisk_site.catalogue.registry import Shipped, find_catalogue
from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record, save_record


@transaction.atomic
def write_entry(adaptation: Adaptation, *, by: User, expected_version: int) -> Adaptation:
    """Save an adaptation or an own entry, new or changed.

    Raises
    ------
    ConflictError
        When somebody saved the entry since it was read.
    """
    if adaptation.pk is None:
        saved = create_record(adaptation, by=by)
    else:
        saved = save_record(adaptation, by=by, expected_version=expected_version)
    _follow(saved)
    return saved


@transaction.atomic
def give_up_adaptation(adaptation: Adaptation, *, by: User, expected_version: int) -> Adaptation:
    """Let the shipped entry hold again; what the country wrote stays in the history.

    Raises
    ------
    ConflictError
        When somebody saved the entry since it was read.
    """
    adaptation.in_force, adaptation.active = False, True
    return save_record(adaptation, by=by, expected_version=expected_version, action="reset")


@transaction.atomic
def keep_adaptation(
    adaptation: Adaptation, shipped: Shipped, *, by: User, expected_version: int
) -> Adaptation:
    """Note that the country compared its words with the shipped ones of today and keeps its own.

    Raises
    ------
    ConflictError
        When somebody saved the entry since it was read.
    """
    adaptation.based_on = shipped.content
    return save_record(adaptation, by=by, expected_version=expected_version, action="keep")


def _follow(saved: Adaptation) -> None:
    """Bring the row that records point at up to date with an own entry."""
    catalogue = find_catalogue(saved.catalogue)
    if not saved.is_own or catalogue is None or catalogue.model is None:
        return
    rows = catalogue.model._default_manager
    values = {
        "texts": saved.texts,
        "explanations": saved.explanations,
        "active": saved.active,
        **saved.values,
    }
    position = 1 + max(rows.values_list("position", flat=True), default=-1)
    rows.update_or_create(
        code=saved.code,
        country=saved.territory.country,
        defaults=values,
        create_defaults={**values, "position": position},
    )
