"""Gives the records the days on which the demonstration's team would have written them."""

import datetime as dt

from django.db.models import QuerySet
from django.utils import timezone

from clrisk_site.people.record import Record
from clrisk_site.places.models import Territory
from diagnosis.models import DefinitionSheet, FactorWeight, Need, Zone, ZoneChange
from mapping.models import LocalOffer
from planning.demo.reading import read
from planning.models import ActionLine


def set_dates(municipality: Territory) -> None:
    """Date diagnosis and design, from which the stages are told; the audit keeps the true moment."""
    days = read("plan")["days"]
    _date(FactorWeight.objects.filter(territory=municipality), *days["factors"])
    _date(Need.objects.filter(territory=municipality), *days["factors"])
    _date(Zone.objects.filter(territory=municipality), *days["zones"])
    _date(ZoneChange.objects.filter(territory=municipality), *days["zones"])
    _date(LocalOffer.objects.filter(territory=municipality), *days["offers"])
    _date(ActionLine.objects.filter(territory=municipality), *days["lines"])
    sheets = DefinitionSheet.objects.filter(territory=municipality)
    _date(sheets, *days["definition"])
    sheets.update(frozen_at=_moment(days["definition"][1]))


def _date[R: Record](rows: QuerySet[R], first: dt.date, last: dt.date) -> None:
    rows.update(created_at=_moment(first), updated_at=_moment(last))


def _moment(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(10)))
