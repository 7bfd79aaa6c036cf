"""`verify_audit` finds every tampering: 100 of 100 random ones, and none where there was none."""

import io
import json
import random
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import F
from pytest_django import Settings

from clrisk_site.people import audit
from clrisk_site.people.actions.sign_chains import sign_chain, sign_moved_chains
from clrisk_site.people.append_only import lifted
from clrisk_site.people.models import AuditChain, AuditCheckpoint, AuditEntry, User
from clrisk_site.people.queries.audit_breaks import BreakKind, all_breaks
from clrisk_site.people.signing import public_key
from clrisk_site.places.models import Territory
from tests.people import tampering

ENTRIES = 24


@pytest.fixture
def chains(tuxtla: Territory, tapachula: Territory, liaison: User, stranger: User) -> AuditChain:
    """Two territories and the site, signed in the middle and at the end; returns Tuxtla's chain."""
    for turn in range(ENTRIES):
        for place, by in ((tuxtla, liaison), (tapachula, stranger)):
            changes = {"turn": [turn, turn + 0.5], "name": [None, f"Estancia {turn}"]}
            audit.note(by=by, territory=place, action="zone.change", subject=place, changes=changes)
        if turn == ENTRIES // 2:
            sign_moved_chains()
    audit.note(by=None, territory=None, action="x.change")
    sign_moved_chains()
    return AuditChain.objects.get(path=tuxtla.path)


def test_untouched_chains_hold(chains: AuditChain) -> None:
    assert list(all_breaks()) == []


def test_any_of_a_hundred_random_tamperings_is_found(chains: AuditChain) -> None:
    missed = []
    for turn in range(100):
        kind = tampering.KINDS[turn % len(tampering.KINDS)]
        with transaction.atomic():
            with lifted():
                kind(random.Random(turn), AuditChain.objects.get(path=chains.path))
            found = {one.path for one in all_breaks()}
            transaction.set_rollback(True)
        if chains.path not in found:
            missed.append((turn, kind.__name__))
    assert missed == []
    assert list(all_breaks()) == [], "undone, nothing is found"


def test_lifting_the_refusal_and_changing_nothing_is_no_tampering(chains: AuditChain) -> None:
    with lifted():
        AuditEntry.objects.update(action=F("action"))
    assert list(all_breaks()) == []


def test_a_fault_names_place_number_and_what(chains: AuditChain) -> None:
    with lifted():
        AuditEntry.objects.filter(chain=chains, number=7).update(subject_label="otra")
        AuditEntry.objects.filter(chain=chains, number__in=[12, 13]).delete()
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("verify_audit", stdout=out)
    assert ended.value.code == 1
    lines = out.getvalue().splitlines()
    assert "Tuxtla Gutiérrez (MX.07.101)" in lines[0]
    assert " 7: " in lines[0]
    assert "12" in lines[1]
    assert "13" in lines[1]
    assert lines[-1].startswith("3 ")


def test_one_territory_can_be_checked_alone_and_read_by_a_program(
    chains: AuditChain, tapachula: Territory
) -> None:
    with lifted():
        AuditEntry.objects.filter(chain=chains, number=7).update(subject_label="otra")
    out = io.StringIO()
    call_command("verify_audit", territory=tapachula.path, stdout=out)
    with pytest.raises(SystemExit):
        call_command("verify_audit", territory="MX.07.101", format="json", stdout=(told := io.StringIO()))
    (found,) = json.loads(told.getvalue())["breaks"]
    assert (found["territory"], found["number"], found["kind"]) == ("MX.07.101", 7, "altered")


def test_an_unknown_territory_is_told_apart_from_a_fault(tuxtla: Territory) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("verify_audit", territory="XX.1")
    assert refused.value.returncode == 2


def test_what_was_tampered_with_is_not_signed(chains: AuditChain, liaison: User, tuxtla: Territory) -> None:
    audit.note(by=liaison, territory=tuxtla, action="zone.change")
    audit.note(by=liaison, territory=tuxtla, action="zone.change")
    with lifted():
        AuditEntry.objects.filter(chain=chains, number=chains.length + 1).update(action="zone.create")
    before = AuditCheckpoint.objects.filter(chain=chains).count()
    point, found = sign_chain(chains.path)
    assert point is None
    assert [one.kind for one in found] == [BreakKind.ALTERED]
    assert AuditCheckpoint.objects.filter(chain=chains).count() == before


def test_signing_twice_signs_once(chains: AuditChain) -> None:
    assert sign_moved_chains().made == []


def test_another_key_cannot_sign_for_this_site(chains: AuditChain, settings: Settings) -> None:
    settings.AUDIT_KEY = "the key of somebody else, who rewrote the chain"
    with lifted():
        tampering.rewrite(random.Random(1), chains)
        AuditCheckpoint.objects.filter(chain=chains).delete()
        AuditChain.objects.filter(pk=chains.pk).update(signed_number=0)
    assert sign_chain(chains.path)[0]
    settings.AUDIT_KEY = ""
    assert BreakKind.UNKNOWN_KEY in {one.kind for one in all_breaks()}


def test_a_new_key_leaves_old_checkpoints_readable(chains: AuditChain, settings: Settings) -> None:
    old = public_key()
    settings.AUDIT_KEY = "a new key after the old one was given up"
    assert {one.kind for one in all_breaks()} == {BreakKind.UNKNOWN_KEY}
    settings.AUDIT_OLD_KEYS = [old]
    assert list(all_breaks()) == []


def test_unreadable_content_does_not_end_the_check(chains: AuditChain) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps no text where a time belongs")
    with lifted(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_auditentry SET at = '2026-99-99 10:00' WHERE chain_id = %s AND number = 5",
            [chains.pk],
        )
    kinds = [(one.number, one.kind) for one in all_breaks()]
    assert kinds == [(5, BreakKind.UNREADABLE)]


@pytest.mark.parametrize("path", ["", "MX.07.089", "MX.07.101"])
def test_the_newest_checkpoint_of_no_chain_can_vanish(chains: AuditChain, path: str) -> None:
    chain = AuditChain.objects.get(path=path)
    number = chain.signed_number
    with lifted():
        AuditCheckpoint.objects.filter(chain=chain, number=number).delete()
    assert (path, number, BreakKind.CHECKPOINT_GONE) in {
        (one.path, one.number, one.kind) for one in all_breaks()
    }
    point, found = sign_chain(path)
    assert point is None, "what is not whole is not signed anew"
    assert found


def test_a_checkpoint_that_no_nightly_run_has_named_yet_cannot_vanish(
    chains: AuditChain, tuxtla: Territory
) -> None:
    audit.note(by=None, territory=tuxtla, action="x.change")
    point, _found = sign_chain(tuxtla.path)  # as a freezing does
    assert point is not None
    assert list(all_breaks()) == []
    with lifted():
        point.delete()
    assert [one.kind for one in all_breaks()] == [BreakKind.CHECKPOINT_GONE]


def test_the_reading_is_a_few_queries(chains: AuditChain, django_assert_max_num_queries: Any) -> None:
    with transaction.atomic(), django_assert_max_num_queries(20):
        assert list(all_breaks()) == []
