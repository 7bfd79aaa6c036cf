"""The refused rows as they stood in the file, with a column that says what is wrong."""

from django.utils.translation import gettext

from clrisk_site.catalogue.wording import render
from clrisk_site.files.importing.previewing import Understood
from clrisk_site.tables.neutral import Value
from clrisk_site.tables.writing import write_csv


def make_problem_csv(understood: Understood) -> bytes:
    """Return the refused rows as CSV, in the order of the file."""
    table = understood.table
    said: dict[int, list[str]] = {}
    for problem in understood.preview.errors:
        if problem.row is not None:
            said.setdefault(problem.row, []).append(render(problem.message))
    kept = [number for number in range(len(table.headers)) if number != table.geometry_column]
    positions = [at for at, row in enumerate(table.row_numbers.tolist()) if row in said]
    columns = [table.cells(number) for number in kept]
    numbers = table.row_numbers.tolist()
    rows: list[list[Value]] = [
        [numbers[at], *(column[at] for column in columns), " ".join(said[numbers[at]])] for at in positions
    ]
    return write_csv([gettext("row"), *(table.headers[number] for number in kept), gettext("problem")], rows)
