"""What each case of the corpus yields, and why: the words of docs/hostile-files.md.

The tests hold the behaviour; this holds the reason, so that nobody relaxes a rule without meeting it.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Answer(NamedTuple):
    """What a person sees of a case, and why it was decided so."""

    yields: str
    why: str


ANSWERS: Mapping[int, Answer] = {
    1: Answer(
        "refused from the directory of the archive, nothing is unpacked",
        "the sizes stand there; reading first would cost the machine what the check saves",
    ),
    2: Answer("refused by its unpacked size", "one cell may be as large as a file"),
    3: Answer("refused: a document type is declared", "no spreadsheet program writes one; entities need one"),
    4: Answer("refused: a document type is declared", "the same rule stops every growth by entities"),
    5: Answer(
        "refused; no connection, nothing of the server in the answer or the log",
        "the reader knows neither network nor other files, and never gets as far as the entity",
    ),
    6: Answer(
        "refused in the child, whose abort is an answer too",
        "the reader lays out the whole rectangle between two cells; the web process must survive it",
    ),
    7: Answer("refused: not a valid workbook", "guessing another column would move numbers"),
    8: Answer("refused by ratio or number of columns", "no table of a municipality has them"),
    9: Answer("read: one row", "programs write wrong sizes; only cells count"),
    10: Answer("refused", "a workbook has few parts and no archive inside"),
    11: Answer(
        "refused; nothing is written outside the child's folder", "names of parts are never paths here"
    ),
    12: Answer("refused with one sentence", "a damaged file has no rows that could be trusted"),
    13: Answer(
        "refused by content, the name of the real kind is said", "names of files lie, first bytes rarely"
    ),
    14: Answer(
        "old (.xls) and open (.ods) workbooks are read; binary ones are refused with the way to save them",
        "town halls have them; the binary kind is rare and its reader less proven",
    ),
    15: Answer("refused: protected by a password", "the cure is one menu entry away"),
    16: Answer("read as data; the macros are never stored or run", "the table is what is needed"),
    17: Answer("ignored; no connection", "stored values suffice"),
    18: Answer("the cell is an error of its row", "blank would be taken for not known, zero for none"),
    19: Answer(
        "kept as text; every export disarms them, negative numbers stay numbers",
        "the next person opens the export in a spreadsheet program",
    ),
    20: Answer("shown as the letters they are, in pages, drawings, PDF and names of files", "names are data"),
    21: Answer("a question: put the zeros back? with the number of rows", "7101 may be 07101 or a mistake"),
    22: Answer(
        "read where only one code can be meant, else an error of the row", "what is certain needs no question"
    ),
    23: Answer(
        "alike: one is kept, with a warning; contradicting: an error with both row numbers",
        "which of two numbers holds only the sender knows",
    ),
    24: Answer(
        "an error of the row, with names that look alike to choose from",
        "a number on the neighbour's account moves help away",
    ),
    25: Answer(
        "the right letters, or a proposal that shows names before and after",
        "one encoding reads another without an error; only eyes tell",
    ),
    26: Answer(
        "recognised and shown; ragged rows are warned of one by one", "a shifted row is a wrong number"
    ),
    27: Answer("an error of the row", "no database stores a NUL, and no name is that long"),
    28: Answer(
        "read by one stated rule; what cannot be read is an error", "a mark for missing is never a number"
    ),
    29: Answer(
        "an error with the count; mixed scales are named", "a risk of 45 on a scale to one is a typing error"
    ),
    30: Answer("an error of the row", "infinity is no measurement"),
    31: Answer("an ambiguous order is asked, an impossible day is an error", "3/4 is two days"),
    32: Answer(
        "title rows, double headers, totals and notes are found, shown, and can be changed",
        "tables are made for eyes first",
    ),
    33: Answer(
        "read, and said openly; the sheet can be chosen, and hidden ones are searched for persons too",
        "what is hidden is still in the file",
    ),
    34: Answer(
        "matched or asked for; two columns for one field are an error", "the last one must not win silently"
    ),
    35: Answer("read by a job with its progress", "a page must answer at once"),
    36: Answer(
        "said with day and person; an edited one shows what is new, changed and gone",
        "most files come twice",
    ),
    37: Answer(
        "stopped before any preview; nothing of it is on a disk, in the database, a session, a log or a mail",
        "the product holds no record of a child (R18); counts by area are offered instead",
    ),
    38: Answer(
        "the same, told by values: check digits, share of personal names, birth dates beside telephones",
        "headers can be renamed by accident or on purpose",
    ),
    39: Answer("stored under a random name, shown disarmed", "the name is text of a stranger"),
    40: Answer("judged by content alone", "declared types are claims"),
    41: Answer(
        "a repair is proposed with the area that it changes; above 1 % the shape is refused",
        "small crossings come from rounding, large ones from another shape than was meant",
    ),
    42: Answer(
        "an error of the shape; repeated points alone do no harm", "an outline that is not closed has no area"
    ),
    43: Answer(
        "swapped: a person confirms the exchange; metres: the system is asked, those that fit the country "
        "first; what fits nothing is refused",
        "a map in the sea is noticed, a map a kilometre off is not",
    ),
    44: Answer(
        "counted before anything is built; large sound ones are simplified for drawing, the original is kept",
        "points are located in the original, since simplified borders misplace them",
    ),
    45: Answer(
        "the missing member is named; two layers are a choice; letters are recognised or asked",
        "a shapefile is several files, and people send one",
    ),
    46: Answer(
        "refused by content, no byte of the server is read",
        "map libraries follow such files to other files; none of them is used on what strangers send",
    ),
    47: Answer(
        "limits on depth, shapes, repeated keys; one Feature is a map of one shape; a stated system holds",
        "GeoJSON is JSON, and JSON can be anything",
    ),
    48: Answer(
        "warnings with areas in km², drawn on the map preview",
        "official maps have slivers too; a person decides whether they matter",
    ),
    49: Answer(
        "a body that comes too slowly is given up with a sentence, nothing is kept; other pages go on",
        "slow links are served down to a stated rate; below it one sender would hold the door",
    ),
    50: Answer(
        "answered before the body is looked at: 403 without token or right, 404 for another municipality",
        "who may not send it need not send it",
    ),
}
