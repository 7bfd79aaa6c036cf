"""The supply matrix as plain values: question, columns, cells and what stands behind them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum

from clrisk_site.figures.estimate import Estimate
from clrisk_site.figures.kleene import Known
from clrisk_site.figures.message import Message
from diagnosis.queries.factors import RankedFactor
from mapping.eligibility import Eligibility
from mapping.gaps import GapType, Presence

WHOLE = "whole"


class By(StrEnum):
    """What the columns of the matrix are."""

    ZONE = "zone"
    LEVEL = "level"


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
    """

    territory_path: str
    year: int
    by: By = By.ZONE


@dataclass(frozen=True, slots=True)
class Column:
    """A zone, a level of government, or the whole municipality where no zone exists yet.

    `key` names it in addresses: a zone's letter, a level's code, or "whole".
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
class GapCell:
    """A factor in one column: its type, one fact, the reasons, and everything behind them."""

    factor: RankedFactor
    column: Column
    type: GapType
    fact: Message
    why: tuple[Message, ...]
    need: Estimate
    places: Estimate
    supplies: tuple[Supply, ...]
    competences: tuple[Power, ...]
    questions: tuple[Message, ...]
    evidence_hash: str
    illustrative: bool = False

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


@dataclass(frozen=True, slots=True)
class FactorRow:
    """One factor with its cells in the order of the columns."""

    factor: RankedFactor
    programmes: int
    cells: tuple[GapCell, ...]

    @property
    def is_covered(self) -> bool:
        """Whether every cell is covered."""
        return all(cell.is_covered for cell in self.cells)

    @property
    def burden(self) -> float:
        """How much its gaps weigh, times the weight of the factor: what to answer first."""
        weights = sum(cell.weight for cell in self.cells if cell.is_gap)
        return weights * (1.0 if self.factor.share is None else self.factor.share)

    @property
    def is_unanswered(self) -> bool:
        """Whether no cell is covered, so that people must answer the row (R15)."""
        return not any(cell.is_covered for cell in self.cells)


@dataclass(frozen=True, slots=True)
class SupplyMatrix:
    """The answer: one row per factor, one cell per column."""

    question: SupplyQuestion
    columns: tuple[Column, ...]
    rows: tuple[FactorRow, ...]
    programmes: int
    unlinked_programmes: int

    @property
    def cells(self) -> tuple[GapCell, ...]:
        """All cells, row by row."""
        return tuple(cell for row in self.rows for cell in row.cells)

    @property
    def gaps(self) -> tuple[GapCell, ...]:
        """Cells that are a gap, the heaviest first, then in the order of the factors."""
        return tuple(sorted((cell for cell in self.cells if cell.is_gap), key=lambda cell: -cell.weight))

    @property
    def heaviest_row(self) -> FactorRow | None:
        """The row whose gaps weigh most, or None where there is no gap."""
        row = max(self.rows, key=lambda one: one.burden, default=None)
        return row if row is not None and row.burden else None

    @property
    def heaviest_cell(self) -> GapCell | None:
        """The heaviest gap of the heaviest row: what a page opens by itself."""
        row = self.heaviest_row
        return max(row.cells, key=lambda cell: cell.weight if cell.is_gap else 0) if row else None

    @property
    def counts(self) -> Counter[GapType]:
        """How many cells are of each type."""
        return Counter(cell.type for cell in self.cells)

    def only(self, factor_code: str) -> SupplyMatrix:
        """Return the matrix of one factor, or all of it if no such factor is in it."""
        rows = tuple(row for row in self.rows if row.factor.code == factor_code)
        return replace(self, rows=rows) if rows else self

    def cell(self, factor_code: str, column_key: str) -> GapCell | None:
        """Return one cell, or None if there is no such factor or column."""
        return next((cell for cell in self.cells if cell.key == (factor_code, column_key)), None)
