"""An emptied audit, whole or of one place, is a fault as long as people, grants or records are left."""

import io
import json
from contextlib import suppress
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from clrisk_site.people import audit
from clrisk_site.people.actions.sign_chains import sign_moved_chains
from clrisk_site.people.append_only import lifted
from clrisk_site.people.models import AuditChain, AuditCheckpoint, AuditEntry, Grant, User
from clrisk_site.people.queries.audit_emptied import emptied_chains
from clrisk_site.people.writing import create_record
from clrisk_site.places.models import Territory
from mapping.models import GovernmentLevel, Institution


def _verify(**options: Any) -> list[tuple[str, str]]:
    """Path and kind of each fault that the command tells."""
    out = io.StringIO()
    with suppress(SystemExit):
        call_command("verify_audit", format="json", stdout=out, **options)
    return [(found["territory"], found["kind"]) for found in json.loads(out.getvalue())["breaks"]]


def _empty(**chain: str) -> None:
    with lifted():
        for model in (AuditCheckpoint, AuditEntry):
            model._default_manager.filter(
                **{f"chain__{name}": value for name, value in chain.items()}
            ).delete()
        AuditChain.objects.filter(**chain).delete()


@pytest.fixture
def noted(tuxtla: Territory, liaison: User) -> Grant:
    """The liaison's grant, noted as the site does, and a sign-in."""
    grant = Grant.objects.get(user=liaison)
    audit.note(by=None, territory=tuxtla, action="grant.create", subject=grant)
    audit.note(by=liaison, territory=None, action="sign-in.succeed", subject=liaison)
    User.objects.filter(pk=liaison.pk).update(last_login=timezone.now())
    sign_moved_chains()
    return grant


def test_a_whole_audit_has_no_fault(noted: Grant) -> None:
    assert _verify() == []


def test_an_emptied_audit_is_a_fault(noted: Grant) -> None:
    _empty()
    assert _verify() == [("MX.07.101", "emptied"), ("", "emptied")]
    assert [one.path for one in sign_moved_chains().breaks] == ["MX.07.101", ""]


def test_a_chain_that_was_set_back_to_its_beginning_is_a_fault(noted: Grant) -> None:
    _empty()
    AuditChain.objects.create(path="MX.07.101")
    assert ("MX.07.101", "emptied") in _verify()


def test_the_chain_of_one_place_is_missed_though_it_was_never_signed(
    noted: Grant, tapachula: Territory, stranger: User
) -> None:
    new = Institution(territory=tapachula, name="DIF", level=GovernmentLevel.MUNICIPAL)
    create_record(new, by=stranger)
    assert _verify() == []
    Grant.objects.filter(user=stranger).delete()
    _empty(path=tapachula.path)
    assert _verify() == [("MX.07.089", "emptied")], "the record is left"
    assert _verify(territory="MX.07.089") == [("MX.07.089", "emptied")]
    assert _verify(territory="MX.07.101") == []


def test_a_removed_chain_is_told_when_its_place_is_asked_for(noted: Grant) -> None:
    _empty(path="MX.07.101")
    assert _verify(territory="MX.07.101") == [("MX.07.101", "chain_gone"), ("MX.07.101", "emptied")]


def test_the_chain_of_the_site_is_missed_by_those_who_signed_in(noted: Grant) -> None:
    _empty(path="")
    assert _verify() == [("", "emptied")]


def test_people_without_an_audit_are_a_fault_and_an_empty_site_is_none(tuxtla: Territory) -> None:
    assert list(emptied_chains()) == []
    User.objects.create_user("a@example.org", name="A")
    assert _verify() == [("", "emptied")]
