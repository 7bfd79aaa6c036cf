"""Old entries can be let go at a signed point, on purpose and visibly; what stays still holds."""

import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from clrisk_site.people import audit
from clrisk_site.people.actions.sign_chains import sign_moved_chains
from clrisk_site.people.append_only import lifted
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.people.queries.audit_breaks import BreakKind, all_breaks
from clrisk_site.places.models import Territory

OLD = timezone.now() - dt.timedelta(days=500)


@pytest.fixture
def old_chain(tuxtla: Territory, liaison: User, monkeypatch: pytest.MonkeyPatch) -> str:
    """Ten entries of 500 days ago, signed after seven, and five of today."""
    with monkeypatch.context() as patch:
        patch.setattr("clrisk_site.people.audit.timezone.now", lambda: OLD)
        for turn in range(10):
            audit.note(by=liaison, territory=tuxtla, action="zone.change", changes={"turn": [turn, 0]})
            if turn == 6:
                sign_moved_chains()
    for _turn in range(5):
        audit.note(by=liaison, territory=tuxtla, action="zone.change")
    sign_moved_chains()
    return tuxtla.path


def _before() -> str:
    return (timezone.localdate() - dt.timedelta(days=365)).isoformat()


def test_a_dry_run_tells_and_changes_nothing(old_chain: str) -> None:
    count = AuditEntry.objects.count()
    call_command("forget_audit", "--before", _before(), "--dry-run", stdout=(out := io.StringIO()))
    assert "MX.07.101" in out.getvalue()
    assert "7" in out.getvalue()
    assert AuditEntry.objects.count() == count


def test_the_beginning_goes_and_the_rest_holds(old_chain: str) -> None:
    call_command("forget_audit", "--before", _before(), stdout=io.StringIO())
    chain = AuditEntry.objects.filter(chain__path=old_chain).order_by("number")
    assert [entry.number for entry in chain] == list(range(8, 17))
    last = chain.last()
    assert last is not None
    assert (last.action, last.changes["first"], last.changes["last"]) == ("audit.forget", 1, 7)
    assert list(all_breaks()) == []
    call_command("forget_audit", "--before", _before(), stdout=(out := io.StringIO()))
    assert "MX.07.101" not in out.getvalue(), "there is nothing more to let go"
    sign_moved_chains()
    assert list(all_breaks()) == []


def test_a_beginning_cut_off_without_a_word_is_found(old_chain: str) -> None:
    with lifted():
        AuditEntry.objects.filter(chain__path=old_chain, number__lte=7).delete()
    assert BreakKind.MISSING in {one.kind for one in all_breaks()}


def test_a_chain_that_does_not_hold_is_kept_whole(old_chain: str) -> None:
    with lifted():
        AuditEntry.objects.filter(chain__path=old_chain, number=3).update(action="zone.create")
    count = AuditEntry.objects.count()
    with pytest.raises(CommandError, match=r"MX\.07\.101"):
        call_command("forget_audit", "--before", _before(), stdout=io.StringIO())
    assert AuditEntry.objects.count() == count
