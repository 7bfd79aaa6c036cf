"""Ends the keeping of old audit entries: a chain's beginning is cut off at a signed checkpoint.

Only the command of the same name comes here; no address of the site does.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clrisk_site.people import audit
from clrisk_site.people.append_only import lifted
from clrisk_site.people.models import AuditChain, AuditCheckpoint, AuditEntry
from clrisk_site.people.queries.audit_breaks import FORGET, breaks_of
from clrisk_site.places.models import Territory


@dataclass(frozen=True)
class Beginning:
    """The entries of a chain up to a checkpoint."""

    chain: AuditChain
    first: int
    point: AuditCheckpoint


def forgettable(chain: AuditChain, *, before: dt.date) -> Beginning | None:
    """Find the longest beginning that is older than a day and ends at a signed checkpoint.

    Raises
    ------
    ValueError
        When the chain does not hold: its oldest part may be the evidence of why.
    """
    start = timezone.make_aware(dt.datetime.combine(before, dt.time.min))
    entries = AuditEntry.objects.filter(chain=chain)
    old = entries.filter(at__lt=start).order_by("-number").values_list("number", flat=True).first()
    first = entries.order_by("number").values_list("number", flat=True).first()
    points = AuditCheckpoint.objects.filter(chain=chain, number__lte=old or 0, number__gte=first or 0)
    point = points.order_by("-number").first()
    if point is None or first is None:
        return None
    if any(breaks_of(chain)):
        words = _("The audit chain %(chain)s does not hold. Run `manage.py verify_audit` first.")
        raise ValueError(words % {"chain": chain})
    return Beginning(chain, first, point)


def forget_entries(part: Beginning, *, before: dt.date) -> None:
    """Remove the entries and note in the chain itself that, and up to where, this was done on purpose."""
    territory = Territory.objects.filter(path=part.chain.path).first()
    if part.chain.path and territory is None:
        return
    changes = {"first": part.first, "last": part.point.number, "before": before.isoformat()}
    with transaction.atomic():
        audit.note(by=None, territory=territory, action=FORGET, changes=changes)
        with lifted():
            AuditEntry.objects.filter(chain=part.chain, number__lte=part.point.number).delete()
