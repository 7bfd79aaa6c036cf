"""Why the index and the zones of a place may no longer hold, for whatever hands them out."""

from clrisk_site.catalogue.wording import render
from clrisk_site.places.models import Territory
from diagnosis.queries.kept_index import kept_indices
from diagnosis.queries.zone_evidence import stale_proposals
from diagnosis.queries.zones import ZoneFindings


def stale_areas(findings: ZoneFindings, territory: Territory) -> list[str]:
    """Return each reason once, as the pages of areas and zones say it; the data were read already."""
    newest = kept_indices(findings, territory.pk)[:1]
    reasons = [why for one in newest for why in one.stale]
    reasons += stale_proposals(findings.zones, findings, territory)
    return [render(why) for why in dict.fromkeys(reasons)]
