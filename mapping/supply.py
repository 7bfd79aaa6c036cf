"""The supply matrix as plain values: question, columns, cells and what stands behind them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Protocol

from clrisk_site.figures.estimate import Estimate
from clrisk_site.figures.kleene import Known
from clrisk_site.figures.message import Message
from diagnosis.queries.factors import RankedFactor
from mapping.eligibility import Eligibility
from mapping.gaps import GapType, Presence

WHOLE = "whole"


class By(StrEnum):
    """What the columns of the matrix are; BOTH has zones as columns and one row per factor and level."""

    ZONE = "zone"
    LEVEL = "level"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class SupplyQuestion:
    """What is asked: how supply answers each factor in one municipality, seen by zone or by level.

    Parameters
    ----------
    territory_path : str
        Path of the municipality.
    year : int
        Local offers of this year, or the newest before it.
    by : By
        Columns.
    level : str
        Only programmes and powers of this level of government; "" for all. Only read where columns are zones.
    """

    territory_path: str
    year: int
    by: By = By.ZONE
    level: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A zone, a level of government, both at once, or the whole municipality where no zone exists yet.

    `key` names it in addresses: a zone's letter, a level's code, "whole", or the first two as "A.state".
    """

    key: str
    name: str
    letter: str = ""
    zone_id: int | None = None
    level: str = ""


@dataclass(frozen=True, slots=True)
class Supply:
    """One programme behind a cell, with its local offer where there is one.

    `reaches` and `reach_unknown` hold letters of the cell's zones; `places` counts those of the cell only.
    `free_is_hidden` tells that the free places decide, but would give away how few persons use the others.
    """

    programme_id: int
    programme_name: str
    institution_name: str
    level: str
    strength: str
    presence: Presence
    eligibility: Eligibility
    redirects: Known = Known.UNKNOWN
    offer_id: int | None = None
    year: int | None = None
    places: int | None = None
    places_free: int | None = None
    free_is_hidden: bool = False
    without_quota: bool = False
    rule: str = ""
    reaches: tuple[str, ...] = ()
    reach_unknown: tuple[str, ...] = ()
    marginal_cost: str = "unknown"
    marginal_cost_mxn: float | None = None
    decided_by: str = ""
    confirmed: bool = False
    source: str = ""
    illustrative: bool = False

    @property
    def serves_all(self) -> bool:
        """Whether it serves there everyone who meets its requirements."""
        return self.without_quota and self.presence is Presence.SERVES


@dataclass(frozen=True, slots=True)
class Power:
    """What a norm gives to an institution over the factor; nature "none" says that it gives nothing."""

    institution_id: int
    institution_name: str
    level: str
    nature: str
    document: str
    article: str = ""

    @property
    def key(self) -> str:
        """Stable text for the evidence hash."""
        return f"{self.institution_id}:{self.nature}:{self.document}"

    @property
    def can_act(self) -> bool:
        """Whether it may execute or coordinate, rather than regulate, finance or monitor only."""
        return self.nature in ("execute", "coordinate")


@dataclass(frozen=True, slots=True)
class Behind:
    """Everything behind a cell: one fact, the reasons, the numbers, and the records they rest on."""

    fact: Message
    why: tuple[Message, ...]
    need: Estimate
    places: Estimate
    coverage: Estimate
    supplies: tuple[Supply, ...]
    questions: tuple[Message, ...]
    illustrative: bool = False


class Judge(Protocol):
    """Judges one cell, and tells what stands behind it only when somebody asks."""

    @property
    def powers(self) -> tuple[Power, ...]:
        """What norms say about the factor there."""

    def kind(self) -> GapType:
        """Return the type of the cell."""

    def behind(self, kind: GapType) -> Behind:
        """Return everything behind it."""

    def fingerprint(self, kind: GapType) -> str:
        """Return the keyed hash of what decided the type."""


@dataclass(frozen=True)
class GapCell:
    """A factor in one column. Its type is judged, and the rest gathered, on the first demand.

    A matrix of many zones has thousands of cells of which a page shows a few.
    """

    factor: RankedFactor
    column: Column
    judge: Judge = field(repr=False, compare=False)

    @cached_property
    def type(self) -> GapType:
        """What kind of gap it is, or that it is none."""
        return self.judge.kind()

    @cached_property
    def behind(self) -> Behind:
        """Everything that the type rests on."""
        return self.judge.behind(self.type)

    @property
    def fact(self) -> Message:
        """The one fact that stands in the cell."""
        return self.behind.fact

    @property
    def why(self) -> tuple[Message, ...]:
        """What the type means, one sentence per programme, then the other reasons."""
        return self.behind.why

    @property
    def need(self) -> Estimate:
        """Children concerned, as the reader may see them."""
        return self.behind.need

    @property
    def places(self) -> Estimate:
        """Places per year known to serve."""
        return self.behind.places

    @property
    def coverage(self) -> Estimate:
        """Places per hundred children concerned."""
        return self.behind.coverage

    @property
    def supplies(self) -> tuple[Supply, ...]:
        """The programmes behind the cell."""
        return self.behind.supplies

    @property
    def competences(self) -> tuple[Power, ...]:
        """What norms say about the factor here."""
        return self.judge.powers

    @property
    def questions(self) -> tuple[Message, ...]:
        """What to ask so that the cell becomes known."""
        return self.behind.questions

    @cached_property
    def evidence_hash(self) -> str:
        """Fingerprint of what decided the type."""
        return self.judge.fingerprint(self.type)

    @property
    def illustrative(self) -> bool:
        """Whether any number of it is invented."""
        return self.behind.illustrative

    @property
    def serves_all(self) -> bool:
        """Whether an offer without quota serves there."""
        return any(one.serves_all for one in self.supplies)

    @property
    def weight(self) -> int:
        """0 to 3, as the page weighs it."""
        return self.type.weight

    @property
    def is_gap(self) -> bool:
        """Whether the need is known not to be covered."""
        return self.type.covers is Known.NO

    @property
    def is_covered(self) -> bool:
        """Whether the need is known to be covered."""
        return self.type.covers is Known.YES

    @property
    def key(self) -> tuple[str, str]:
        """Factor and column, as addresses name them."""
        return self.factor.code, self.column.key

    @property
    def is_of_one_level_in_a_zone(self) -> bool:
        """Whether it is a part of a cell: people answer the gap of a zone, not of one level in it."""
        return bool(self.column.level) and self.column.key != self.column.level


@dataclass(frozen=True)
class FactorRow:
    """One factor with its cells in the order of the columns, and all of them as one cell.

    `level` is set where the row tells one level of government. `claimed` holds ids of local offers behind the
    row that no document confirms.
    """

    factor: RankedFactor
    programmes: int
    cells: tuple[GapCell, ...]
    whole: GapCell
    level: str = ""
    claimed: frozenset[int] = frozenset()

    @property
    def is_covered(self) -> bool:
        """Whether every cell is covered."""
        return all(cell.is_covered for cell in self.cells)

    @cached_property
    def gaps(self) -> tuple[GapCell, ...]:
        """Its cells that are a gap, in the order of the columns."""
        return tuple(cell for cell in self.cells if cell.is_gap)

    @cached_property
    def burden(self) -> float:
        """How much its gaps weigh, times the weight of the factor: what to answer first."""
        weights = sum(cell.weight for cell in self.gaps)
        return weights * (1.0 if self.factor.share is None else self.factor.share)


@dataclass(frozen=True)
class SupplyMatrix:
    """The answer: one row per factor, one cell per column."""

    question: SupplyQuestion
    columns: tuple[Column, ...]
    rows: tuple[FactorRow, ...]
    programmes: int
    unlinked_programmes: int

    @cached_property
    def cells(self) -> tuple[GapCell, ...]:
        """All cells, row by row."""
        return tuple(cell for row in self.rows for cell in row.cells)

    @cached_property
    def gaps(self) -> tuple[GapCell, ...]:
        """Cells that are a gap, the heaviest first, then in the order of the factors."""
        return tuple(sorted((cell for cell in self.cells if cell.is_gap), key=lambda cell: -cell.weight))

    @cached_property
    def heaviest_row(self) -> FactorRow | None:
        """The row whose gaps weigh most, or None where there is no gap."""
        row = max(self.rows, key=lambda one: one.burden, default=None)
        return row if row is not None and row.burden else None

    @cached_property
    def heaviest_cell(self) -> GapCell | None:
        """The heaviest gap of the heaviest row: what a page opens by itself."""
        row = self.heaviest_row
        return max(row.cells, key=lambda cell: cell.weight if cell.is_gap else 0) if row else None

    @cached_property
    def counts(self) -> Counter[GapType]:
        """How many cells are of each type."""
        return Counter(cell.type for cell in self.cells)

    def only(self, factor_code: str) -> SupplyMatrix:
        """Return the matrix of one factor, or all of it if no such factor is in it."""
        rows = tuple(row for row in self.rows if row.factor.code == factor_code)
        return replace(self, rows=rows) if rows else self

    def part(self, first: int, end: int) -> SupplyMatrix:
        """Return the matrix of some columns, by their place from 0."""
        rows = tuple(replace(row, cells=row.cells[first:end]) for row in self.rows)
        return replace(self, columns=self.columns[first:end], rows=rows)

    @property
    def claimed_offers(self) -> int:
        """How many local offers behind it no document confirms."""
        return len(frozenset[int]().union(*(row.claimed for row in self.rows)))

    def cell(self, factor_code: str, column_key: str) -> GapCell | None:
        """Return one cell, or None if there is no such factor or column."""
        rows = (row for row in self.rows if row.factor.code == factor_code)
        return next((cell for row in rows for cell in row.cells if cell.column.key == column_key), None)
