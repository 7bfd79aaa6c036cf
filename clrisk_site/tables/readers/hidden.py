"""What a sheet hides from the eye: rows, columns, what a filter leaves out.

All of it is read, so it is said.
"""

import re
from dataclasses import dataclass

from clrisk_site.tables.readers.request import Note

_ROW = re.compile(rb'<(?:\w+:)?row\s[^>]*?\bhidden="(?:1|true)"')
_COLUMN = re.compile(rb'<(?:\w+:)?col\s[^>]*?\bhidden="(?:1|true)"[^>]*>')
_EDGE = re.compile(rb'\b(min|max)="(\d{1,5})"')


@dataclass(slots=True)
class Hidden:
    """Counts over the blocks of a sheet's XML."""

    rows: int = 0
    filtered: bool = False
    columns: int = 0

    def look(self, block: bytes, width: int) -> None:
        """Count what is hidden in a block; columns beyond the width that may be read do not matter."""
        if b"hidden=" in block:
            self.rows += len(_ROW.findall(block))
            for tag in _COLUMN.findall(block):
                edges = {name: int(number) for name, number in _EDGE.findall(tag)}
                if edges.keys() == {b"min", b"max"}:
                    self.columns += max(0, min(edges[b"max"], width) - edges[b"min"] + 1)
        self.filtered = self.filtered or b"autoFilter" in block

    def notes(self) -> list[Note]:
        """Return what is to be said."""
        said = []
        if self.rows:
            code = "filtered_rows" if self.filtered else "hidden_rows"
            said.append(Note(code, warning=True, params={"rows": self.rows}))
        if self.columns:
            said.append(Note("hidden_columns", warning=True, params={"columns": self.columns}))
        return said
