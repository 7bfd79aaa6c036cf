"""What an owner sends by link waits as single answers; whoever owns the record accepts or refuses each."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from clrisk_site.people.models import AuditEntry, Grant, GrantKind, User
from clrisk_site.people.writing import save_record
from clrisk_site.places.models import Territory
from mapping.models import (
    ChangeState,
    Evidence,
    FactEvidence,
    FactOrigin,
    LocalOffer,
    Programme,
    ProposedChange,
)
from mapping.owner_facts import LABELS, asked_of, put_fact, read_fact, say_fact
from tests.cast import ClientOf
from tests.mapping.conftest import MakeProgramme
from tests.mapping.owner_visit import asked, come, token_in, typed_from

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_attempts_yet() -> None:
    cache.clear()  # where refused links are counted


@pytest.fixture
def waiting(token: str, offer: LocalOffer) -> dict[str, ProposedChange]:
    """The owner corrected two facts, confirmed the document, and left the rest empty."""
    client, address = come(token)
    client.post(address, typed_from(client, address, places_per_year="75", decided_by="Dirección del DIF"))
    return {change.fact: change for change in ProposedChange.objects.all()}


def decide_address(offer: LocalOffer) -> str:
    return reverse("proposed-change-decide", args=[offer.territory.path, "local-offer", offer.pk])


def decided(change: ProposedChange, verdict: str, reason: str = "", document: str = "") -> dict[str, str]:
    key = change.pk if change.before != change.proposed else "same"
    return {f"verdict_{key}": verdict, f"reason_{key}": reason, f"document_{key}": document}


def test_every_fact_that_is_asked_goes_through_json_and_has_a_name(offer: LocalOffer) -> None:
    for record in (offer, offer.programme):
        for fact in asked_of(record):
            assert LABELS[fact]
            default = {"without_quota": False, "sex": "all"}.get(fact)
            for value in (read_fact(record, fact), None):
                put_fact(record, fact, value)
                assert read_fact(record, fact) == (default if value is None else value)
                assert say_fact(type(record), fact, value)


def test_answers_wait_by_fact_and_an_empty_box_confirms_nothing(
    waiting: dict[str, ProposedChange], offer: LocalOffer, token: str
) -> None:
    assert set(waiting) == {"places_per_year", "decided_by", "evidence_document"}
    assert (waiting["places_per_year"].before, waiting["places_per_year"].proposed) == (60, 75)
    assert waiting["evidence_document"].before == waiting["evidence_document"].proposed
    assert {change.territory for change in waiting.values()} == {offer.territory}
    client, address = come(token)
    client.post(address, typed_from(client, address, places_per_year="80"))
    states = ProposedChange.objects.filter(fact="places_per_year").order_by("pk")
    assert list(states.values_list("proposed", "state")) == [
        (75, ChangeState.OVERTAKEN),
        (80, ChangeState.WAITING),
    ]
    assert ProposedChange.objects.filter(state=ChangeState.WAITING).count() == 3, "the others are kept"


def test_liaison_accepts_one_with_a_document_and_refuses_another(
    waiting: dict[str, ProposedChange], offer: LocalOffer, liaison: User, token: str, client_of: ClientOf
) -> None:
    client, address = client_of(liaison), decide_address(offer)
    listed = client.get(reverse("proposed-changes", args=[offer.territory.path])).content.decode()
    assert "Esperan 3 respuestas" in listed
    assert address in listed
    programme = client.get(reverse("programme", args=[offer.territory.path, offer.programme_id]))
    assert "Teresa Mora respondió el" in programme.content.decode()
    page = client.get(address).content.decode()
    assert "75" in page
    assert "Corrige lo registrado" in page
    typed = (
        {"seen": "1"}
        | decided(waiting["places_per_year"], "accept", document="Reglas 2026")
        | decided(waiting["decided_by"], "refuse", "Lo decide el cabildo.")
    )
    assert client.post(address, typed).status_code == 302
    offer.refresh_from_db()
    assert (offer.places_per_year, offer.decided_by) == (75, "")
    noted = FactEvidence.objects.get(offer=offer, fact="places_per_year")
    assert (noted.state, noted.origin, noted.document) == (
        Evidence.CONFIRMED,
        FactOrigin.OWNER,
        "Reglas 2026",
    )
    states = dict(ProposedChange.objects.values_list("fact", "state"))
    assert states == {"places_per_year": "accepted", "decided_by": "refused", "evidence_document": "waiting"}
    acts = set(AuditEntry.objects.filter(by=liaison).values_list("action", flat=True))
    assert {"localoffer.change", "proposedchange.accept", "proposedchange.refuse"} <= acts
    owner, there = come(token)
    assert "Lo decide el cabildo." in owner.get(there).content.decode()
    assert (
        "Lo decide el cabildo."
        in client.get(reverse("proposed-changes", args=[offer.territory.path])).content.decode()
    )


def test_bad_decisions_decide_nothing(
    waiting: dict[str, ProposedChange], offer: LocalOffer, liaison: User, client_of: ClientOf
) -> None:
    client, address = client_of(liaison), decide_address(offer)
    places, who = waiting["places_per_year"], waiting["decided_by"]
    ProposedChange.objects.filter(pk=places.pk).update(proposed=30)  # fewer than the zones have
    for typed in (
        {},
        decided(who, "refuse"),
        decided(who, "perhaps"),
        decided(places, "accept"),
        decided(who, "accept", document="x" * 301),
    ):
        assert client.post(address, {"seen": "1"} | typed).status_code == 422, typed
    assert client.post(address, decided(who, "accept")).status_code == 422, "no version was seen"
    offer.refresh_from_db()
    assert offer.version == 1
    assert not ProposedChange.objects.exclude(state=ChangeState.WAITING).exists()


def test_a_record_that_changed_since_shows_both_and_is_decided_anew(
    waiting: dict[str, ProposedChange], offer: LocalOffer, liaison: User, client_of: ClientOf
) -> None:
    offer.places_per_year = 66
    save_record(offer, by=liaison, expected_version=1)
    client, address = client_of(liaison), decide_address(offer)
    typed = decided(waiting["places_per_year"], "accept", "Son las reglas nuevas.")
    stale = client.post(address, {"seen": "1"} | typed)
    assert stale.status_code == 409
    page = stale.content.decode()
    assert "cambió desde entonces" in page
    for number in ("60", "66", "75"):
        assert f"<dd>{number}</dd>" in page, number
    assert 'name="seen" value="2"' in page
    assert client.post(address, {"seen": "2"} | typed).status_code == 302
    offer.refresh_from_db()
    assert offer.places_per_year == 75


def test_two_owners_who_differ_are_both_shown_and_one_is_accepted(
    waiting: dict[str, ProposedChange],
    offer: LocalOffer,
    liaison: User,
    ask_address: str,
    client_of: ClientOf,
) -> None:
    second = token_in(client_of(liaison).post(ask_address, asked(email="otra@example.org", name="Eva Ruiz")))
    client, address = come(second)
    assert 'value="75"' not in client.get(address).content.decode(), "nobody reads another owner's answer"
    client.post(address, typed_from(client, address, places_per_year="90"))
    mine, other = waiting["places_per_year"], ProposedChange.objects.get(proposed=90)
    decide = decide_address(offer)
    both = {"seen": "1"} | decided(mine, "accept") | decided(other, "accept")
    assert client_of(liaison).post(decide, both).status_code == 422
    one = {"seen": "1"} | decided(mine, "refuse", "Hay otra.") | decided(other, "accept")
    assert client_of(liaison).post(decide, one).status_code == 302
    offer.refresh_from_db()
    assert offer.places_per_year == 90


def test_a_definition_is_asked_and_decided_by_the_coordinator(
    coordinator: User,
    liaison: User,
    tuxtla: Territory,
    chiapas: Territory,
    state_education: Any,
    make_programme: MakeProgramme,
    client_of: ClientOf,
) -> None:
    programme = make_programme("Becas", institution=state_education)
    ask = reverse("record-link-create", args=[chiapas.path, "programme", programme.pk])
    assert client_of(liaison).get(ask).status_code == 404, "out of reach"
    page = client_of(coordinator).get(reverse("programme", args=[chiapas.path, programme.pk]))
    assert ask in page.content.decode()
    token = token_in(client_of(coordinator).post(ask, asked()))
    grant = Grant.objects.get(kind=GrantKind.RECORD)
    end = reverse("grant-revoke", args=[chiapas.path, grant.pk])
    assert client_of(coordinator).get(end).status_code == 200, "who asked may take it back"
    client, address = come(token)
    client.post(address, typed_from(client, address, purpose="Que sigan en la escuela.", age_from="6"))
    programme.refresh_from_db()
    assert programme.purpose == ""
    below = client_of(liaison)
    listed = below.get(reverse("proposed-changes", args=[tuxtla.path])).content.decode()
    assert "Lo decide la coordinación de" in listed
    assert "Teresa Mora" not in listed, "who answered is named to whoever decides"
    decide = reverse("proposed-change-decide", args=[tuxtla.path, "programme", programme.pk])
    assert below.get(decide).status_code == 403
    above = reverse("proposed-change-decide", args=[chiapas.path, "programme", programme.pk])
    typed = {"seen": "1"}
    for change in ProposedChange.objects.all():
        typed |= decided(change, "accept", document="Reglas 2026")
    assert client_of(coordinator).post(above, typed).status_code == 302
    programme.refresh_from_db()
    assert (programme.purpose, programme.age_from) == ("Que sigan en la escuela.", 6)
    noted = {row.fact: row for row in Programme.objects.get().fact_evidence.all()}
    assert {noted[fact].origin for fact in ("purpose", "age_from", "status")} == {FactOrigin.OWNER}
    assert noted["status"].document == "Reglas 2026", "what was confirmed as recorded is decided together"


def test_counts_of_persons_are_for_the_team_and_queries_stay_few(
    waiting: dict[str, ProposedChange],
    offer: LocalOffer,
    coordinator: User,
    liaison: User,
    client_of: ClientOf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    ProposedChange.objects.create(
        territory=offer.territory, offer=offer, fact="places_used", proposed=3, created_by=liaison
    )
    address = decide_address(offer)
    assert "<dd>3</dd>" in client_of(liaison).get(address).content.decode()
    page = client_of(coordinator).get(address).content.decode()
    assert "<dd>3</dd>" not in page
    assert "el equipo del municipio" in page
    counts, client = [], client_of(liaison)
    for more in (0, 30):
        for _number in range(more):
            ProposedChange.objects.create(
                territory=offer.territory, offer=offer, fact="decided_by", proposed="X", created_by=liaison
            )
        for there in (address, reverse("proposed-changes", args=[offer.territory.path])):
            with django_assert_max_num_queries(25) as asked_of_it:
                client.get(there)
            counts.append(len(asked_of_it))
    assert counts[:2] == counts[2:]


def test_accepted_amounts_settle_the_class_of_the_cost_and_what_confirmed_it(
    offer: LocalOffer, liaison: User, token: str, client_of: ClientOf
) -> None:
    LocalOffer.objects.filter(pk=offer.pk).update(
        unit_cost_mxn=9600,
        marginal_cost_mxn=100,
        marginal_cost="very_low",
        funding_established="no",
        evidence="confirmed",
        evidence_document="Oficio 12",
    )
    client, address = come(token)
    told = {"marginal_cost_mxn": "5000", "places_used": "600", "evidence_document": "Oficio 12"}
    refused = client.post(address, typed_from(client, address, **told, places_available="9"))
    page = refused.content.decode()
    assert (refused.status_code, ProposedChange.objects.count()) == (422, 0)
    assert "52.1 %" in page
    assert "más lugares" in page
    told = {"marginal_cost_mxn": "5000", "marginal_cost": "high", "places_per_year": "30"}
    answer = client.post(address, typed_from(client, address, **told))
    assert answer.status_code in (200, 302), "fewer places than the zones have are a correction too"
    waiting = {change.fact: change for change in ProposedChange.objects.all()}
    assert waiting["places_per_year"].proposed == 30
    amount, kind = waiting["marginal_cost_mxn"], waiting["marginal_cost"]
    liaison_client, decide = client_of(liaison), decide_address(offer)
    ProposedChange.objects.filter(pk=kind.pk).update(proposed="none")
    both = {"seen": "1"} | decided(amount, "accept") | decided(kind, "accept")
    assert liaison_client.post(decide, both).status_code == 422, "half of the cost is not nothing"
    assert liaison_client.post(decide, {"seen": "1"} | decided(amount, "accept")).status_code == 302
    offer.refresh_from_db()
    assert (offer.marginal_cost, offer.marginal_cost_mxn) == ("high", Decimal(5000))
    assert FactEvidence.objects.get(offer=offer, fact="marginal_cost").state == Evidence.CLAIMED
    ProposedChange.objects.filter(pk=waiting["places_per_year"].pk).update(fact="places_used", proposed=600)
    typed = {"seen": str(offer.version)} | decided(waiting["places_per_year"], "accept")
    answer = liaison_client.post(decide, typed)
    assert (answer.status_code, "más lugares" in answer.content.decode()) == (422, True)


def test_who_answered_is_named_to_the_team_of_the_record_alone(
    waiting: dict[str, ProposedChange], offer: LocalOffer, member: User, client_of: ClientOf
) -> None:
    page = client_of(member).get(reverse("programme", args=[offer.territory.path, offer.programme_id]))
    assert "Teresa Mora" not in page.content.decode()
    assert "La última respuesta es del" in page.content.decode()
