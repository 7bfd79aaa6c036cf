"""Where each row of a file stands while it is prepared: good, refused, or waiting for an answer."""

import numpy as np
import numpy.typing as npt

from clrisk_site.figures.message import N_, Message, says
from clrisk_site.tables.held import Held, Positions, Said
from clrisk_site.tables.sentences import PROBLEMS
from clrisk_site.tables.spec import Problem, Severity

MOST_LISTED = 1_000
MOST_FOUND = 5_000
"""What a check found is there already, and a line that names its rows should count them all."""
TOTAL = says(N_("This row is the total of the others and was left out. There is nothing to mend in it."))


class RowStates:
    """Masks by position and the list of problems, which is cut where nobody would read on."""

    def __init__(self, numbers: npt.NDArray[np.int64]) -> None:
        self.numbers = numbers
        self.failed = np.zeros(len(numbers), dtype=bool)
        self.waiting = np.zeros(len(numbers), dtype=bool)
        self.problems: list[Problem] = []
        self.unlisted = 0
        self.unlisted_remarks = 0
        self.repeated = 0
        self.whole_file = False
        self._said: list[Said] = []

    @property
    def good(self) -> npt.NDArray[np.bool_]:
        return ~(self.failed | self.waiting)

    @property
    def all_good(self) -> bool:
        return bool(self.good.all())

    @property
    def waiting_count(self) -> int:
        return int((self.waiting & ~self.failed).sum())

    @property
    def refused_rows(self) -> npt.NDArray[np.int64]:
        return self.numbers[self.failed]

    @property
    def listed(self) -> tuple[Problem, ...]:
        """Problems in the order of the file, those of the whole file first.

        Of a row that is refused only the errors are told: whatever else is said holds for rows that are
        saved.
        """
        refused = set(self.refused_rows.tolist())
        told = [one for one in self.problems if one.severity is Severity.ERROR or one.row not in refused]
        return tuple(sorted(told, key=lambda problem: problem.row or 0))

    @property
    def held(self) -> Held:
        """All rows that are refused or wait, also those beyond the list."""
        waiting = self.waiting & ~self.failed
        return Held(self.numbers, np.flatnonzero(self.failed), np.flatnonzero(waiting), self._said)

    def fail(self, positions: npt.NDArray[np.intp], column: str | None, message: Message) -> None:
        """Refuse the rows at those positions."""
        self.failed[positions] = True
        self._said.append((positions, column, message))
        room = max(0, MOST_LISTED - len(self.problems))
        for row in self.numbers[positions[:room]].tolist():
            self.problems.append(Problem(row, column, message))
        self.unlisted += max(0, len(positions) - room)

    def remark(self, positions: Positions, column: str | None, message: Message) -> None:
        """Say something of the rows at those positions that refuses none of them."""
        room = max(0, MOST_LISTED - len(self.problems))
        for row in self.numbers[positions[:room]].tolist():
            self.problems.append(Problem(row, column, message, Severity.WARNING))
        self.unlisted += max(0, len(positions) - room)
        self.unlisted_remarks += max(0, len(positions) - room)

    def wait(self, positions: Positions, column: str, message: Message) -> None:
        """Keep the rows at those positions back until the question of that message is answered."""
        self.waiting[positions] = True
        self._said.append((positions, column, message))

    def add(self, problem: Problem) -> None:
        """Note a problem; an error refuses its row, or the whole file when it has none."""
        if problem.severity is Severity.ERROR and problem.row is None:
            self.whole_file = True
        elif problem.severity is Severity.ERROR and problem.row is not None:
            self._refuse(problem, problem.row)
        if problem.row is None or len(self.problems) < MOST_FOUND:
            self.problems.append(problem)
        else:
            self.unlisted += 1
            self.unlisted_remarks += problem.severity is Severity.WARNING

    def settle_totals(self) -> None:
        """Say of rows that the reader took for totals, once they are refused, only that they are totals."""
        refused = set(self.refused_rows.tolist())
        totals = {
            problem.row
            for problem in self.problems
            if problem.row in refused and problem.message.text == PROBLEMS["totals_inside"]
        }
        if not totals:
            return
        self.problems = [problem for problem in self.problems if problem.row not in totals]
        places = np.flatnonzero(np.isin(self.numbers, [row for row in totals if row is not None]))
        self._said = [
            (kept, column, message)
            for positions, column, message in self._said
            if len(kept := np.setdiff1d(positions, places))
        ]
        self.fail(places, None, TOTAL)

    def count_without(self, rows: npt.NDArray[np.int64]) -> int:
        """Return how many good rows of the file are none of these."""
        return int((self.good & ~np.isin(self.numbers, rows)).sum())

    def _refuse(self, problem: Problem, row: int) -> None:
        position = int(np.searchsorted(self.numbers, row))
        if position < len(self.numbers) and self.numbers[position] == row:
            self.failed[position] = True
            self._said.append((np.array([position], dtype=np.intp), problem.column, problem.message))
