"""The second factor: demanded of some, offered to all, each code once, few guesses, and a way back in."""

import re
import time
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache
from django.test import Client, TestCase
from django.urls import reverse
from pytest_django import Settings

from clrisk_site.people.actions.second_factor import reset_second_factor
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.people.permissions import Role
from clrisk_site.people.second_factor import draw_for_phone, has_second_factor
from clrisk_site.places.models import Territory
from tests.cast import ClientOf, confirm_just_now, give_membership, make_user

SET_UP = "/account/second-factor/"


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def obligatory(settings: Settings) -> None:
    settings.SECOND_FACTOR_OBLIGATORY = True


def code_for(secret: str) -> str:
    """The code that a phone with this secret shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def enrol(user: User) -> str:
    """Set the second factor up behind the scenes; return its secret."""
    secret = str(generate_totp_secret())
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def sign_in(user: User) -> Client:
    client = Client()
    typed = {"login": user.email, "password": "una-clave-larga"}
    assert client.post(reverse("account_login"), typed).status_code == 302
    return client


def actions() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.COORDINATOR, Role.ILO_OFFICER])
def test_role_that_sees_much_sets_it_up_first(
    obligatory: None, chiapas: Territory, client_of: ClientOf, role: Role
) -> None:
    user = make_user("Ana")
    give_membership(user, role, chiapas)
    client = client_of(user)
    for path in ("/", "/t/MX.07/", "/account/", "/account/download/"):
        assert client.get(path).headers["Location"] == SET_UP
    assert client.post("/account/edit/", {"name": "Eva"}).headers["Location"] == SET_UP
    assert client.get(SET_UP).status_code == 200
    assert client.get("/help/").status_code == 200
    assert client.post(reverse("account_logout")).status_code == 302


def test_others_are_offered_it(obligatory: None, liaison: User, client_of: ClientOf) -> None:
    client = client_of(liaison)
    assert client.get("/t/MX.07.101/").status_code == 200
    assert SET_UP in client.get("/account/").content.decode()


def test_demonstration_demands_none_and_says_so(
    settings: Settings, coordinator: User, client_of: ClientOf
) -> None:
    settings.SECOND_FACTOR_OBLIGATORY = False
    page = client_of(coordinator).get("/account/", headers={"accept-language": "en"}).content.decode()
    assert "its passwords are public" in page


def set_up(client: Client) -> str:
    """Set it up through the pages; return the secret."""
    page = client.get(SET_UP).content.decode()
    shown = re.search(r'c-letter-sheet__link">([A-Z2-7 ]+)<', page)
    assert shown
    secret = shown.group(1).replace(" ", "")
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post(SET_UP, {"code": code_for(secret)})
    assert answer.headers["Location"] == "/account/recovery-codes/"
    return secret


def test_setting_up_gives_ten_codes_and_lets_in(
    obligatory: None, coordinator: User, client_of: ClientOf
) -> None:
    client = client_of(coordinator)
    set_up(client)
    page = client.get("/account/recovery-codes/").content.decode()
    assert len(set(re.findall(r"<li>(\d{8})</li>", page))) == 10
    assert client.get("/account/").status_code == 200
    assert "second-factor.add" in actions()


def test_wrong_first_code_keeps_the_secret(liaison: User, client_of: ClientOf) -> None:
    client = client_of(liaison)
    client.get(SET_UP)
    secret = client.session["mfa.totp.secret"]
    answer = client.post(SET_UP, {"code": "000000"})
    assert answer.status_code == 422
    assert client.session["mfa.totp.secret"] == secret
    assert not has_second_factor(liaison)


def test_opening_the_page_again_keeps_the_secret(liaison: User, client_of: ClientOf) -> None:
    client = client_of(liaison)
    client.get(SET_UP)
    scanned = client.session["mfa.totp.secret"]
    assert set_up(client) == scanned
    client.post("/account/second-factor/remove/")
    client.get(SET_UP)
    assert client.session["mfa.totp.secret"] != scanned


def test_code_that_set_it_up_does_not_sign_in(liaison: User, client_of: ClientOf) -> None:
    client = client_of(liaison)
    client.get(SET_UP)
    code = code_for(client.session["mfa.totp.secret"])
    client.post(SET_UP, {"code": code})
    other = sign_in(liaison)
    other.post("/accounts/login/code/", {"code": code})
    assert "_auth_user_id" not in other.session


def test_answers_fit_the_kind_of_code(liaison: User) -> None:
    enrol(liaison)
    client = sign_in(liaison)
    page = client.get("/accounts/login/code/").content.decode()
    assert re.search(r"<label[^>]*>\s*Código\s*<", page)
    of_the_app = client.post("/accounts/login/code/", {"code": "000000"}).content.decode()
    recovery = client.post("/accounts/login/code/", {"code": "0000 0000"}).content.decode()
    assert "medio minuto" in of_the_app
    assert "medio minuto" not in recovery
    assert "código de recuperación no es correcto o ya se usó" in recovery


def test_picture_has_no_style_and_no_foreign_address(liaison: User, client_of: ClientOf) -> None:
    drawing = draw_for_phone("otpauth://totp/ana%40example.org?secret=ABC&issuer=CLRISK")
    assert "style" not in drawing
    assert drawing.count("http") == 1  # the name space
    page = client_of(liaison).get(SET_UP, headers={"host": "localhost"}).content.decode()
    assert "style=" not in page


def test_setting_up_asks_for_a_fresh_password(liaison: User, client_of: ClientOf) -> None:
    client = client_of(liaison)
    confirm_just_now(client, liaison, seconds_ago=301)
    assert client.get(SET_UP).headers["Location"] == "/account/confirm/?next=%2Faccount%2Fsecond-factor%2F"


def test_password_alone_does_not_sign_in(liaison: User) -> None:
    secret = enrol(liaison)
    client = sign_in(liaison)
    assert "_auth_user_id" not in client.session
    assert client.get("/account/").headers["Location"].startswith("/accounts/login/")
    assert client.get("/accounts/login/code/").status_code == 200
    answer = client.post("/accounts/login/code/", {"code": code_for(secret)})
    assert (answer.status_code, client.session["_auth_user_id"]) == (302, str(liaison.pk))
    assert "sign-in.succeed" in actions()


def test_code_works_once(liaison: User) -> None:
    code = code_for(enrol(liaison))
    sign_in(liaison).post("/accounts/login/code/", {"code": code})
    second = sign_in(liaison)
    second.post("/accounts/login/code/", {"code": code})
    assert "_auth_user_id" not in second.session


def test_recovery_code_works_once_and_is_noted(liaison: User) -> None:
    enrol(liaison)
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    first, second = sign_in(liaison), sign_in(liaison)
    first.post("/accounts/login/code/", {"code": code})
    second.post("/accounts/login/code/", {"code": code})
    assert "_auth_user_id" in first.session
    assert "_auth_user_id" not in second.session
    assert "second-factor.recovery" in actions()


def test_sixth_wrong_code_is_not_looked_at(liaison: User) -> None:
    secret = enrol(liaison)
    client = sign_in(liaison)
    answers = [client.post("/accounts/login/code/", {"code": "000000"}).status_code for _guess in range(5)]
    assert answers == [200] * 5
    assert client.post("/accounts/login/code/", {"code": code_for(secret)}).status_code == 429
    assert "_auth_user_id" not in client.session
    assert actions().count("second-factor.fail") == 5


def test_link_for_a_new_password_does_not_pass_it_by(liaison: User, client: Client) -> None:
    from clrisk_site.people.actions.access_links import issue_link
    from clrisk_site.people.models import LinkPurpose

    enrol(liaison)
    issued = issue_link(user=liaison, purpose=LinkPurpose.RESET, by=None)
    typed = {"password1": "tres-ceibas-y-un-rio", "password2": "tres-ceibas-y-un-rio"}
    answer = client.post(reverse("access-link", kwargs={"token": issued.token}), typed)
    assert answer.headers["Location"] == "/accounts/login/code/"
    assert "_auth_user_id" not in client.session


def test_change_ends_sessions_on_other_computers(liaison: User, client_of: ClientOf) -> None:
    other, here = sign_in(liaison), sign_in(liaison)
    assert other.get("/account/").status_code == 200
    set_up(here)
    assert here.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302


def test_removing_and_renewing(liaison: User, client_of: ClientOf) -> None:
    client = client_of(liaison)
    set_up(client)
    before = set(Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes())
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert client.post("/account/recovery-codes/new/").status_code == 302
    assert not before & set(Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes())
    assert client.get("/account/second-factor/remove/").status_code == 200
    assert Authenticator.objects.exists()
    assert client.post("/account/second-factor/remove/").headers["Location"] == "/account/"
    assert not Authenticator.objects.exists()
    assert {"second-factor.new-codes", "second-factor.remove"} <= set(actions())


def test_page_without_codes_asks_to_make_new_ones(liaison: User, client_of: ClientOf) -> None:
    enrol(liaison)
    codes = Authenticator.objects.get(type="recovery_codes").wrap()
    for code in codes.get_unused_codes():
        assert codes.validate_code(code)
    page = client_of(liaison).get("/account/recovery-codes/").content.decode()
    assert "No queda ningún código" in page
    assert "Imprima esta página" not in page


def test_obliged_cannot_remove_it(obligatory: None, coordinator: User, client_of: ClientOf) -> None:
    enrol(coordinator)
    client = client_of(coordinator)
    assert client.post("/account/second-factor/remove/").headers["Location"] == "/account/"
    assert has_second_factor(coordinator)


@pytest.mark.parametrize("path", ["/account/second-factor/remove/", "/account/recovery-codes/"])
def test_who_has_none_is_sent_to_the_account(liaison: User, client_of: ClientOf, path: str) -> None:
    assert client_of(liaison).get(path).headers["Location"] == "/account/"


def test_administrator_resets_a_lost_device(liaison: User, coordinator: User, tuxtla: Territory) -> None:
    secret = enrol(liaison)
    client = sign_in(liaison)
    client.post("/accounts/login/code/", {"code": code_for(secret)})
    assert reset_second_factor(user=liaison, by=coordinator, territory=tuxtla)
    assert not Authenticator.objects.filter(user=liaison).exists()
    assert client.get("/account/").status_code == 302
    noted = AuditEntry.objects.get(action="second-factor.reset")
    assert (noted.by, noted.territory) == (coordinator, tuxtla)
    assert not reset_second_factor(user=liaison, by=coordinator, territory=tuxtla)


@pytest.fixture
def administrator(chiapas: Territory) -> User:
    user = make_user("Administrator")
    give_membership(user, Role.ADMINISTRATOR, chiapas)
    return user


def reset_page(user: User, path: str = "MX.07.101") -> str:
    return f"/t/{path}/people/{user.pk}/second-factor/"


def test_administrator_resets_it_on_the_person_s_page(
    liaison: User, administrator: User, client_of: ClientOf
) -> None:
    enrol(liaison)
    client = client_of(administrator)
    assert reset_page(liaison) in client.get(f"/t/MX.07.101/people/{liaison.pk}/").content.decode()
    assert client.post(reset_page(liaison)).status_code == 302
    assert not has_second_factor(liaison)
    assert client.post(reset_page(liaison)).status_code == 302
    assert actions().count("second-factor.reset") == 1


def test_reset_asks_for_a_fresh_password(liaison: User, administrator: User, client_of: ClientOf) -> None:
    enrol(liaison)
    client = client_of(administrator)
    confirm_just_now(client, administrator, seconds_ago=301)
    assert client.post(reset_page(liaison)).headers["Location"].startswith("/account/confirm/")
    assert has_second_factor(liaison)


def test_nobody_resets_who_stands_above_or_elsewhere(
    liaison: User, administrator: User, stranger: User, analyst: User, client_of: ClientOf
) -> None:
    enrol(liaison)
    assert client_of(stranger).post(reset_page(liaison)).status_code == 404
    assert client_of(analyst).post(reset_page(liaison)).status_code == 403
    enrol(administrator)
    assert client_of(administrator).post(reset_page(administrator, "MX.07")).status_code == 403
    assert client_of(administrator).post("/t/MX.07.101/people/999999/second-factor/").status_code == 404
    answer = client_of(administrator).get(reset_page(liaison))
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "Esta dirección solo recibe lo que envía un botón" in answer.content.decode()
    assert has_second_factor(liaison)
    assert has_second_factor(administrator)
