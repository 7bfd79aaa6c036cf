"""What a specification of a correspondence analysis may say."""

from __future__ import annotations

from clrisk_site.figures.message import N_
from diagnosis.analyses.keys import SAMPLE_KEYS, Key, Keys, Shape
from diagnosis.statistics.correspondence.answers import Missing
from diagnosis.statistics.correspondence.multiple import Variant

_SAMPLE = {key.name: key for key in SAMPLE_KEYS}

SUPPLEMENTARY: Keys = (
    Key("rows", Shape.TEXTS, N_("Labels of rows.")),
    Key("columns", Shape.TEXTS, N_("Labels of columns.")),
    Key("variables", Shape.COLUMNS, N_("Columns of the file whose categories are shown.")),
    Key("categories", Shape.TEXTS, N_("Categories of the variables, such as works:9.")),
)

OF_TABLES = frozenset(
    {"shape", "rows", "columns", "weighted", "supplementary", "least_mass", "axes", "nearest"}
)
"""Keys that a ready table may have; the others speak of records."""

KEYS: Keys = (
    Key(
        "shape",
        Shape.CHOICE,
        N_("A table of counts with labels in its first column, or records."),
        choices=("table", "records"),
        default="records",
    ),
    Key(
        "rows",
        Shape.COLUMNS,
        N_("Records: column of the rows, or several to combine. Table: labels of the rows to take."),
    ),
    Key(
        "columns",
        Shape.COLUMNS,
        N_("Records: column of the columns, or several to combine. Table: columns to take."),
    ),
    Key("variables", Shape.COLUMNS, N_("Two columns or more for a multiple analysis, instead of rows.")),
    Key("counts", Shape.COLUMN, N_("Column that says how many persons were counted alike.")),
    _SAMPLE["weights"],
    Key("weighted", Shape.FLAG, N_("Whether the counts of a table are sums of weights."), default="no"),
    _SAMPLE["domain"],
    _SAMPLE["year"],
    Key(
        "variant",
        Shape.CHOICE,
        N_("Inertia of a multiple analysis: of different questions, of the records, or of all pairs."),
        choices=tuple(Variant),
        default="adjusted",
    ),
    Key(
        "supplementary",
        Shape.TREE,
        N_("What is shown but takes no part: rows, columns, variables, categories."),
        parts=SUPPLEMENTARY,
    ),
    Key(
        "least_mass",
        Shape.NUMBER,
        N_("Categories with a smaller share are shown but take no part; 0.02 is usual."),
        least=0,
        most=0.5,
        default="0",
    ),
    Key(
        "blanks",
        Shape.CHOICE,
        N_("Records without an answer leave, form a category, or keep their other answers."),
        choices=tuple(Missing),
        default="leave_out",
    ),
    Key("no_answer", Shape.TEXT, N_("Label of the blanks as a category."), default="no answer"),
    Key("labels", Shape.TREE, N_("Names of codes by column, such as works: {0: does not work, 1: works}.")),
    Key("axes", Shape.WHOLE, N_("Axes on which points are given; all by default."), least=1),
    Key("nearest", Shape.TEXTS, N_("Categories whose nearest ones are listed.")),
)
