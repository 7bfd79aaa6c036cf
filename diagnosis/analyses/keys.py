"""What a specification may say: one key, its shape and its meaning; and the keys that methods share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from clrisk_site.figures.message import N_, Message


class Shape(StrEnum):
    """What may stand behind a key."""

    COLUMN = N_("column")
    COLUMNS = N_("columns")
    CONDITION = N_("condition")
    NUMBER = N_("number")
    NUMBERS = N_("numbers")
    WHOLE = N_("whole number")
    TEXT = N_("text")
    TEXTS = N_("texts")
    CHOICE = N_("choice")
    FLAG = N_("yes or no")
    TREE = N_("mapping")
    ANY = N_("anything")


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a specification.

    Parameters
    ----------
    name : str
        As it is written.
    shape : Shape
        What may stand behind it. TREE is a mapping that the method reads itself; ANY nothing checks.
    meaning : str
        One English sentence, marked with `N_`.
    required : bool
        Whether the method needs it.
    choices : tuple of str
        For CHOICE: what may be written.
    least, most : float or None
        For numbers: bounds, both included.
    default : str
        What holds where the key is absent, for the page of documentation.
    parts : tuple of Key
        What may stand in the mapping behind it.
    entry : str
        What the parts belong to, where that is each entry of a mapping, such as a column, or of a list: [].
    """

    name: str
    shape: Shape
    meaning: str
    required: bool = False
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    default: str = ""
    parts: tuple[Key, ...] = ()
    entry: str = ""

    @property
    def message(self) -> Message:
        """What it means, as a sentence to render."""
        return Message(self.meaning)


SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
ENCODINGS = ("utf-8", "cp1252", "latin-1", "utf-16", "mac_roman", "cp850")

type Keys = tuple[Key, ...]

OUTCOME = Key(
    "outcome",
    Shape.CONDITION,
    N_("Answer whose share is estimated, as a column or a condition."),
    required=True,
)

DESIGN_KEYS: Keys = (
    Key("weights", Shape.COLUMN, N_("Column that says how many persons a record stands for.")),
    Key("strata", Shape.COLUMN, N_("Column of the strata of the sample.")),
    Key("clusters", Shape.COLUMN, N_("Column of the first-stage sampling units.")),
    Key(
        "fpc", Shape.COLUMN, N_("Column with the number of sampling units in the population of the stratum.")
    ),
    Key(
        "single",
        Shape.CHOICE,
        N_("What a stratum with one sampling unit adds to the variance."),
        choices=("centre", "certainty"),
        default="centre",
    ),
)
"""How the sample was drawn; read by `design_of`."""

SAMPLE_KEYS: Keys = (
    *DESIGN_KEYS,
    Key(
        "domain",
        Shape.CONDITION,
        N_("Condition of the records that are analysed; the others stay in the design."),
    ),
    Key("year", Shape.COLUMN, N_("Column of the survey year; several years in the domain are refused.")),
)
"""Design, domain and year; read by `sample_of`."""

CONFIDENCE = Key(
    "confidence", Shape.NUMBER, N_("Coverage of the intervals."), least=0.5, most=0.9999, default="0.95"
)
SEED = Key("seed", Shape.WHOLE, N_("Start of the random numbers, stored with the result."), least=0)

READING_KEYS: Keys = (
    Key("title", Shape.TEXT, N_("Name of the analysis, repeated in the output.")),
    Key(
        "separator",
        Shape.CHOICE,
        N_("What separates the cells; found out where it is not said."),
        choices=tuple(SEPARATORS),
    ),
    Key(
        "encoding",
        Shape.CHOICE,
        N_("Encoding of the file; found out where it is not said."),
        choices=ENCODINGS,
    ),
    Key(
        "decimal",
        Shape.CHOICE,
        N_("Decimal mark of the numbers; found out where it is not said."),
        choices=("point", "comma"),
    ),
    Key(
        "header",
        Shape.WHOLE,
        N_("Row of the header; the first that is not blank by default."),
        least=1,
        most=200,
    ),
    Key("missing", Shape.TREE, N_("Further codes that mean «missing», by column.")),
)
"""How the file is read; every method has them."""
