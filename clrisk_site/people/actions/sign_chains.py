"""Signs the ends of chains, after reading what came since the last signature."""

import logging
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Max, Q, QuerySet
from django.utils import timezone

from clrisk_site.people import audit
from clrisk_site.people.models import AuditChain, AuditCheckpoint, AuditEntry
from clrisk_site.people.queries.audit_breaks import WITNESS, Break, breaks_of
from clrisk_site.people.queries.audit_emptied import emptied_chains
from clrisk_site.people.signing import sign

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Signed:
    """The checkpoints that a run made, and why others were not made."""

    made: list[AuditCheckpoint]
    breaks: list[Break]


@transaction.atomic
def sign_chain(path: str) -> tuple[AuditCheckpoint | None, list[Break]]:
    """Sign the end of one territory's chain ("" is the site's); called at each freezing, too.

    Returns
    -------
    checkpoint : AuditCheckpoint or None
        None when there is nothing to sign, or when the chain does not hold: what was tampered with is not
        confirmed by a signature.
    breaks : list of Break
        What was found since the last checkpoint.
    """
    chain = audit.lock_chain(path)
    last = AuditCheckpoint.objects.filter(chain=chain).order_by("-number").first()
    if last is not None and last.number == chain.length:
        return last, []
    breaks = list(breaks_of(chain, after=last))
    if breaks or not chain.length:
        for found in breaks:
            logger.error("audit chain %s, entry %s: %s", chain, found.number, found.kind)
        return None, breaks
    new = AuditCheckpoint(chain=chain, number=chain.length, hash=chain.head_hash, signed_on=timezone.now())
    new.signature = sign(new)
    new.save(force_insert=True)
    chain.signed_number = new.number
    chain.save(update_fields=["signed_number"])
    # The ordinary log leaves the machine on many servers: a copy that the database's owner cannot change.
    logger.info("audit checkpoint %s %s %s", chain, new.number, new.hash)
    return new, []


def sign_moved_chains() -> Signed:
    """Sign every chain that grew, and name the new checkpoints in the site's chain, which is signed last."""
    made: list[AuditCheckpoint] = []
    breaks: list[Break] = []
    for path in _grown().exclude(path="").values_list("path", flat=True):
        point, found = sign_chain(path)
        made += [point] if point else []
        breaks += found
    with transaction.atomic():
        if _note_witness() or _grown().filter(path="").exists():
            point, found = sign_chain("")
            made += [point] if point else []
            breaks += found
    return Signed(made, [*breaks, *_emptied()])


def _emptied() -> list[Break]:
    found = list(emptied_chains())
    for one in found:
        logger.error("audit chain %s: %s", one.path or "·", one.kind)
    return found


def _grown() -> QuerySet[AuditChain]:
    chains = AuditChain.objects.annotate(signed=Max("checkpoints__number")).order_by("path")
    return chains.filter(Q(signed__isnull=True, length__gt=0) | Q(signed__lt=F("length")))


def _note_witness() -> bool:
    """Name in the site's chain the checkpoints that it has not named yet, so that none can vanish."""
    audit.lock_chain("")
    told = AuditEntry.objects.filter(chain__path="", action=WITNESS).order_by("-number").first()
    points = AuditCheckpoint.objects.filter(pk__gt=told.changes["newest"] if told else 0).exclude(
        chain__path=""
    )
    named = {
        point.chain.path: [point.number, point.hash]
        for point in points.select_related("chain").order_by("pk")
    }
    if not named:
        return False
    newest = max(points.values_list("pk", flat=True))
    audit.note(by=None, territory=None, action=WITNESS, changes={"chains": named, "newest": newest})
    return True
