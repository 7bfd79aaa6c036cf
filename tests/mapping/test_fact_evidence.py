"""Evidence of single facts: noted, never lowered silently, confirmed by documents, and the record in step."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse

from clrisk_site.people.models import AuditEntry, User
from clrisk_site.people.writing import NotSavedError
from clrisk_site.places.models import Territory
from mapping.actions.fact_evidence import note_fact, note_facts
from mapping.marginal_cost import class_of
from mapping.models import Evidence, FactEvidence, FactOrigin, LocalOffer
from mapping.queries.fact_support import support_of
from tests.cast import ClientOf
from tests.importing import take, written
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


def test_what_the_form_changes_is_claimed_and_what_it_empties_is_forgotten(
    liaison: User,
    tuxtla: Territory,
    make_programme: MakeProgramme,
    make_offer: MakeOffer,
    client_of: ClientOf,
) -> None:
    offer = make_offer(
        make_programme(), evidence=CLAIMED, evidence_document="", admits_new="yes", decided_by="DIF"
    )
    desk = {"state": CONFIRMED, "origin": FactOrigin.DESK, "by": liaison, "document": "Oficio 12"}
    note_fact(record=offer, fact="admits_new", **desk)  # type: ignore[arg-type]  # one dict for several types
    form = {"year": "2025", "admits_new": "no", "evidence": "claimed", "version": offer.version}
    address = reverse("offer-edit", args=[tuxtla.path, offer.pk])
    known = dict.fromkeys(("funding_established", "redirects_to_zones", "criteria_can_change"), "unknown")
    costs = {"marginal_cost": "unknown", "register_shareable": "unknown"}
    answer = client_of(liaison).post(
        address, form | known | costs | {"unit_cost_mxn": "1000", "marginal_cost_mxn": "40"}
    )
    assert answer.status_code == 302
    offer.refresh_from_db()
    assert (offer.marginal_cost, offer.evidence) == ("very_low", CLAIMED)
    support = support_of(offer)
    assert support["admits_new"].state == CLAIMED
    assert "decided_by" not in support
    dear = form | known | costs | {"marginal_cost_mxn": "400", "unit_cost_mxn": "1000"}
    refused = client_of(liaison).post(address, dear | {"marginal_cost": "very_low", "version": offer.version})
    assert refused.status_code == 422
    assert refused.context["form"].errors["marginal_cost"]


@pytest.mark.parametrize(
    ("extra", "each", "expected"),
    [("0", None, "none"), (None, "9", "unknown"), ("5", "100", "very_low"), ("49", "100", "low"),
     ("50", "100", "high"), ("5", "0", "unknown")],
)  # fmt: skip
def test_the_class_of_a_cost_follows_from_its_amounts(
    extra: str | None, each: str | None, expected: str
) -> None:
    amounts = [Decimal(one) if one else None for one in (extra, each)]
    assert class_of(*amounts) == expected


def test_a_file_that_says_another_value_takes_the_confirmation_back(
    liaison: User, tuxtla: Territory, make_programme: MakeProgramme, make_offer: MakeOffer, tmp_path: Path
) -> None:
    offer = make_offer(
        make_programme("Becas"), evidence=CLAIMED, evidence_document="", goal=300, admits_new="yes"
    )
    desk = {"record": offer, "state": CONFIRMED, "origin": FactOrigin.DESK, "by": liaison}
    note_facts(facts=("goal", "admits_new"), document="Oficio 12", **desk)  # type: ignore[arg-type]  # one dict
    row = {"Nombre": "Becas", "Institución": "Sistema DIF municipal", "Nivel": "municipal", "Año": "2025"}
    take("programmes", tuxtla, written(tmp_path, [row | {"Meta": "450"}]), by=liaison)
    support = support_of(LocalOffer.objects.get())
    assert (support["goal"].state, support["goal"].origin) == (CLAIMED, FactOrigin.FILE)
    assert support["admits_new"].state == CONFIRMED
