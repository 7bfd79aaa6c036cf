"""Takes one access check away at a time, at the line that makes it, while the site runs."""

import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Any
from unittest.mock import patch

from django.shortcuts import get_object_or_404

from clrisk_site.people.access import record_for, territory_for
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory

type Function = Callable[..., Any]

CHECKS: dict[str, Function] = {
    "territory_for": territory_for,
    "record_for": record_for,
    "get_object_or_404": get_object_or_404,
}


@dataclass(frozen=True, order=True)
class Site:
    """One line that calls a check."""

    module: str
    line: int
    check: str


@dataclass(frozen=True, order=True)
class Mutant:
    """One check made harmless: `damage` names how."""

    site: Site
    damage: str

    def __str__(self) -> str:
        return f"{self.site.module}:{self.site.line} {self.site.check} {self.damage}"

    @property
    def known_by(self) -> str:
        """A name that survives when lines move."""
        return f"{self.site.module} {self.site.check} {self.damage}"


def _place_unchecked(user: object, path: str, permission: Permission) -> Any:
    return get_object_or_404(Territory.objects.select_related("level", "parent"), path=path)


def _place_for_readers(user: Any, path: str, permission: Permission) -> Any:
    return territory_for(user, path, Permission.VIEW_PUBLISHED)


def _record_unchecked(user: object, queryset: Any, permission: Permission, **lookup: object) -> Any:
    return get_object_or_404(queryset.select_related("territory"), **lookup)


def _record_for_readers(user: Any, queryset: Any, permission: Permission, **lookup: object) -> Any:
    return record_for(user, queryset, Permission.VIEW_PUBLISHED, **lookup)


def _record_of_any_place(user: Any, queryset: Any, permission: Permission, **lookup: object) -> Any:
    return record_for(user, queryset, permission, **_without_place(lookup))


def _row_of_any_place(rows: Any, *conditions: object, **lookup: object) -> Any:
    return get_object_or_404(rows, *conditions, **_without_place(lookup))


def _without_place(lookup: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in lookup.items() if "territory" not in name}


DAMAGES: dict[str, dict[str, Function]] = {
    "territory_for": {"removed": _place_unchecked, "weakened": _place_for_readers},
    "record_for": {
        "removed": _record_unchecked,
        "weakened": _record_for_readers,
        "of any place": _record_of_any_place,
    },
    "get_object_or_404": {"of any place": _row_of_any_place},
}


@contextmanager
def recorded(modules: list[ModuleType]) -> Iterator[set[Mutant]]:
    """Collect, while requests run, every mutant that could matter to them."""
    seen: set[Mutant] = set()

    def watch(check: str) -> Function:
        def watched(*arguments: Any, **lookup: Any) -> Any:
            caller = sys._getframe(1)
            site = Site(caller.f_globals["__name__"], caller.f_lineno, check)
            seen.update(Mutant(site, damage) for damage in _that_matter(check, arguments, lookup))
            return CHECKS[check](*arguments, **lookup)

        return watched

    with ExitStack() as stack:
        for check, whole in CHECKS.items():
            for module in modules:
                if getattr(module, check, None) is whole:
                    stack.enter_context(patch.object(module, check, watch(check)))
        yield seen


def _that_matter(check: str, arguments: tuple[Any, ...], lookup: dict[str, Any]) -> Iterator[str]:
    for damage in DAMAGES[check]:
        needed = arguments[2] if check != "get_object_or_404" else None
        weak = damage == "weakened" and needed == Permission.VIEW_PUBLISHED
        placeless = damage == "of any place" and _without_place(lookup) == lookup
        if not weak and not placeless:
            yield damage


@contextmanager
def damaged(mutant: Mutant) -> Iterator[None]:
    """Let the site run with one check made harmless."""
    whole = CHECKS[mutant.site.check]
    broken = DAMAGES[mutant.site.check][mutant.damage]

    def check(*arguments: Any, **lookup: Any) -> Any:
        here = sys._getframe(1).f_lineno == mutant.site.line
        return (broken if here else whole)(*arguments, **lookup)

    with patch.object(importlib.import_module(mutant.site.module), mutant.site.check, check):
        yield
