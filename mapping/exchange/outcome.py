"""What taking a file in would do, told alike for a workbook and for a service directory."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from clrisk_site.figures.message import Message


@dataclass(frozen=True, slots=True)
class Section:
    """The counts of one table of the file, in the order in which they are always told."""

    label: str
    new: int = 0
    changed: int = 0
    same: int = 0
    refused: int = 0
    gone: int = 0


@dataclass(frozen=True, slots=True)
class Fault:
    """Why one row stays out, or what of it does; `row` is empty where a table has no row numbers."""

    section: str
    row: str
    sentence: Message
    refuses: bool = True


@dataclass(frozen=True, slots=True)
class ChangedValue:
    """One value before and after, in words."""

    section: str
    name: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Outcome:
    """Everything that a person looks through before saying yes.

    Parameters
    ----------
    refused : Message or None
        Why the whole file cannot be taken in.
    does_something : bool
        Whether saying yes would change anything; rows that are gone count only where they shall go.
    gone : sequence of (str, str)
        Section and name of what is stored and no longer in the file.
    may_remove : bool
        Whether what is gone may be removed, if the person says so.
    """

    sections: Sequence[Section]
    faults: Sequence[Fault] = ()
    remarks: Sequence[Message] = ()
    changes: Sequence[ChangedValue] = ()
    gone: Sequence[tuple[str, str]] = ()
    refused: Message | None = None
    does_something: bool = False
    may_remove: bool = False
    parts: Sequence[str] = field(default=())

    @property
    def mark(self) -> str:
        """A text that is another one as soon as saying yes would do something else."""
        said = [
            [(one.label, one.new, one.changed, one.same, one.refused, one.gone) for one in self.sections],
            [(one.section, one.name, one.field, one.before, one.after) for one in self.changes],
            list(self.gone),
            list(self.parts),
        ]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()[
            :32
        ]

    def total(self, name: str) -> int:
        """Return one of the counts over all sections."""
        return sum(int(getattr(section, name)) for section in self.sections)
