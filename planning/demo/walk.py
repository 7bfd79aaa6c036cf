"""Gives the records the days on which the demonstration's team would have written them."""

import datetime as dt

from django.utils import timezone

from clrisk_site.people.record import Record
from clrisk_site.places.models import Territory
from diagnosis.models import DefinitionSheet, FactorWeight, Need, Zone
from mapping.models import LocalOffer
from planning.demo.reading import read
from planning.models import ActionLine


def set_dates(municipality: Territory) -> None:
    """Date diagnosis and design, from which the stages are told; the audit keeps the true moment."""
    days = read("plan")["days"]
    for model, (first, last) in {
        FactorWeight: days["factors"],
        Need: days["factors"],
        Zone: days["zones"],
        DefinitionSheet: days["definition"],
        LocalOffer: days["offers"],
        ActionLine: days["lines"],
    }.items():
        _date(model, municipality, first, last)
    DefinitionSheet.objects.filter(territory=municipality).update(frozen_at=_moment(days["definition"][1]))


def _date(model: type[Record], municipality: Territory, first: dt.date, last: dt.date) -> None:
    rows = model._default_manager.filter(territory=municipality)
    rows.update(created_at=_moment(first), updated_at=_moment(last))


def _moment(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(10)))
