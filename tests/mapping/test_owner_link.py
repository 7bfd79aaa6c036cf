"""The owner of a programme comes by link: one offer, what is asked of it, and nothing else of the site."""

import datetime as dt
import logging

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clrisk_site.people.actions.access_links import withdraw_link
from clrisk_site.people.models import AccessLink, AuditEntry, Draft, Grant, GrantKind, Submission, User
from clrisk_site.places.models import Territory
from mapping.forms.owner_offer import OwnerOfferForm
from mapping.models import LocalOffer, OfferCoverage
from tests.cast import ClientOf
from tests.mapping.conftest import MakeOffer, MakeProgramme
from tests.mapping.owner_visit import asked, come, token_in, typed_from

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_attempts_yet() -> None:
    cache.clear()  # where refused links are counted


def test_liaison_asks_and_gets_the_link(token: str, liaison: User, offer: LocalOffer) -> None:
    grant = Grant.objects.get(kind=GrantKind.RECORD)
    assert (grant.subject, grant.territory, grant.granted_by) == (offer, offer.territory, liaison)
    assert grant.ends == timezone.localdate() + dt.timedelta(days=20)
    link = AccessLink.objects.get()
    assert token not in link.token_hash
    assert timezone.localtime(link.expires_at).date() == grant.ends + dt.timedelta(days=1)


def test_owner_sees_what_is_asked_and_sends_it(token: str, offer: LocalOffer) -> None:
    client, address = come(token)
    assert token not in address
    page = client.get(address)
    assert page.status_code == 200
    assert "Estancias" in page.content.decode()
    typed = typed_from(client, address, places_per_year="75", decided_by="Dirección del DIF")
    assert client.post(address, typed).headers["Location"] == address
    offer.refresh_from_db()
    assert (offer.places_per_year, offer.decided_by, offer.version) == (60, "", 1), "nothing is decided yet"
    assert OfferCoverage.objects.get(offer=offer).places == 40
    owner = User.objects.get(email="teresa@example.org")
    said = AuditEntry.objects.filter(by=owner).values_list("action", flat=True)
    assert set(said) == {"localoffer.answer"}
    again = client.get(address).content.decode()
    assert "Gracias, Teresa Mora" in again
    assert 'value="75"' in again, "what was sent stands in the form until it is decided"


def test_the_second_writer_sees_both_texts(token: str, offer: LocalOffer) -> None:
    client, address = come(token)
    typed = typed_from(client, address, decided_by="Mi texto")
    LocalOffer.objects.filter(pk=offer.pk).update(version=2, decided_by="Otro texto")
    answer = client.post(address, typed)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Mi texto" in page
    assert "sobre el otro" not in page, "by link nothing is saved over anything"
    assert "Enviar mi texto corregido" in page


@pytest.mark.parametrize("more", [{"places_per_year": "-1"}, {"evidence_document": ""}])
def test_bad_input_changes_nothing(token: str, offer: LocalOffer, more: dict[str, str]) -> None:
    client, address = come(token)
    assert client.post(address, typed_from(client, address, **more)).status_code == 422
    offer.refresh_from_db()
    assert offer.version == 1


def test_fields_that_are_not_asked_stay(token: str, offer: LocalOffer, tapachula: Territory) -> None:
    client, address = come(token)
    extra = {
        "year": "1999",
        "budget_approved_mxn": "1",
        "illustrative": "on",
        "territory": str(tapachula.pk),
        "programme": "999",
        f"places_{offer.zones.get().pk}": "1",
        "goal": "5",
    }
    client.post(address, typed_from(client, address, **extra))
    stored = LocalOffer.objects.get(pk=offer.pk)
    assert (stored.year, stored.territory, stored.goal) == (offer.year, offer.territory, offer.goal)
    assert (stored.illustrative, stored.budget_approved_mxn) == (offer.illustrative, None)
    assert stored.coverage.get().places == 40
    assert not {"year", "illustrative", "budget_approved_mxn"} & OwnerOfferForm.base_fields.keys()


def test_the_link_opens_nothing_else(token: str, offer: LocalOffer) -> None:
    client, _address = come(token)
    path = offer.territory.path
    for name in ("programmes", "people", "mapping", "place-home", "data"):
        assert client.get(reverse(name, args=[path])).status_code == 302, name
    assert client.get("/").status_code == 302
    assert client.get("/account/").status_code == 302
    edit = reverse("offer-edit", args=[path, offer.pk])
    assert client.post(edit, {"version": 1}).status_code == 302


def test_the_link_of_one_record_opens_no_other(
    token: str,
    offer: LocalOffer,
    liaison: User,
    make_programme: MakeProgramme,
    make_offer: MakeOffer,
    client_of: ClientOf,
) -> None:
    other = make_offer(make_programme("Becas"))
    ask = reverse("record-link-create", args=[other.territory.path, "local-offer", other.pk])
    second = token_in(client_of(liaison).post(ask, asked(email="otro@example.org")))
    client, mine = come(token)
    _other_client, theirs = come(second)
    assert mine != theirs
    assert client.get(mine).status_code == 200
    assert client.get(theirs).status_code == 410
    assert client.post(theirs, {"version": 1}).status_code == 410
    assert Client().get(mine).status_code == 410, "the number alone opens nothing"
    assert Client().get("/access/records/999999/").status_code == 410


@pytest.mark.parametrize("end", ["withdrawn", "grant", "expired", "closed", "over"])
def test_a_link_that_ended_answers_410_also_where_it_stands_open(
    token: str, liaison: User, offer: LocalOffer, client_of: ClientOf, end: str
) -> None:
    client, address = come(token)
    grant, link = Grant.objects.get(kind=GrantKind.RECORD), AccessLink.objects.get()
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    if end == "withdrawn":
        withdraw_link(link, by=liaison)
    elif end == "grant":
        end_it = reverse("grant-revoke", args=[offer.territory.path, grant.pk])
        assert client_of(liaison).post(end_it).status_code == 302
    elif end == "expired":
        AccessLink.objects.update(expires_at=timezone.now())
    elif end == "closed":
        User.objects.filter(pk=grant.user_id).update(is_active=False)
    else:
        Grant.objects.filter(pk=grant.pk).update(starts=yesterday, ends=yesterday)
    assert client.get(address).status_code == 410
    assert client.post(address, {"version": "1", "decided_by": "X"}).status_code == 410
    fresh = Client().get(f"/access/record/{token}/")
    assert fresh.status_code == 410
    assert "Este enlace no abre" in fresh.content.decode()
    offer.refresh_from_db()
    assert offer.version == 1


def test_a_token_that_was_never_given_is_refused_and_soon_asked_to_wait(offer: LocalOffer) -> None:
    statuses = [Client().get(f"/access/record/{'x' * 43}{number}/").status_code for number in range(40)]
    assert statuses[0] == 410
    assert statuses[-1] == 429


def test_a_link_for_a_password_opens_no_record_and_the_other_way_round(
    token: str, liaison: User, authority: User, offer: LocalOffer
) -> None:
    from clrisk_site.people.actions.access_links import issue_link

    reset = issue_link(user=authority, purpose="reset", by=liaison)  # type: ignore[arg-type]  # as stored
    assert Client().get(f"/access/record/{reset.token}/").status_code == 410
    assert Client().get(f"/access/{token}/").status_code == 410


def test_the_token_stands_in_no_log_no_draft_no_referer_and_no_page(
    token: str, offer: LocalOffer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client = Client()
    first = client.get(f"/access/record/{token}/")
    assert first.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in first.headers["Cache-Control"]
    address = first.headers["Location"]
    page = client.get(address)
    # Where a form is sent from, browsers must name the origin, or the protection against forgery refuses it.
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert token not in page.content.decode()
    client.post(address, typed_from(client, address, places_per_year="-1"))
    client.post(address, typed_from(client, address))
    assert token not in caplog.text
    kept = [*Draft.objects.values(), *Submission.objects.values(), *AuditEntry.objects.values()]
    assert token not in str(kept) + str(dict(client.session))


def test_nobody_is_signed_in_by_a_record_link(token: str) -> None:
    client, address = come(token)
    client.get(address)
    assert "_auth_user_id" not in client.session
    assert "salir" not in client.get(address).content.decode()


def test_asking_again_gives_a_new_link_to_the_same_grant(
    token: str, liaison: User, ask_address: str, offer: LocalOffer, client_of: ClientOf
) -> None:
    client = client_of(liaison)
    second = token_in(client.post(ask_address, asked()))
    assert Grant.objects.filter(kind=GrantKind.RECORD).count() == 1
    assert Client().get(f"/access/record/{token}/").status_code == 410
    assert Client().get(f"/access/record/{second}/").status_code == 302
    grant = Grant.objects.get(kind=GrantKind.RECORD)
    third = token_in(client.post(reverse("grant-link", args=[offer.territory.path, grant.pk])))
    assert Client().get(f"/access/record/{third}/").status_code == 302


def test_no_link_leads_to_a_record_that_is_gone(
    token: str, liaison: User, offer: LocalOffer, client_of: ClientOf
) -> None:
    grant = Grant.objects.get(kind=GrantKind.RECORD)
    LocalOffer.objects.filter(pk=offer.pk).delete()
    answer = client_of(liaison).post(reverse("grant-link", args=[offer.territory.path, grant.pk]))
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "more",
    [
        {"ends": "ayer"},
        {"ends": "31/12/2099"},
        {"ends": "01/01/2020"},
        {"email": "liaison@example.org"},
        {"name": ""},
    ],
)
def test_asking_wrongly_changes_nothing(
    liaison: User, ask_address: str, client_of: ClientOf, more: dict[str, str]
) -> None:
    assert client_of(liaison).post(ask_address, asked(**more)).status_code == 422
    assert not AccessLink.objects.exists()
    assert not Grant.objects.filter(kind=GrantKind.RECORD).exists()
    assert not User.objects.filter(email="teresa@example.org").exists()


def test_day_that_is_over_is_not_called_a_mandate(
    liaison: User, ask_address: str, client_of: ClientOf
) -> None:
    page = client_of(liaison).post(ask_address, asked(ends="01/01/2020")).content.decode()
    assert "Ese día ya pasó. Elija el día de hoy o uno posterior." in page
    assert "mandato" not in page


def test_who_may_ask(
    liaison: User,
    analyst: User,
    member: User,
    stranger: User,
    offer: LocalOffer,
    ask_address: str,
    client_of: ClientOf,
) -> None:
    assert client_of(stranger).post(ask_address, asked()).status_code == 404
    for user in (analyst, member):
        assert client_of(user).post(ask_address, asked()).status_code == 403
    path, client = offer.territory.path, client_of(liaison)
    assert client.get(reverse("record-link-create", args=[path, "nothing", offer.pk])).status_code == 404
    assert client.get(reverse("record-link-create", args=[path, "local-offer", 999999])).status_code == 404
    assert client.put(ask_address).status_code == 405
    assert Client().post("/access/record/x/").status_code == 405
    foreign = reverse("record-link-create", args=["MX.07.089", "local-offer", offer.pk])
    assert client_of(stranger).post(foreign, asked()).status_code == 404
    assert not AccessLink.objects.exists()
