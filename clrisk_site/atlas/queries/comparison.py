"""What changed between two stored maps, worked out once for the same outlines and kept."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from clrisk_site.atlas.keeping import kept
from clrisk_site.atlas.queries.outlines import compared_outlines_of
from clrisk_site.atlas.queries.stored_maps import StoredMap
from clrisk_site.places.models import Territory
from clrisk_site.places.vintages import ChangeKind, Comparison, Outline, TerritoryChange, compare

MOST_COMPARED = 8_000
"""Outlines in one map; more would keep a reader waiting too long."""

_APPEARED = frozenset({ChangeKind.FOUNDED, ChangeKind.SPLIT_FROM, ChangeKind.ONLY_LATER})
_VANISHED = frozenset({ChangeKind.GONE, ChangeKind.MERGED, ChangeKind.ONLY_EARLIER})
UNCLEAR = "unclear"
"""A territory of only one map, so small that the other map may have left it out."""


@dataclass(frozen=True)
class OtherPart:
    """Another territory that gave area or took it."""

    path: str
    code: str
    name: str
    km2: float
    share: float


@dataclass(frozen=True)
class FoundChange:
    """A change as the pages tell it; `kind` is one of `ChangeKind`, or "unclear"."""

    kind: str
    path: str
    code: str
    name: str
    name_before: str
    code_before: str
    share: float
    went_km2: float
    came_km2: float
    parts: tuple[OtherPart, ...]
    appeared: bool


@dataclass(frozen=True)
class MapChanges:
    """Two maps compared.

    Parameters
    ----------
    changes : tuple of FoundChange
        Without those that nothing happened to; `counts` has them too.
    outside : int
        Territories in parts of the country that only one of the maps shows: nothing is said of them.
    unnamed : bool
        Whether a map names nothing, so that names could not be compared.
    """

    before: StoredMap
    after: StoredMap
    changes: tuple[FoundChange, ...]
    counts: Counter[str]
    share: float
    width_m: float
    outside: int
    unnamed: bool

    @property
    def illustrative(self) -> bool:
        """Whether drawings for illustration are compared; these are never compared with official maps."""
        return self.before.is_invention or self.after.is_invention


def changes_between(territory: Territory, before: StoredMap, after: StoredMap) -> MapChanges:
    """Compare two maps of a territory; the second time the same outlines are asked for, it is at hand.

    What a map does not name is called by its name of today, which may change while the outlines stay.
    """
    parts = ("changes", territory.path, before.level.code, before.key, before.stamp, after.key, after.stamp)
    found = kept(parts, lambda: _compared(territory, before, after))
    below = Territory.objects.below(territory).filter(level=before.level)
    today = dict(below.values_list("path", "name"))
    changes = tuple(_read(one, today) for one in found["changes"])
    return MapChanges(
        before,
        after,
        changes,
        Counter(found["counts"]),
        found["share"],
        found["width_m"],
        found["outside"],
        found["unnamed"],
    )


def _compared(territory: Territory, before: StoredMap, after: StoredMap) -> dict[str, Any]:
    old, new = compared_outlines_of(territory, before), compared_outlines_of(territory, after)
    found: Comparison = compare(old, new)
    parents = _parents(old), _parents(new)
    told = [change for change in found.changes if not _outside(change, *parents)]
    return {
        "changes": [_written(one) for one in told if one.kind is not ChangeKind.UNCHANGED],
        "counts": Counter(_kind(one) for one in told),
        "share": found.tolerance.share,
        "width_m": found.tolerance.width_m,
        "outside": len(found.changes) - len(told),
        "unnamed": not (any(one.name for one in old) and any(one.name for one in new)),
    }


def _parents(outlines: Iterable[Outline]) -> frozenset[str]:
    return frozenset(one.path.rpartition(".")[0] for one in outlines)


def _outside(change: TerritoryChange, old: frozenset[str], new: frozenset[str]) -> bool:
    """Return whether the other map says nothing of that part: no neighbour under the same parent, no area."""
    other = old if change.kind in _APPEARED else new if change.kind in _VANISHED else None
    if other is None or change.covered >= 0.5:
        return False
    return change.outline.path.rpartition(".")[0] not in other


def _kind(change: TerritoryChange) -> str:
    one_sided = change.kind in _APPEARED | _VANISHED
    return UNCLEAR if one_sided and change.too_small else change.kind.value


def _read(one: dict[str, Any], today: Mapping[str, str]) -> FoundChange:
    parts = tuple(OtherPart(**{**part, "name": _named(part, today)}) for part in one["parts"])
    return FoundChange(**{**one, "name": _named(one, today), "parts": parts})


def _named(one: Mapping[str, Any], today: Mapping[str, str]) -> str:
    return str(one["name"] or today.get(one["path"], "") or one["code"])


def _written(change: TerritoryChange) -> dict[str, Any]:
    before, outline = change.before, change.outline
    return {
        "kind": _kind(change),
        "path": outline.path,
        "code": outline.code,
        "name": outline.name,
        "name_before": before.name if before else "",
        "code_before": before.code if before else "",
        "share": round(change.share, 4),
        "went_km2": round(change.went_km2, 3),
        "came_km2": round(change.came_km2, 3),
        "parts": [
            {
                "path": part.of.path,
                "code": part.of.code,
                "name": part.of.name,
                "km2": round(part.km2, 3),
                "share": round(part.share, 4),
            }
            for part in change.parts
        ],
        "appeared": change.kind in _APPEARED,
    }
