"""Everything the index of a municipality is computed from, as plain data: it is stored with its hash."""

from collections.abc import Sequence
from typing import Any

from clrisk_site.figures.estimate import Basis
from clrisk_site.figures.message import says
from clrisk_site.places.models import Territory
from diagnosis.queries.areas import Area, AreaFindings, areas_of
from diagnosis.queries.factors import FactorRanking, RankedFactor, factors_of, sign_of
from diagnosis.queries.left_out import LeftOut

type Plain = dict[str, Any]


def index_inputs(territory: Territory) -> Plain:
    """Read the inputs of the index as they are stored now; the queries do not grow with the areas."""
    found = areas_of(territory)
    ranking = factors_of(territory, proxy=found.proxy)
    return inputs_from(found, usable(found, ranking)[0])


def inputs_from(found: AreaFindings, used: Sequence[RankedFactor]) -> Plain:
    """Return the inputs from what was read already: proxies with sign and weight, and areas by path."""
    return {
        "proxies": {row.code: _proxy(found, row) for row in used},
        "areas": {area.path: _area(area, used) for area in found.areas},
    }


def usable(
    found: AreaFindings, ranking: FactorRanking
) -> tuple[tuple[RankedFactor, ...], tuple[LeftOut, ...]]:
    """Return the priority factors that the index can use, and the others with the reason."""
    measured = found.proxy.measured
    used, left_out = [], []
    for row in ranking.priority:
        if row.code in found.proxy.unused:
            left_out.append(LeftOut(row.name, says("no proxy of the register is in use")))
        elif row.code not in measured:
            left_out.append(LeftOut(row.name, says("nobody published it for the areas")))
        elif direction_of(found, row) is None:
            left_out.append(LeftOut(row.name, says("the direction is unclear")))
        else:
            used.append(row)
    return tuple(used), tuple(left_out)


def direction_of(found: AreaFindings, row: RankedFactor) -> int | None:
    """Return 1 or -1 for what stands for a factor, as its register says, else as the factor's direction."""
    proxy = found.proxy.standing.get(row.code)
    return proxy.sign if proxy is not None and proxy.sign is not None else sign_of(row)


def _proxy(found: AreaFindings, row: RankedFactor) -> Plain:
    proxy = found.proxy.standing[row.code]
    return {
        "sign": direction_of(found, row) or 1,
        "weight": row.share or 0.0,
        "title": proxy.title,
        "source": proxy.source,
        "year": proxy.year,
    }


def _area(area: Area, used: Sequence[RankedFactor]) -> Plain:
    return {
        "code": area.code,
        "children": area.children.value,
        "estimated": area.children.story.basis is Basis.ESTIMATED,
        "values": {row.code: area.values[row.code] for row in used if row.code in area.values},
    }
