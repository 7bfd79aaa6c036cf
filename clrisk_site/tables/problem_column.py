"""The column that says what is wrong with a row: added on the way out, known and left out when it returns."""

from collections.abc import Sequence

from clrisk_site.figures.message import N_, Message, says
from clrisk_site.tables.wording import plain

PROBLEM = N_("problem")
_HEADERS = frozenset({"problem", "problema", "probleme"})


def is_problem_header(header: str) -> bool:
    """Whether a header is that of the column of problems, in any of the four languages.

    Examples
    --------
    >>> is_problem_header("Problème"), is_problem_header("problemas resueltos")
    (True, False)
    """
    return plain(header) in _HEADERS


def note_left_out(unused: Sequence[str]) -> list[Message]:
    """Return what is said of a column of problems that came back and is not used."""
    message = N_("The column «%(column)s» was left out. It says what was wrong with each row before.")
    return [says(message, column=header) for header in unused if is_problem_header(header)]
