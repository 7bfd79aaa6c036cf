"""An entry's hash is the same before it is stored, as it comes back and after a restore, on each database."""

import datetime as dt
import io
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clrisk_site.people import audit
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.people.queries.audit_breaks import all_breaks
from clrisk_site.people.sealing import as_stored, canonical, seal
from clrisk_site.places.models import Territory

HARD: list[Any] = [
    1e20,
    1.5e300,
    -0.0,
    1e-7,
    0.1 + 0.2,
    2.0,
    10**30,
    2**53,
    float("inf"),
    float("nan"),
    True,
    None,
    "",
    "ñandú \U0001f9d2 e\u0301",
    "a\x00b",
    "half \ud800",
    {"b": 1, "a": {"10": 1, "9": 2}},
    [[], {}, [1, [2]]],
    Decimal("1.50"),
    dt.date(2026, 11, 22),
    dt.datetime(2026, 11, 22, 10, 0, 0, 123456, tzinfo=ZoneInfo("America/Mexico_City")),
]


@pytest.mark.parametrize("value", HARD, ids=repr)
def test_hard_values_come_back_with_the_same_hash(tuxtla: Territory, value: Any) -> None:
    entry = audit.note(by=None, territory=tuxtla, action="x.change", changes={"z": value, "a": [value, None]})
    stored = AuditEntry.objects.get()
    assert stored.hash == entry.hash == audit.digest(stored)
    assert not list(all_breaks())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.dictionaries(st.text(), JSON, max_size=4))
def test_any_value_comes_back_with_the_same_hash(tuxtla: Territory, changes: dict[str, Any]) -> None:
    entry = audit.note(by=None, territory=tuxtla, action="x.change", changes=changes)
    assert audit.digest(AuditEntry.objects.get(pk=entry.pk)) == entry.hash


def test_the_written_form_is_pinned() -> None:
    # A change of the form breaks every chain there is, so a change of this hash is a mistake.
    entry = {
        "number": 7,
        "at": dt.datetime(2026, 11, 22, 4, 5, 6, 7, tzinfo=dt.UTC),
        "by_id": 3,
        "role": "liaison",
        "network": "203.0.113.0/24",
        "territory_id": 5,
        "action": "programme.change",
        "subject_type": "mapping.programme",
        "subject_id": "11",
        "subject_label": "Estancias",
        "changes": {"places": [10, 12.5], "name": ["á", None]},
    }
    assert canonical(entry["changes"]) == '{"name":["á",null],"places":[10,12.5]}'
    assert (
        seal("MX.07.101", entry, "ab") == "842748616edf1c0cb4ccffe5dfbfd37d3dc16ae10829552fac47acefe09780df"
    )


def test_time_is_told_in_utc_with_microseconds() -> None:
    moment = dt.datetime(2026, 11, 22, 4, tzinfo=ZoneInfo("America/Mexico_City"))
    assert canonical(moment) == '"2026-11-22T10:00:00.000000+00:00"'


def test_numbers_are_told_by_their_value() -> None:
    assert canonical(2.0) == canonical(2) == "2"
    assert canonical(1e20) == canonical(10**20)
    assert canonical(10**30 + 1) != canonical(10**30)
    assert canonical("1") != canonical(1) != canonical(True)


def test_what_databases_refuse_is_replaced_before_it_is_sealed() -> None:
    assert as_stored({"a\x00": ["\ud800", float("-inf")]}) == {"a\N{REPLACEMENT CHARACTER}": ["?", "-inf"]}


@pytest.mark.django_db(transaction=True)
def test_the_chain_holds_after_a_restore(
    tuxtla: Territory, liaison: User, tmp_path: Any, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path / "var" / "files"
    for value in HARD:
        audit.note(by=liaison, territory=tuxtla, action="x.change", changes={"value": value})
    call_command("sign_audit", stdout=io.StringIO())
    call_command("backup", str(tmp_path / "one.zip"))
    call_command("restore", str(tmp_path / "one.zip"))
    assert AuditEntry.objects.count() > len(HARD)
    assert not list(all_breaks())
    audit.note(by=liaison, territory=tuxtla, action="x.change")
    assert not list(all_breaks())
