"""The cases of the corpus of files, and where each is tested.

A test says its case in its name (``test_case_07_...``), a hostile file in `hostile.HOSTILE`; whatever is
tested under another name stands in `ELSEWHERE`. `test_corpus.py` holds this list to the tests that there are.
"""

from collections.abc import Mapping

CASES: Mapping[int, str] = {
    1: "a workbook that unpacks to hundreds of megabytes of cells",
    2: "one endless text",
    3: "entities that grow by themselves (billion laughs)",
    4: "entities that grow with the square of their number",
    5: "entities that fetch files and addresses",
    6: "two cells at the corners of the largest sheet",
    7: "a cell beyond the last column",
    8: "a million columns",
    9: "a sheet that says it is larger than it is",
    10: "ten thousand parts; archives in archives",
    11: "parts whose names lead out; links; names twice; a NUL in a name",
    12: "directory and headers that disagree; data behind; truncated files",
    13: "something else called .xlsx; nothing at all",
    14: "old, binary and open workbooks",
    15: "a password",
    16: "macros",
    17: "links to other workbooks, DDE, connections",
    18: "formulas without a value",
    19: "cells that would be formulas elsewhere",
    20: "markup and templates in names",
    21: "codes that lost their zeros",
    22: "codes written in other ways",
    23: "the same row twice, alike or not",
    24: "unknown codes and codes of others",
    25: "encodings",
    26: "separators, quotes, ragged rows",
    27: "endless fields and NUL",
    28: "numbers as people write them",
    29: "values out of bounds, all alike, or of two scales",
    30: "what is no number of a table",
    31: "dates",
    32: "titles, merged and double headers, totals, notes",
    33: "hidden rows, columns and sheets; filters; several sheets",
    34: "headers: synonyms, accents, order, blank, repeated",
    35: "a hundred thousand good rows",
    36: "the same file twice, as it was or edited",
    37: "a list of children that says what it is",
    38: "the same list in disguise",
    39: "names of files that are traps",
    40: "files that are not what they are called",
}

ELSEWHERE: Mapping[int, tuple[str, ...]] = {
    35: (
        "tests/files/test_long_files.py::test_a_long_file_is_looked_at_by_a_job_whose_page_leads_to_the_review",
        "tests/files/test_long_files.py::test_what_was_seen_is_saved_by_a_job_that_leads_to_the_receipt",
    ),
    36: (
        "tests/files/test_wizard.py::test_the_same_file_again_is_recognised",
        "tests/files/test_wizard.py::test_the_review_counts_what_is_new_changed_and_the_same",
    ),
}
"""The time and memory of case 35 are measured by `make bench`."""
