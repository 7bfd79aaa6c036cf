"""What a file speaks of: only stored values of the same years, sources and indicators compare with it."""

from dataclasses import dataclass, field

import pandas as pd

from clrisk_site.tables.spec import Context
from diagnosis.imports.indicators.columns import INDICATOR


@dataclass(slots=True)
class Spoken:
    """Filled by the check, read by the comparison that follows it.

    `codes` is None as long as all indicators are meant: a file with one column per indicator says nothing of
    those it has no column for, while a long file holds all it knows of a year and source. `stored` are the
    values that the check fetched already, for the comparison to take once.
    """

    pairs: set[tuple[int, str]] = field(default_factory=set)
    codes: frozenset[str] | None = None
    stored: pd.DataFrame | None = None

    def note(self, frame: pd.DataFrame, *, wide: bool) -> None:
        """Remember the years, sources and indicators of checked rows."""
        found = frame[["year", "source"]].dropna().drop_duplicates()
        self.pairs = {(int(year), str(source)) for year, source in found.itertuples(index=False)}
        self.codes = frozenset(frame[INDICATOR].unique().tolist()) if wide else None

    def take_stored(self) -> pd.DataFrame | None:
        """Return what the check fetched, once: later it may have changed."""
        stored, self.stored = self.stored, None
        return stored

    def meant(self, context: Context) -> set[tuple[int, str]]:
        """Return the years and sources to compare with: those read, else those said about the file."""
        if self.pairs or context.year is None:
            return self.pairs
        return {(context.year, context.source)}
