"""Reads what the states of the four stages are derived from."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from clrisk_site.figures.kleene import Known
from clrisk_site.places.models import Territory
from diagnosis.models import DefinitionSheet, FactorWeight, Zone, ZoneStatus
from mapping.models import CoordinationSpace, Evidence, LocalOffer
from planning.models import ActionLine, LineStatus, Pilot
from planning.stages import DesignFacts, DiagnosisFacts, ScopeFacts, characterisation_words

VALIDATED_ON = frozenset({LineStatus.VALIDATED, LineStatus.RUNNING, LineStatus.DONE})


def scope_facts(pilot: Pilot) -> ScopeFacts:
    """Reduce the pilot's own fields; no query."""
    return ScopeFacts(
        opened_on=pilot.opened_on,
        selected_on=pilot.selected_on,
        has_selection_reason=bool(pilot.selection_reason.strip()),
        liaison=pilot.liaison_name,
        mandate=Known(pilot.liaison_has_mandate),
        delegated=bool(pilot.delegation_document.strip()),
        instrument_signed_on=pilot.instrument_signed_on,
        has_instrument=bool(pilot.instrument.strip()),
        has_reason_for_none=bool(pilot.no_instrument_reason.strip()),
    )


def diagnosis_facts(territory: Territory) -> DiagnosisFacts:
    """Count what stage 2 has recorded, in five queries."""
    span = {"first": Min("created_at"), "last": Max("updated_at")}
    sheets = DefinitionSheet.objects.filter(territory=territory).aggregate(
        all=Count("pk"), frozen=Count("pk", filter=Q(frozen_at__isnull=False)), **span
    )
    weights = FactorWeight.objects.filter(territory=territory).aggregate(
        priority=Count("pk", filter=Q(is_priority=True)), all=Count("pk"), **span
    )
    in_use = ~Q(status=ZoneStatus.DROPPED)
    zones = Zone.objects.filter(territory=territory).aggregate(
        all=Count("pk", filter=in_use),
        prioritised=Count("pk", filter=Q(status=ZoneStatus.PRIORITISED)),
        **span,
    )
    offers = LocalOffer.objects.filter(territory=territory).aggregate(
        all=Count("pk"), confirmed=Count("pk", filter=Q(evidence=Evidence.CONFIRMED)), **span
    )
    found = (sheets, weights, zones, offers)
    return DiagnosisFacts(
        characterised=bool(sheets["frozen"] and weights["priority"] and zones["prioritised"]),
        summary=characterisation_words(weights["priority"], zones["all"], frozen=bool(sheets["frozen"])),
        anything=bool(sheets["all"] or weights["all"] or zones["all"]),
        offers=offers["all"],
        offers_confirmed=offers["confirmed"],
        spaces=CoordinationSpace.objects.filter(territory=territory).count(),
        first_on=_day(min, (one["first"] for one in found)),
        last_on=_day(max, (one["last"] for one in found)),
    )


def _day(pick: Any, moments: Iterable[dt.datetime | None]) -> dt.date | None:
    known = [moment for moment in moments if moment is not None]
    return timezone.localdate(pick(known)) if known else None


def design_facts(pilot: Pilot, statuses: Iterable[str], *, semi_finished: bool) -> DesignFacts:
    """Count the lines that a person may see, in one query; paused ones were given up."""
    counted = Q(status__in=VALIDATED_ON)
    found = (
        ActionLine.objects.filter(pilot=pilot, status__in=statuses)
        .exclude(status=LineStatus.PAUSED)
        .aggregate(
            all=Count("pk"),
            submitted=Count("pk", filter=Q(status=LineStatus.SUBMITTED)),
            validated=Count("pk", filter=counted),
            running=Count("pk", filter=Q(status=LineStatus.RUNNING)),
            waiting=Count("pk", filter=~Q(exception_reason="") & Q(exception_approved_at__isnull=True)),
            first=Min("created_at"),
            last=Max("updated_at"),
        )
    )
    return DesignFacts(
        lines=found["all"],
        submitted=found["submitted"],
        validated=found["validated"],
        running=found["running"],
        exceptions_waiting=found["waiting"],
        semi_finished=semi_finished,
        intervention_chosen=bool(pilot.intervention_type),
        first_on=_day(min, [found["first"]]),
        last_on=_day(max, [found["last"]]),
    )


def is_semi_finished(pilot: Pilot) -> bool:
    """Whether the proposal waits for an institutionalised space (rule d)."""
    return pilot.space is None or Known(pilot.space.is_institutionalised) is not Known.YES
