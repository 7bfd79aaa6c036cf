"""What a preview tells: counts, problems, questions and the first rows as understood."""

from dataclasses import dataclass, field

from clrisk_site.figures.message import Message
from clrisk_site.tables.counted import ROWS, CountedAs
from clrisk_site.tables.held import Held
from clrisk_site.tables.histograms import Histogram
from clrisk_site.tables.spec import Change, Problem, Question, Severity
from clrisk_site.tables.values.parsed import NameMatch


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell as understood.

    ``marks`` holds (start, end) of the characters that were repaired, such as added zeros. An empty text is a
    missing value, unless the cell is ``wrong`` or ``waits`` for an answer: then it was not understood.
    """

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    wrong: bool = False
    waits: bool = False


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One of the first rows, in the order of `Preview.shown_fields`."""

    row: int
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """One value that would change, for the list "what changes"; values are as stored and as read.

    ``name`` is what people call the row, ``key`` the text that `make_keys` makes of it.
    """

    row: int
    key: str
    field: str
    before: object
    after: object
    name: str = ""


@dataclass(frozen=True, slots=True)
class GoneRow:
    """One stored row that the file does not hold: its name, and what of its key the name does not tell."""

    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Preview:
    """The outcome of reading a file against what is stored; nothing has been written.

    Parameters
    ----------
    rows : int
        What was read, in the unit of `counted`. Where that is rows, it is always
        ``new + changed + same + refused + asked + repeated``, and equal to `file_rows`. Where a check unfolds
        rows, it is ``new + changed + same + repeated``: a row that was refused or waits was never unfolded.
    refused : int
        Rows of the file that stay out.
    asked : int
        Rows of the file that wait for the answer to a question.
    repeated : int
        Identical copies of what is kept once.
    file_rows : int
        Rows of the file; where a check unfolds them, always ``kept_rows + blank_rows + refused + asked``.
    kept_rows : int
        Rows of the file that hold what is new, changes or is the same.
    blank_rows : int
        Rows of the file that give nothing to store, or only what stands in another row too.
    counted : CountedAs
        What `rows`, `new`, `changed`, `same`, `repeated` and `gone` count.
    gone : int
        Stored rows in reach that the file does not hold. They are reported, never removed by themselves.
    removed : int
        How many of them would go: all, because a person said so, or none.
    gone_rows : tuple of GoneRow
        The first of them.
    gone_mark : str
        A text that is another one as soon as other rows are gone.
    changes : tuple of ChangedCell
        All changed values of the first changed rows; `changed_cells` is how many there are in all.
    histograms : tuple of Histogram
        One per number column in use, of all values that could be read.
    held : Held or None
        The rows that are refused or wait, all of them, with everything that is said of each.
    more_problems : int
        Problems beyond those listed; the counts of rows are exact all the same. `more_remarks` of them refuse
        nothing.
    accents : tuple of str
        Up to five texts with accented letters, to judge the encoding by.
    change : Change or None
        What `ImportSpec.write` is given; None while a question of the spec's own check is open, or a problem
        of the whole file. Rows that are refused or wait for an answer are not in it.
    """

    rows: int
    new: int
    changed: int
    same: int
    refused: int
    asked: int
    repeated: int
    gone: int
    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()
    notes: tuple[Message, ...] = ()
    more_problems: int = 0
    more_remarks: int = 0
    name_matches: tuple[NameMatch, ...] = ()
    removed: int = 0
    gone_rows: tuple[GoneRow, ...] = ()
    gone_mark: str = ""
    changes: tuple[ChangedCell, ...] = ()
    changed_cells: int = 0
    histograms: tuple[Histogram, ...] = ()
    shown_fields: tuple[str, ...] = ()
    first_rows: tuple[ShownRow, ...] = ()
    accents: tuple[str, ...] = ()
    held: Held | None = field(default=None, repr=False)
    change: Change | None = field(default=None, repr=False)
    file_rows: int = 0
    kept_rows: int = 0
    blank_rows: int = 0
    counted: CountedAs = ROWS

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity is Severity.WARNING)

    @property
    def taken_whole(self) -> bool:
        """Whether every row can be stored and nothing is left to ask."""
        return not self.errors and not self.questions
