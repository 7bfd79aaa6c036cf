"""Every address x method x role x own or other municipality: who is refused, how, and that nothing changes."""

import pytest

from clrisk_site.people.permissions import ALLOWS, Permission, Role
from tests.cast import ClientOf
from tests.people.addresses import GUARDED
from tests.people.matrix import Stage, faults


@pytest.mark.parametrize("name", sorted(GUARDED))
def test_address_holds_for_every_role_and_place(name: str, stage: Stage, client_of: ClientOf) -> None:
    assert faults(name, stage, client_of) == []


def test_every_role_plays(stage: Stage) -> None:
    assert set(stage.insiders) == set(stage.outsiders) == set(Role)


def test_table_has_a_row_for_each_role_and_uses_each_permission() -> None:
    assert set(ALLOWS) == set(Role)
    assert set().union(*ALLOWS.values()) == set(Permission)
