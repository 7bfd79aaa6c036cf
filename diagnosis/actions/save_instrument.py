"""Saves an exercise of qualitative work together with the groups who took part."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from clrisk_site.people import audit
from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record, save_record
from diagnosis.models import ParticipantGroup, QualitativeInstrument


@dataclass(frozen=True)
class TookPart:
    """How many persons of one role, sex and age band took part."""

    role: str
    sex: str
    age_band: str
    persons: int


@transaction.atomic
def save_instrument(
    *,
    instrument: QualitativeInstrument,
    groups: Sequence[TookPart],
    by: User,
    expected_version: int | None = None,
) -> QualitativeInstrument:
    """Create or change an exercise; the groups given are those who took part from now on.

    Parameters
    ----------
    instrument : QualitativeInstrument
        With its new values, saved before or not.
    groups : sequence of TookPart
        Each role, sex and age band at most once.
    by : User
        Who does it.
    expected_version : int, optional
        Version that was read; needed for a stored exercise.

    Raises
    ------
    ConflictError
        When somebody saved it since; nothing is changed.
    """
    if instrument.pk is None:
        create_record(instrument, by=by)
    else:
        save_record(instrument, by=by, expected_version=expected_version or 0)
    before = _rows(instrument)
    after = sorted((one.role, one.sex, one.age_band, one.persons) for one in groups)
    if before == after:
        return instrument
    ParticipantGroup.objects.filter(instrument=instrument).delete()
    ParticipantGroup.objects.bulk_create(
        ParticipantGroup(
            instrument=instrument, role=one.role, sex=one.sex, age_band=one.age_band, persons=one.persons
        )
        for one in groups
    )
    audit.note(
        by=by,
        territory=instrument.territory,
        action="qualitativeinstrument.participants",
        subject=instrument,
        # How many they are may be few, so the history tells the groups and no number.
        changes={"participants": [_told(before), _told(after)]},
    )
    return instrument


def _rows(instrument: QualitativeInstrument) -> list[tuple[str, str, str, int]]:
    rows = ParticipantGroup.objects.filter(instrument=instrument)
    return sorted(rows.values_list("role", "sex", "age_band", "persons"))


def _told(rows: Sequence[tuple[str, str, str, int]]) -> list[str]:
    return [f"{role} ({sex}, {band})" for role, sex, band, _persons in rows]
