"""Records what is missing and leaves alone what exists, so that a second run changes nothing."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import yaml
from django.db import models
from django.utils import timezone

from clrisk_site.people.models import User
from clrisk_site.people.record import Record
from clrisk_site.people.writing import create_record

DATA = Path(__file__).parent / "data"


def read(name: str) -> dict[str, Any]:
    """Read one file of the demonstration."""
    return cast("dict[str, Any]", yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Recorder:
    """Writes as one person, through the audit; a record that exists is never touched."""

    by: User

    def put[R: Record](
        self,
        model: type[R],
        key: Mapping[str, Any],
        values: Mapping[str, Any],
        *,
        related: Mapping[str, Iterable[models.Model]] | None = None,
        on: dt.date | None = None,
    ) -> R:
        """Return the record of a natural key, created with `values` and dated `on` if it is new."""
        known = model._default_manager.filter(**key).first()
        if known is not None:
            return known
        record = create_record(model(**key, **values), by=self.by, related=related)
        if on is not None:
            set_day(record, on)
        return record


def set_day(record: Record, on: dt.date) -> None:
    """Date a record as if it had been written on a day of the process; the audit keeps the true moment."""
    moment = timezone.make_aware(dt.datetime.combine(on, dt.time(12)))
    type(record)._default_manager.filter(pk=record.pk).update(created_at=moment, updated_at=moment)
    record.created_at = record.updated_at = moment


def known(value: object) -> str:
    """Return yes, no or unknown; YAML reads the first two as truth values."""
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
