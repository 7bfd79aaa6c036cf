"""Saves a programme together with the factors it addresses."""

from collections.abc import Mapping

from django.db import transaction

from clrisk_site.people import audit
from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record, save_record
from mapping.actions.fact_evidence import follow_save, values_of
from mapping.models import Programme, ProgrammeFactor


@transaction.atomic
def save_programme(
    *,
    programme: Programme,
    strengths: Mapping[int, str],
    by: User,
    expected_version: int | None = None,
    reasons: Mapping[int, str] | None = None,
) -> Programme:
    """Create or change a programme and set which factors it addresses.

    Parameters
    ----------
    programme : Programme
        With its new values, saved before or not.
    strengths : mapping of int to str
        Factor id to strength; factors that are absent are no longer addressed.
    by : User
        Who does it.
    expected_version : int, optional
        Version that was read; needed for a stored programme.
    reasons : mapping of int to str, optional
        Factor id to why it is said to address it; a link without one keeps the reason it has.

    Raises
    ------
    ConflictError
        When somebody saved it since; nothing is changed.
    """
    stored = values_of(programme)
    if programme.pk is None:
        create_record(programme, by=by)
    else:
        save_record(programme, by=by, expected_version=expected_version or 0)
    before = _links(programme)
    ProgrammeFactor.objects.filter(programme=programme).exclude(factor__in=strengths).delete()
    for factor_id, strength in strengths.items():
        told = {"reason": reasons[factor_id]} if reasons and factor_id in reasons else {}
        ProgrammeFactor.objects.update_or_create(
            programme=programme, factor_id=factor_id, defaults={"strength": strength, **told}
        )
    after = _links(programme)
    if before != after:
        audit.note(
            by=by,
            territory=programme.territory,
            action="programme.factors",
            subject=programme,
            changes={"factors": [before, after]},
        )
    follow_save(record=programme, before=stored, by=by)
    return programme


def _links(programme: Programme) -> dict[str, str]:
    links = ProgrammeFactor.objects.filter(programme=programme)
    return dict(links.values_list("factor__code", "strength"))
