"""Children concerned by each factor, as an audience may see them: one protection for all pages. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clrisk_site.figures.audience import Audience
from clrisk_site.figures.disclosure.axis import TOTAL, Axis
from clrisk_site.figures.disclosure.protecting import ProtectedTable, protect
from clrisk_site.figures.disclosure.table import CountTable, Place
from clrisk_site.figures.estimate import Basis, Estimate, Story, Unit, missing
from clrisk_site.figures.suppression import suppress

type RecordedNeed = tuple[str, str, Estimate]
"""Code of the factor, letter of the zone ("" for the whole municipality), and the children concerned."""

WHOLE, TOGETHER, OUTSIDE = TOTAL, "zones", "outside"
"""The whole municipality as recorded, the sum of its zones, and what lies between the two."""


@dataclass(frozen=True)
class ShownNeeds:
    """Needs by factor; each zone is found by its letter. A sum of zones is shown by level of government."""

    tables: Mapping[str, ProtectedTable]

    def at(self, factor: str, letter: str) -> Estimate | None:
        """Return the children whom a factor concerns in a zone, or in the whole municipality."""
        table = self.tables.get(factor)
        return None if table is None else table.cells.get((_named(letter),))

    def together(self, factor: str, total: Estimate) -> Estimate:
        """Return the sum over all zones with its own story; hidden where it would give a zone away."""
        table = self.tables.get(factor)
        shown = table.cells.get((TOGETHER,)) if table else None
        if table is None or shown is None or total.value is None:
            return total
        return suppress(total, audience=table.audience) if shown.is_available else shown


def shown_needs(needs: Iterable[RecordedNeed], *, audience: Audience) -> ShownNeeds:
    """Protect what was recorded of each factor.

    Zones are shown one by one and, by level of government, as their sum. The whole municipality may be
    recorded too, so that what lies outside the zones follows from both.
    """
    by_factor: dict[str, dict[str, Estimate]] = {}
    for factor, letter, children in needs:
        by_factor.setdefault(factor, {})[_named(letter)] = children
    return ShownNeeds(
        {factor: protect(_table(found), audience=audience) for factor, found in by_factor.items()}
    )


def _named(letter: str) -> str:
    return f"zone {letter}" if letter else WHOLE


def _table(found: Mapping[str, Estimate]) -> CountTable:
    zones = {name: one for name, one in found.items() if name != WHOLE}
    whole = found.get(WHOLE)
    cells: dict[Place, Estimate] = {(name,): one for name, one in zones.items()}
    margins: dict[Place, Estimate] = {}
    if whole is not None:
        margins[(WHOLE,)] = whole
        cells[(OUTSIDE,)] = _outside(whole, zones.values())
    names = (*zones, *((OUTSIDE,) if whole is not None else ()))
    axis = Axis("place", names, dict.fromkeys(zones, TOGETHER), has_total=whole is not None)
    return CountTable((axis,), cells, margins)


def _outside(whole: Estimate, zones: Iterable[Estimate]) -> Estimate:
    """Return what a reader could work out by subtraction; nothing where a number is no exact count."""
    parts = list(zones)
    story = Story(basis=Basis.COUNT)
    if any(one.value is None or one.story.basis is not Basis.COUNT for one in (whole, *parts)):
        return missing(Unit.PERSONS, story)
    rest = (whole.value or 0) - sum(one.value or 0 for one in parts)
    return missing(Unit.PERSONS, story) if rest < 0 else Estimate(rest, Unit.PERSONS, story)
