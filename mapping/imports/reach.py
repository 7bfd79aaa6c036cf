"""Which stored rows a file speaks of: those of higher levels that it does not name are not gone from it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from mapping.imports.rights import Rights


@dataclass
class FileReach:
    """The names in a file, known once it was checked; none while rows are only read, as for an export."""

    fields: Sequence[str]
    names: set[tuple[Any, ...]] | None = field(default=None)

    def note(self, frame: pd.DataFrame) -> None:
        self.names = self._names(frame)

    def narrow(
        self, stored: pd.DataFrame, rights: Rights, *, also: "pd.Series[bool] | None" = None
    ) -> pd.DataFrame:
        """Return the stored rows that the person may change or that the file names; all before a check.

        Parameters
        ----------
        also : series of bool, optional
            Rows that stay in any case.
        """
        if self.names is None or stored.empty:
            return stored
        named = pd.MultiIndex.from_frame(stored[list(self.fields)]).isin(list(self.names))
        own = stored["owner"].map(rights.may).astype(bool)
        return stored[own | named | (also if also is not None else False)].reset_index(drop=True)

    def _names(self, frame: pd.DataFrame) -> set[tuple[Any, ...]]:
        return set(zip(*(frame[name].tolist() for name in self.fields), strict=True))
