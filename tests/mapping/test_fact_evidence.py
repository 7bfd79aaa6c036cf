"""Evidence of single facts: noted, never lowered silently, confirmed by documents, and the record in step."""

import pytest

from clrisk_site.people.models import AuditEntry, User
from clrisk_site.people.writing import NotSavedError
from mapping.actions.fact_evidence import note_fact, note_facts
from mapping.models import Evidence, FactEvidence, FactOrigin
from tests.mapping.conftest import MakeOffer, MakeProgramme

CLAIMED, CONFIRMED = Evidence.CLAIMED, Evidence.CONFIRMED


def test_facts_are_confirmed_one_by_one_and_the_offer_with_the_last(
    liaison: User, make_programme: MakeProgramme, make_offer: MakeOffer
) -> None:
    offer = make_offer(
        make_programme(),
        evidence=CLAIMED,
        evidence_document="",
        admits_new="yes",
        funding_established="yes",
        marginal_cost="unknown",
    )
    with pytest.raises(NotSavedError):
        note_fact(record=offer, fact="admits_new", state=CONFIRMED, origin=FactOrigin.DESK, by=liaison)
    with pytest.raises(NotSavedError):
        note_fact(
            record=offer,
            fact="redirects_to_zones",
            state=CONFIRMED,
            origin=FactOrigin.DESK,
            by=liaison,
            document="Oficio 12",
        )
    with pytest.raises(ValueError, match="no facts of"):
        note_fact(record=offer, fact="territory", state=CLAIMED, origin=FactOrigin.DESK, by=liaison)
    assert not FactEvidence.objects.exists()
    assert not AuditEntry.objects.exists()
    for fact, document in (("admits_new", "Oficio 12"), ("funding_established", "Presupuesto 2025")):
        assert offer.evidence == CLAIMED
        note = note_fact(
            record=offer,
            fact=fact,
            state=CONFIRMED,
            origin=FactOrigin.DESK,
            by=liaison,
            document=document,
        )
        assert (note.state, note.document) == (CONFIRMED, document)
    assert (offer.evidence, offer.evidence_document, offer.version) == (
        CONFIRMED,
        "Presupuesto 2025; Oficio 12",
        2,
    )
    told = AuditEntry.objects.filter(action="localoffer.facts").order_by("pk")
    assert told[0].changes == {"evidence_of_admits_new": [None, "confirmed"]}


def test_a_claim_lowers_a_confirmed_fact_only_with_its_value(
    liaison: User, make_programme: MakeProgramme, make_offer: MakeOffer
) -> None:
    offer = make_offer(make_programme(), admits_new="yes", decided_by="Dirección")
    said = {"record": offer, "state": CLAIMED, "origin": FactOrigin.INTERVIEW, "by": liaison}
    kept = note_fact(fact="admits_new", **said)  # type: ignore[arg-type]  # one dict for several types
    assert (kept.state, offer.evidence, offer.version) == (CONFIRMED, CONFIRMED, 1)
    note_facts(facts=("admits_new",), value_changed=True, **said)  # type: ignore[arg-type]  # as above
    offer.refresh_from_db()
    assert (offer.evidence, offer.version) == (CLAIMED, 2)
    states = dict(FactEvidence.objects.values_list("fact", "state"))
    assert states == {"admits_new": "claimed", "decided_by": "confirmed"}
