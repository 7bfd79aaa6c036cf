"""Every address x method x role x own or other municipality: who is refused, and that nothing changes."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction

from clrisk_site.people.permissions import ALLOWS, Permission, Role
from tests.people.addresses import GUARDED, address
from tests.people.canaries import plant
from tests.people.matrix import Stage, may, shows_canary, walk
from tests.world import World

pytestmark = pytest.mark.one_database

SHARES = 8
"""Setting the stage costs more than walking an address, so each test walks its share of them."""


def each_by_itself(names: list[str], share: int) -> Iterator[str]:
    """Yield a share of the addresses; what happens with one is undone before the next."""
    for name in names[share::SHARES]:
        cache.clear()
        with transaction.atomic():
            yield name
            transaction.set_rollback(True)


@pytest.mark.parametrize("share", range(SHARES))
def test_address_holds_for_every_role_and_place(share: int, stage: Stage) -> None:
    faults = [
        f"{name}: {fault}" for name in each_by_itself(sorted(GUARDED), share) for fault in walk(name, stage)
    ]
    assert faults == []


def test_every_role_plays(stage: Stage) -> None:
    assert set(stage.insiders) == set(stage.outsiders) == set(Role)


def test_table_has_a_row_for_each_role_and_uses_each_permission() -> None:
    assert set(ALLOWS) == set(Role)
    assert set().union(*ALLOWS.values()) == set(Permission)


def test_canaries_sing_at_home(stage: Stage) -> None:
    """The words that no other municipality may see do stand in the pages of their own."""
    own = stage.insiders[Role.LIAISON]
    names = [name for name, row in GUARDED.items() if may(Role.LIAISON, name) and "method" not in row]
    heard = [name for name in names if shows_canary(own.get(address(name, stage.world)))]
    assert len(heard) > len(names) / 2


def test_canaries_sit_in_every_kind_of_record(world: World) -> None:
    assert plant(world) > 40


@pytest.mark.parametrize("share", range(SHARES))
def test_no_number_opens_a_record_of_another_municipality(share: int, stage: Stage) -> None:
    client = stage.outsiders[Role.LIAISON]
    of_records = sorted(name for name, row in GUARDED.items() if "pk" in row)
    for name in each_by_itself(of_records, share):
        url = address(name, stage.world, stage.elsewhere.path)
        own = str(getattr(stage.world[GUARDED[name]["pk"]], "pk", ""))
        if not own.isdigit():
            continue  # its key is random, not a number that can be counted up
        for number in range(1, 30):
            assert not shows_canary(client.get(f"/{number}/".join(url.rsplit(f"/{own}/", 1)))), (name, number)
