"""What an import is made of: columns, problems, questions, context and the spec itself.

No reading, no parsing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from clrisk_site.figures.message import Message
from clrisk_site.tables.counted import ROWS, CountedAs
from clrisk_site.tables.limits import TYPED, Limits

if TYPE_CHECKING:
    # The reading process imports this module too, and should not wait for pandas.
    import pandas as pd

    from clrisk_site.tables.territories import TerritoryIndex


class Kind(StrEnum):
    """How the cells of a column are read, and what the prepared frame holds for it.

    ``TEXT``, ``CODE``, ``CHOICE``, ``YES_NO_UNKNOWN`` and ``TERRITORY`` become ``str`` or None in an object
    column; ``INTEGER`` and ``YEAR`` become ``Int64``; ``NUMBER`` and ``PERCENT`` (0 to 100) become
    ``float64`` with NaN for missing; ``DATE`` becomes ``datetime.date`` or None; ``GEOMETRY`` becomes WKB
    bytes or None. A ``TERRITORY`` holds the path of the territory it was matched to.
    """

    TEXT = "text"
    CODE = "code"
    INTEGER = "integer"
    NUMBER = "number"
    PERCENT = "percent"
    CHOICE = "choice"
    YES_NO_UNKNOWN = "yes_no_unknown"
    YEAR = "year"
    DATE = "date"
    TERRITORY = "territory"
    GEOMETRY = "geometry"


class Severity(StrEnum):
    """An error refuses the row (or, without a row, the file); a warning refuses nothing."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Column:
    """One field that an import knows.

    Parameters
    ----------
    name : str
        Name of the field in the prepared frame, and what ``--map COLUMN=FIELD`` names.
    synonyms : tuple of str
        Other headers people use for it, in any language; case and accents do not matter.
    choices : mapping of str to tuple of str
        For ``CHOICE``: code to the spellings accepted for it (the code itself always is).
    words : mapping of str to text
        For ``CHOICE``: code to what it is called, in the language of the moment. Where a spec is spoken, it
        is the first spelling of the code, with which rows go out.
    minimum, maximum : float or None
        Inclusive bounds; a value outside is a row error.
    lengths : tuple of int
        For ``CODE``: the lengths an official code may have. Shorter codes of digits are asked about (lost
        zeros).
    levels : tuple of str
        For ``TERRITORY``: the levels that may be matched; empty means any.
    many : bool
        The cell may hold several texts or choices separated by ``;``; the frame holds a tuple of them.
    tags : tuple of str
        Hashtags of the Humanitarian Exchange Language that mean this field, such as ``#adm2+code``.
    part_of : str
        For ``CODE``: the ``TERRITORY`` field whose code this column is one part of, in the order of the spec;
        `lengths` holds the length of the part. The column itself is not in the prepared frame.
    narrows : str
        For ``TEXT``: the ``TERRITORY`` field that this column tells apart from others of the same name, such
        as the state beside a municipality. The column itself is not in the prepared frame.
    by_name : tuple of str
        For ``TERRITORY``: headers that hold some name, taken only where nothing else says the territory.
    may_fail : bool
        A cell that cannot be understood leaves its field blank with a remark, and does not refuse its row:
        another column may say the same. A territory may then lie outside that of the import.
    of_position : bool
        The numbers are degrees or metres: what is a degree with its decimals has no thousands.
    counts_persons : bool
        The numbers count persons, so that small ones that are stored are not told beside those of a file.
    """

    name: str
    label: Message
    kind: Kind
    required: bool = False
    synonyms: tuple[str, ...] = ()
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    minimum: float | None = None
    maximum: float | None = None
    example: str = ""
    many: bool = False
    lengths: tuple[int, ...] = ()
    levels: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    part_of: str = ""
    narrows: str = ""
    by_name: tuple[str, ...] = ()
    words: Mapping[str, object] = field(default_factory=dict)
    may_fail: bool = False
    of_position: bool = False
    counts_persons: bool = False

    @property
    def helps(self) -> str:
        """The ``TERRITORY`` field that this column only helps to find; it is not in the prepared frame."""
        return self.part_of or self.narrows


@dataclass(frozen=True, slots=True)
class OpenColumns:
    """Columns whose number is not fixed, such as one per factor; their field is ``prefix:code``.

    Parameters
    ----------
    known : mapping of str to tuple of str
        Codes that exist, with the headers people use for each.
    free : bool
        Any other header may be taken too: the code is then the header itself, as it stands in the file.
    examples : mapping of str to str
        Codes that a template shows a column for, with the cell of its example row.
    """

    prefix: str
    label: Message
    kind: Kind
    known: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    minimum: float | None = None
    maximum: float | None = None
    free: bool = False
    examples: Mapping[str, str] = field(default_factory=dict)

    def field_for(self, code: str) -> str:
        return f"{self.prefix}:{code}"

    def column(self, name: str) -> Column | None:
        """Return the column behind a field such as ``factor:hh_size``, or None when the code is not known."""
        prefix, _, code = name.partition(":")
        if prefix != self.prefix or not code or not (self.free or code in self.known):
            return None
        written = next(iter(self.known.get(code, ())), code)
        label = Message("%(what)s «%(name)s»", {"what": self.label, "name": written})
        return Column(name, label, self.kind, minimum=self.minimum, maximum=self.maximum)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong, with the row number the user sees in a spreadsheet (None: the whole file or
    column)."""

    row: int | None
    column: str | None
    message: Message
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a question; ``code`` is what `Context.answers` holds."""

    code: str
    label: Message
    explanation: Message | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Something only a person may decide; rows that hang on it wait until it is answered."""

    code: str
    message: Message
    options: tuple[Option, ...]
    recommended: str | None = None
    rows: int = 0
    evidence: Message | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """The file was not readable as a table; nothing of it was kept.

    ``code`` is the key of its sentence, such as ``persons`` for a list of persons.
    """

    message: Message
    sheet: str | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What surrounds one import: where, when, from whom, and what was already answered.

    Parameters
    ----------
    exact : bool
        Rows are put back as they were stored: a missing value overwrites, where it otherwise leaves alone.
    """

    territory_path: str | None = None
    year: int | None = None
    source: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    actor: object = None
    known_territories: "TerritoryIndex | None" = None
    extra: Mapping[str, object] = field(default_factory=dict)
    exact: bool = False


class BuiltUponError(Exception):
    """Rows cannot be removed, because something rests on them; `message` says what and where."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True, slots=True)
class Change:
    """What writing would do.

    ``new`` and ``changed`` have all fields read from the file; ``before``, which holds the changed rows as
    they are stored, and ``gone`` the stored ones.
    """

    new: "pd.DataFrame"
    changed: "pd.DataFrame"
    same: int
    gone: "pd.DataFrame"
    before: "pd.DataFrame | None" = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What a spec's own check found; the frame may have gained or lost columns, never rows.

    A check may unfold one row of the file into several, such as one per indicator; each keeps its row number,
    and the preview counts what was unfolded. Where it gathers several rows into one, such as the shops of an
    area, `gathered` says how many rows of the file stand behind the frame.
    """

    frame: "pd.DataFrame"
    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()
    gathered: int | None = None


@dataclass(frozen=True, slots=True)
class ImportSpec:
    """One kind of file that can be imported.

    Parameters
    ----------
    key : tuple of str
        Fields that name a row; two rows of one file may not contradict each other under one key.
    check : callable, optional
        Gets the parsed frame, indexed by the row number of the user's file, and the context.
    existing : callable
        Returns the stored rows in the reach of the context, one column per stored field of the spec, so that
        `write` can put a row back as it was and an export holds all that an import takes.
    write : callable
        Stores the new and changed rows; called once, inside the caller's transaction. Leaves alone what the
        rows do not hold, unless ``context.exact``.
    remove : callable, optional
        Removes the stored rows that a frame of key fields names, inside the caller's transaction; without it
        rows of this kind are never removed. Raises `BuiltUponError` when something rests on one of them.
    together : bool
        The rows make one whole, such as a model: nothing is saved while one of them is refused.
    unread : tuple of str
        Headers of columns that stand there for the reader's eyes, such as the names beside codes; they are
        never proposed for a field.
    counted : CountedAs
        What is stored, and so counted: something else than rows where the check unfolds them.
    words : mapping of str to message
        What people call the fields that are stored but are no column of a file, such as a computed area.
    only_known : bool
        Columns that match no field stay in the reading process, and so do those about somebody: the kind is
        a register of places, where owners, telephones and addresses stand beside what is wanted.
    drawn : callable, optional
        Returns what the check noted of the shapes of the file, for a page that draws them; None without any.
    """

    kind: str
    label: Message
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    existing: "Callable[[Context], pd.DataFrame]"
    write: Callable[[Change, Context], None]
    remove: "Callable[[pd.DataFrame, Context], None] | None" = None
    open_columns: OpenColumns | None = None
    check: "Callable[[pd.DataFrame, Context], Checked] | None" = None
    limits: Limits = TYPED
    unread: tuple[str, ...] = ()
    together: bool = False
    counted: CountedAs = ROWS
    words: Mapping[str, Message] = field(default_factory=dict)
    only_known: bool = False
    drawn: Callable[[], object] | None = None

    def column(self, name: str) -> Column | None:
        """Return the column of that field name, open columns included."""
        for column in self.columns:
            if column.name == name:
                return column
        return self.open_columns.column(name) if self.open_columns else None
