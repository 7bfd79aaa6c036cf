"""Saves a norm; what cites it by name follows when its name changes."""

from django.db import transaction

from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record, save_record
from mapping.models import Competence, Norm


@transaction.atomic
def save_norm(*, norm: Norm, by: User, expected_version: int | None = None) -> Norm:
    """Create or change a norm.

    Parameters
    ----------
    norm : Norm
        With its new values, saved before or not.
    by : User
        Who does it.
    expected_version : int, optional
        Version that was read; needed for a stored norm.

    Raises
    ------
    ConflictError
        When somebody saved it since; nothing is changed.
    """
    if norm.pk is None:
        return create_record(norm, by=by)
    save_record(norm, by=by, expected_version=expected_version or 0)
    for cited in Competence.objects.filter(norm=norm).exclude(document=norm.name):
        cited.document = norm.name
        save_record(cited, by=by, expected_version=cited.version)
    return norm
