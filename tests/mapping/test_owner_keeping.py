"""What an owner types by record link is kept, whatever becomes of link, browser or record."""

import pytest
from django.core.cache import cache
from django.test import Client

from clrisk_site.people.actions.access_links import withdraw_link
from clrisk_site.people.models import AccessLink, Draft, User
from mapping.models import LocalOffer, OfferCoverage, Programme
from tests.cast import ClientOf
from tests.mapping.owner_visit import come, typed_from

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_attempts_yet() -> None:
    cache.clear()  # where refused links are counted


def test_a_record_that_is_gone_answers_410(token: str, offer: LocalOffer) -> None:
    client, address = come(token)
    OfferCoverage.objects.all().delete()
    LocalOffer.objects.all().delete()
    Programme.objects.all().delete()
    assert client.get(address).status_code == 410


def test_what_the_owner_types_is_kept_and_can_be_dropped(token: str, offer: LocalOffer) -> None:
    client, address = come(token)
    typed = typed_from(client, address, places_per_year="77")
    answer = client.post("/drafts/keep/", typed, headers={"accept": "text/plain"})
    assert (answer.status_code, "borrador" in answer.content.decode()) == (200, True)
    page = client.get(address).content.decode()
    assert 'value="77"' in page
    assert "data-idle" not in page  # nobody is signed in, so nothing warns of the end of a session
    again = typed_from(client, address)
    assert client.post("/drafts/discard/", again).headers["Location"] == address
    assert not Draft.objects.exists()
    offer.refresh_from_db()
    assert offer.places_per_year == 60


def test_ticket_of_an_owner_opens_nothing_that_asks_for_a_sign_in(token: str) -> None:
    client, address = come(token)
    typed = typed_from(client, address)
    assert client.post("/account/sessions/end/", typed).status_code == 302
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("plain", [True, False])
def test_owner_whose_browser_forgot_the_link_reads_that_the_text_is_kept(token: str, *, plain: bool) -> None:
    client, address = come(token)
    typed = typed_from(client, address, places_per_year="77")
    stranger = Client()
    if plain:
        answer = stranger.post("/drafts/keep/", typed, headers={"accept": "text/plain"})
        assert answer.status_code == 401
        assert "su carta" in answer.content.decode()
    else:
        answer = stranger.post(address, typed)
        assert answer.status_code == 410
        assert "Lo que escribió se guardó como borrador" in answer.content.decode()
        assert "77" in answer.content.decode()
    assert 'value="77"' in come(token)[0].get(address).content.decode()


def test_owner_whose_link_was_taken_back_reads_what_was_typed(token: str, liaison: User) -> None:
    client, address = come(token)
    typed = typed_from(client, address, places_per_year="77")
    withdraw_link(AccessLink.objects.get(), by=liaison)
    answer = client.post(address, typed)
    assert answer.status_code == 410
    assert '<dd dir="auto">77</dd>' in answer.content.decode()
    told = client.post("/drafts/keep/", typed, headers={"accept": "text/plain"})
    assert told.status_code == 410
    assert "El enlace terminó" in told.content.decode()
    assert not Draft.objects.exists()


def test_owner_in_the_browser_of_somebody_who_is_signed_in_keeps_drafts_of_their_own(
    token: str, liaison: User, client_of: ClientOf
) -> None:
    client = client_of(liaison)
    address = client.get(f"/access/record/{token}/").headers["Location"]
    typed = typed_from(client, address, places_per_year="77")
    answer = client.post("/drafts/keep/", typed, headers={"accept": "text/plain"})
    assert (answer.status_code, "borrador" in answer.content.decode()) == (200, True)
    assert Draft.objects.get().user.email == "teresa@example.org"


@pytest.mark.parametrize("taken_back", [False, True])
def test_owner_without_cookies_is_led_to_the_letter_while_the_link_holds(
    token: str, liaison: User, *, taken_back: bool
) -> None:
    client, address = come(token)
    typed = typed_from(client, address, places_per_year="77")
    if taken_back:
        withdraw_link(AccessLink.objects.get(), by=liaison)
    answer = Client(enforce_csrf_checks=True).post(address, typed)
    assert answer.status_code == 403
    page = answer.content.decode()
    assert ("Este navegador perdió sus cookies" in page) is not taken_back
    assert ("Abra otra vez la dirección de su carta" in page) is not taken_back
    assert "/accounts/login/" not in page
