"""A site begins with one link, printed on the command line; a second administrator must be asked for."""

import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from clrisk_site.people.access import may
from clrisk_site.people.models import AccessLink, AuditEntry, Grant, User
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory


def first(*more: str, email: str = "ana@example.org", territory: str = "MX") -> str:
    """Run the command and return what it prints."""
    out = io.StringIO()
    call_command("first_administrator", email, "--name", "Ana", "--territory", territory, *more, stdout=out)
    return out.getvalue()


def path_in(printed: str) -> str:
    found = re.search(r"http://localhost:8000(/access/\S+/)", printed)
    assert found
    return found.group(1)


def test_link_brings_the_administrator_in(tuxtla: Territory, client: Client) -> None:
    path = path_in(first())
    typed = {"password1": "tres-ceibas-y-un-rio", "password2": "tres-ceibas-y-un-rio"}
    assert client.post(path, typed).status_code == 302
    user = User.objects.get()
    assert client.session["_auth_user_id"] == str(user.pk)
    assert may(user, Permission.MANAGE_PEOPLE, tuxtla)
    told = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"grant.create", "access-link.issue", "access-link.use"} <= told


def test_second_one_must_be_asked_for(tuxtla: Territory) -> None:
    first()
    with pytest.raises(CommandError, match="--another"):
        first(email="eva@example.org")
    assert User.objects.count() == 1
    first("--another", email="eva@example.org")
    assert Grant.objects.count() == 2


def test_lost_link_is_renewed(tuxtla: Territory, client: Client) -> None:
    lost = path_in(first())
    new = path_in(first("--another"))
    assert client.get(lost).status_code == 410
    assert client.get(new).status_code == 200
    assert (User.objects.count(), Grant.objects.count(), AccessLink.objects.count()) == (1, 1, 2)


def test_administrator_with_a_password_gets_a_reset(tuxtla: Territory) -> None:
    first()
    user = User.objects.get()
    user.set_password("tres-ceibas-y-un-rio")
    user.save()
    first("--another")
    assert AccessLink.objects.latest("pk").purpose == "reset"


@pytest.mark.parametrize(
    ("email", "territory"), [("ana@example.org", "99999"), ("no address", "MX")], ids=["place", "address"]
)
def test_bad_input_is_refused_in_words_and_leaves_nothing(
    tuxtla: Territory, email: str, territory: str
) -> None:
    with pytest.raises(CommandError):
        first(email=email, territory=territory)
    assert not User.objects.exists()
    assert not Grant.objects.exists()
