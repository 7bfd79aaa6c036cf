"""The walk of the permission matrix notices when any one access check is taken away."""

import sys
from collections import defaultdict
from types import ModuleType

import pytest
from django.db import transaction

from clrisk_site.people.permissions import Role
from tests.people.addresses import GUARDED, address
from tests.people.matrix import Stage, may, walk
from tests.people.mutants import Mutant, damaged, recorded

OWN = ("clrisk_site.", "diagnosis.", "mapping.", "planning.")

# Mutants that change nothing, with the reason.
BACKED = {
    "mapping.views.fetching territory_for weakened": "`may_edit` asks for it where the record is owned",
    "clrisk_site.people.views.links territory_for weakened": "a finer check is asked for after it",
    "clrisk_site.people.views.ending territory_for weakened": "what the grant needs is asked for after it",
    "clrisk_site.people.views.second_factor territory_for weakened": "`may_vouch` is asked for after it",
}


def _modules() -> list[ModuleType]:
    return [module for name, module in sys.modules.items() if name.startswith(OWN) and ".views" in name]


def _who_may(name: str, stage: Stage) -> set[Role]:
    """The first and the last of the roles that may: what depends on the role differs between them."""
    roles = [role for role in stage.insiders if may(role, name)]
    return {roles[0], roles[-1]}


def _mutants_by_address(stage: Stage) -> dict[Mutant, list[str]]:
    """Ask every address as somebody who may, and note which checks it passes."""
    found: dict[Mutant, list[str]] = defaultdict(list)
    for name in sorted(GUARDED):
        with transaction.atomic(), recorded(_modules()) as seen:
            way = GUARDED[name].get("method", "get").upper()
            for role in _who_may(name, stage):
                stage.insiders[role].generic(way, address(name, stage.world))
            transaction.set_rollback(True)
        for mutant in seen:
            found[mutant].append(name)
    return found


def _survives(mutant: Mutant, name: str, stage: Stage) -> bool:
    with transaction.atomic(), damaged(mutant):
        alive = next(walk(name, stage), None) is None
        transaction.set_rollback(True)
    return alive


@pytest.mark.one_database
def test_every_removed_check_is_noticed(stage: Stage) -> None:
    mutants = _mutants_by_address(stage)
    assert len(mutants) >= 20
    survivors = [
        mutant
        for mutant in sorted(mutants)
        if all(_survives(mutant, name, stage) for name in mutants[mutant])
    ]
    unnoticed = [str(mutant) for mutant in survivors if mutant.known_by not in BACKED]
    assert not unnoticed, "\n".join(unnoticed)
