"""The numbers of persons that the plan prints, as paper may show them (D9). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clrisk_site.figures.estimate import Estimate
from clrisk_site.figures.message import says
from clrisk_site.figures.suppression import Audience, suppress, suppress_together
from diagnosis.shown_areas import shown_areas
from diagnosis.shown_needs import shown_needs
from planning.gate_subject import PrintedGroup

SMALLEST_AREA = 50
AUDIENCE = Audience.PUBLIC


@dataclass(frozen=True, slots=True)
class CountedNeed:
    """Children whom a factor concerns in one zone; an empty letter is the whole municipality."""

    factor_code: str
    letter: str
    children: Estimate


@dataclass(frozen=True, slots=True)
class CountedPlace:
    """All numbers of persons of a municipality before anything is hidden.

    An area with fewer children than `smallest_area` is not printed.
    """

    total: Estimate
    girls: Estimate
    boys: Estimate
    zones: Mapping[str, Estimate]
    outside: Estimate | None
    needs: tuple[CountedNeed, ...]
    smallest_area: int = SMALLEST_AREA


@dataclass(frozen=True, slots=True)
class PrintedNumbers:
    """The same numbers as they are printed, and the groups in which they stand, for rule l of the gate."""

    total: Estimate
    girls: Estimate
    boys: Estimate
    zones: Mapping[str, Estimate]
    outside: Estimate | None
    needs: Mapping[tuple[str, str], Estimate]
    groups: tuple[PrintedGroup, ...]


def as_printed(place: CountedPlace) -> PrintedNumbers:
    """Hide what paper may not show: small counts, areas with few children, and what would give them away."""
    total = suppress(place.total, audience=AUDIENCE)
    by_sex = suppress_together((place.girls, place.boys), audience=AUDIENCE)
    zones_before = (*place.zones.values(), *((place.outside,) if place.outside is not None else ()))
    zones_after = shown_areas(zones_before, audience=AUDIENCE, smallest=place.smallest_area)
    letters = list(place.zones)
    recorded = [(need.factor_code, need.letter, need.children) for need in place.needs]
    shown = shown_needs(recorded, audience=AUDIENCE)
    needs = {(code, letter): shown.at(code, letter) or children for code, letter, children in recorded}
    groups = (
        PrintedGroup(says("population"), (place.total,), (total,)),
        PrintedGroup(says("girls and boys"), (place.girls, place.boys), by_sex, total.is_available),
        PrintedGroup(says("children in the zones"), zones_before, zones_after, total.is_available),
        *_need_groups(place.needs, needs),
    )
    return PrintedNumbers(
        total=total,
        girls=by_sex[0],
        boys=by_sex[1],
        zones=dict(zip(letters, zones_after[: len(letters)], strict=True)),
        outside=zones_after[-1] if place.outside is not None else None,
        needs=needs,
        groups=groups,
    )


def _need_groups(
    needs: Sequence[CountedNeed], shown: Mapping[tuple[str, str], Estimate]
) -> list[PrintedGroup]:
    """Return one group per factor, in the order given."""
    groups = []
    for code in dict.fromkeys(need.factor_code for need in needs):
        own = [need for need in needs if need.factor_code == code]
        after = tuple(shown[code, need.letter] for need in own)
        groups.append(
            PrintedGroup(says("children concerned, by zone"), tuple(need.children for need in own), after)
        )
    return groups
