"""Zones proposed from areas of high priority that lie together, with the evidence beside them (D8).

What is read becomes plain data first, so that a stored proposal can be computed again from nothing else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from clrisk_site.figures.message import Message, says
from clrisk_site.places.models import Territory
from diagnosis.queries.areas import areas_of
from diagnosis.queries.factors import factors_of
from diagnosis.queries.priority_index import IndexedArea, priority_index
from diagnosis.queries.zones import ZoneFindings
from diagnosis.statistics.errors import AnalysisError
from diagnosis.statistics.results import plain
from diagnosis.statistics.zones import (
    GetisOrd,
    Moran,
    Neighbours,
    Zones,
    contiguous_zones,
    getis_ord,
    moran,
    neighbours_from_pairs,
    neighbours_of_polygons,
)
from diagnosis.statistics.zones.errors import TooManyNeighboursError
from diagnosis.statistics.zones.permuting import SEED
from diagnosis.statistics.zones.proposing import LEAST_AREAS, LEAST_CHILDREN

TOP = "high"
LEAST_FOR_TESTS = 30
"""With fewer areas the tests of a pattern only describe."""
METRES_IN_A_DEGREE = 111_320.0


@dataclass(frozen=True)
class ProposalChoices:
    """What people chose for a proposal.

    Parameters
    ----------
    least_areas, least_children : int
        What a zone needs.
    bridge_m : int
        Areas whose outlines are no further apart than this, in metres, count as neighbours.
    keep : tuple of str
        Areas whose group is kept although it is small.
    taken : tuple of str
        Areas that were in a zone already: the proposal leaves them alone.
    """

    least_areas: int = LEAST_AREAS
    least_children: int = int(LEAST_CHILDREN)
    bridge_m: int = 0
    keep: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()

    def to_plain(self) -> dict[str, Any]:
        """Return them as the parameters of a result."""
        return {
            "least_areas": self.least_areas,
            "least_children": self.least_children,
            "bridge_m": self.bridge_m,
            "keep": sorted(self.keep),
            "taken": sorted(self.taken),
        }

    @classmethod
    def of_plain(cls, parameters: Mapping[str, Any]) -> "ProposalChoices":
        """Return the choices that a stored result was made with."""
        return cls(
            least_areas=parameters["least_areas"],
            least_children=parameters["least_children"],
            bridge_m=parameters["bridge_m"],
            keep=tuple(parameters["keep"]),
            taken=tuple(parameters["taken"]),
        )


@dataclass(frozen=True)
class ZoneProposal:
    """Proposed zones, what was left out, and whether high values gather; None where that cannot be said."""

    zones: Zones
    patterns_of: int
    getis: GetisOrd | None
    moran: Moran | None
    choices: ProposalChoices
    inputs: Mapping[str, Any]

    @property
    def is_descriptive(self) -> bool:
        """Whether there are too few areas for a test to say more than the map does."""
        return self.patterns_of < LEAST_FOR_TESTS

    @property
    def hot(self) -> frozenset[str]:
        """Areas around which high values gather beyond chance."""
        return frozenset(self.getis.hot) if self.getis else frozenset()


def taken_areas(findings: ZoneFindings) -> tuple[str, ...]:
    """Return the codes of the areas that are in a zone already."""
    return tuple(sorted(code for zone in findings.zones for code in zone.area_codes))


def propose_zones(findings: ZoneFindings, choices: ProposalChoices) -> ZoneProposal:
    """Propose zones from what was read for the page of zones."""
    return proposal_of(plain_inputs(findings.index.areas, choices.bridge_m), choices)


def read_inputs(territory: Territory, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Read everything that a proposal is computed from; for a rerun."""
    found = areas_of(territory)
    index = priority_index(found, factors_of(territory, proxy=found.proxy))
    return plain_inputs(index.areas, parameters["bridge_m"])


def plain_inputs(areas: Iterable[IndexedArea], bridge_m: int) -> dict[str, Any]:
    """Return the areas with class, index and children, and who lies beside whom, as plain data."""
    ordered = sorted(areas, key=lambda one: one.area.code)
    neighbours = _neighbours(ordered, bridge_m)
    first, second = neighbours.pairs if neighbours else ((), ())
    return {
        "areas": [
            [
                one.area.code,
                one.kind,
                None if one.index is None else round(one.index, 9),
                one.area.children.value,
            ]
            for one in ordered
        ],
        "pairs": np.column_stack([first, second]).tolist() if len(first) else [],
        "without_outline": sum(one.area.geometry is None for one in ordered),
        "warnings": plain(neighbours.warnings) if neighbours else [],
    }


def compute(inputs: Mapping[str, Any], parameters: Mapping[str, Any], seed: int | None) -> dict[str, Any]:
    """Return the plain result of a proposal from its plain inputs."""
    return plain_result(
        proposal_of(inputs, ProposalChoices.of_plain(parameters), SEED if seed is None else seed)
    )


def proposal_of(inputs: Mapping[str, Any], choices: ProposalChoices, seed: int = SEED) -> ZoneProposal:
    """Return the proposal that plain inputs and choices lead to."""
    rows: Sequence[Sequence[Any]] = inputs["areas"]
    codes = [row[0] for row in rows]
    neighbours = neighbours_from_pairs(codes, [(codes[one], codes[other]) for one, other in inputs["pairs"]])
    taken = set(choices.taken)
    zones = contiguous_zones(
        [row[0] for row in rows if row[1] == TOP and row[0] not in taken],
        neighbours,
        children={row[0]: row[3] for row in rows},
        need={row[0]: _need(row[2], row[3]) for row in rows},
        least_areas=choices.least_areas,
        least_children=choices.least_children,
        keep=[code for code in choices.keep if code in set(codes)],
    )
    values = {row[0]: row[2] for row in rows}
    known = sum(value is not None for value in values.values())
    getis: GetisOrd | None = None
    test: Moran | None = None
    try:
        getis = getis_ord(values, neighbours)
        test = moran(values, neighbours, seed=seed)
    except AnalysisError:
        pass  # too few areas, or all alike: the page says that nothing was tested
    return ZoneProposal(zones, known, getis, test, choices, inputs)


def plain_result(proposal: ZoneProposal) -> dict[str, Any]:
    """Return what a stored result holds: zones, what was left out, hot spots, Moran's I."""
    test = proposal.moran
    return {
        "zones": plain(proposal.zones.zones),
        "dropped": plain(proposal.zones.dropped),
        "hot": sorted(proposal.hot),
        "moran": None if test is None else {"i": test.i, "p": test.p_permutation, "n": test.n},
        "warnings": [*proposal.inputs["warnings"], *_listed(proposal.zones.warnings)],
        "shown": _shown(proposal),
    }


def _listed(messages: Iterable[Message]) -> list[Any]:
    return [message.to_json() for message in messages]


def _shown(proposal: ZoneProposal) -> dict[str, Any]:
    """Return the table that the page of a result prints; no count of persons stands in it."""
    heads = (says("Zone"), says("Areas"), says("Codes of the areas"))
    return {
        "columns": [{"label": head.to_json(), "number": at == 1} for at, head in enumerate(heads)],
        "rows": [[zone.letter, len(zone.areas), ", ".join(zone.areas)] for zone in proposal.zones.zones],
    }


def _need(index: float | None, children: float | None) -> float | None:
    """Return the expected need that letters follow: children weighted by the index of where they live."""
    return None if index is None or children is None else index * children / 100


def _neighbours(areas: Sequence[IndexedArea], bridge_m: int) -> Neighbours | None:
    """Return who lies beside whom by the outlines; None where nothing can be said."""
    outlines = np.array([one.area.geometry for one in areas], dtype=object)
    if not len(areas) or shapely.is_missing(outlines).all():
        return None
    try:
        return neighbours_of_polygons(
            [one.area.code for one in areas], _in_metres(outlines), tolerance=float(bridge_m)
        )
    except TooManyNeighboursError:
        return None


def _in_metres(outlines: np.typing.NDArray[np.object_]) -> np.typing.NDArray[np.object_]:
    """Return the outlines on a plane that is true for a town: distances are off by less than a percent."""
    south, north = shapely.total_bounds(outlines)[[1, 3]]
    east_west = METRES_IN_A_DEGREE * np.cos(np.radians((south + north) / 2))
    scale = np.array([east_west, METRES_IN_A_DEGREE])
    return np.asarray(shapely.transform(outlines, lambda points: points * scale), dtype=object)
