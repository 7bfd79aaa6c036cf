"""All that the page of a proposal says, as plain data: it is kept until the data it was made of change."""

from collections.abc import Callable
from typing import Any

from clrisk_site.figures.suppression import Audience
from clrisk_site.places.models import Territory
from diagnosis.presenters.zone_map import reading_notes
from diagnosis.presenters.zone_proposal import (
    evidence_words,
    nothing_to_propose,
    proposal_lead,
    proposal_map,
    proposal_notes,
    proposal_rows,
)
from diagnosis.queries.neighbourhoods import neighbourhoods_of
from diagnosis.queries.zone_proposal import ProposalChoices, propose_zones, taken_areas
from diagnosis.queries.zones import zones_of
from diagnosis.recomputing import hash_of_inputs


def proposal_content(
    territory: Territory,
    choose: Callable[[tuple[str, ...]], ProposalChoices],
    *,
    audience: Audience,
    address: str,
) -> dict[str, Any]:
    """Propose zones for a municipality, and say of them what the page says; nothing but plain data.

    `choose` makes the choices of the codes of areas that are in a zone already.
    """
    findings = zones_of(territory)
    if not findings.index.is_computed:
        return {"lead": nothing_to_propose(), "computed": False, "map": None, "letters": [], "seen": ""}
    proposal = propose_zones(findings, choose(taken_areas(findings)))
    names = neighbourhoods_of(territory)
    rows, left_out = proposal_rows(findings, proposal, names=names, audience=audience, address=address)
    drawn = proposal_map(findings, proposal)
    return {
        "lead": proposal_lead(findings, proposal),
        "computed": findings.index.is_computed,
        "illustrative": findings.index.illustrative,
        "rows": rows,
        "left_out": left_out,
        "map": drawn and {**drawn, "wide": str(drawn["wide"]), "phone": str(drawn["phone"])},
        "evidence": evidence_words(proposal),
        "notes": proposal_notes(proposal),
        "limits": reading_notes(findings),
        "letters": [zone.letter for zone in proposal.zones.zones],
        "seen": hash_of_inputs([proposal.inputs, proposal.choices.to_plain()]),
    }
