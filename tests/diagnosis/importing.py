"""Takes a file through reading, matching and checking for the tests of imports, and saves and undoes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from clrisk_site.files.importing.building import build_spec
from clrisk_site.files.importing.facts import facts_of
from clrisk_site.files.registry import ImportKind
from clrisk_site.places.index import make_index
from clrisk_site.places.models import Territory
from clrisk_site.tables.matching.columns import match_columns
from clrisk_site.tables.matching.identifying import identifier_headers
from clrisk_site.tables.matching.numeric import numeric_headers
from clrisk_site.tables.preview import prepare
from clrisk_site.tables.preview_result import Preview
from clrisk_site.tables.spec import Change, Context, Severity
from tests.tables.builders import read, text_file


@dataclass
class Importer:
    """One kind of file in one territory; remembers the last change, so that it can be undone."""

    kind: ImportKind
    territory: Territory
    folder: Path
    year: int | None = 2020
    source: str = "CONAPO"
    facts: Mapping[str, str] = field(default_factory=dict)

    def context(self, **more: Any) -> Context:
        said: dict[str, Any] = {
            "territory_path": self.territory.path,
            "year": self.year,
            "source": self.source,
            "known_territories": make_index(self.territory, self.year),
            "extra": {"facts": self.facts},
        }
        return Context(**{**said, **more})

    def preview(
        self, text: str, chosen: Mapping[str, str] | None = None, answers: Mapping[str, str] | None = None
    ) -> Preview:
        """Read a text file as this kind."""
        self.spec = build_spec(self.kind, self.territory)
        table = read(text_file(self.folder / "table.csv", text), self.spec.limits)
        matches = match_columns(
            self.spec,
            table.headers,
            chosen,
            numeric=numeric_headers(table),
            identifying=identifier_headers(table),
        )
        extra = {"facts": facts_of(self.kind.facts, self.facts, table)}
        return prepare(self.spec, table, matches, self.context(answers=answers or {}, extra=extra))

    def save(
        self, text: str, chosen: Mapping[str, str] | None = None, answers: Mapping[str, str] | None = None
    ) -> Preview:
        """Store what a file holds."""
        found = self.preview(text, chosen, answers)
        assert found.change is not None, said(found)
        self.change = found.change
        self.spec.write(found.change, self.context())
        return found

    def undo(self) -> None:
        """Put back what the last file replaced, as the journal keeps it."""
        created, before = self.change.new, self.change.before
        assert before is not None
        kept = [name for name in created if name in self.spec.key or str(name).startswith("before:")]
        given = self.context(exact=True, known_territories=None)
        fresh = build_spec(self.kind, self.territory)
        assert fresh.remove is not None
        if len(created):
            fresh.remove(created[kept], given)
        if len(before):
            fresh.write(Change(before.iloc[:0], before, 0, before.iloc[:0]), given)

    def stored(self) -> pd.DataFrame:
        return build_spec(self.kind, self.territory).existing(self.context())


def said(found: Preview) -> list[str]:
    """Every error, in English."""
    return [str(problem.message) for problem in found.problems if problem.severity is Severity.ERROR]


def warned(found: Preview) -> list[str]:
    return [str(problem.message) for problem in found.problems if problem.severity is Severity.WARNING]


def counted(found: Preview) -> tuple[int, int, int, int]:
    """New, changed, the same and refused."""
    return found.new, found.changed, found.same, found.refused
