"""The questions of an interview's form and their names, on which what goes out and comes back agrees."""

from dataclasses import dataclass, field

INTERVIEW, THEME_NOTE, ANSWER, SAID = "interview", "note", "answer", "said"
CONSENT_TO_RECORD, CONSENT_TO_QUOTE, DAY, POST = "consents_to_record", "consents_to_quote", "day", "post"


@dataclass(frozen=True)
class Question:
    """One row of the sheet `survey`.

    Parameters
    ----------
    kind : str
        Type as XLSForm writes it, such as "text" or "select_one known".
    labels : dict of str to str
        By language code.
    """

    kind: str
    name: str
    labels: dict[str, str] = field(default_factory=dict)
    relevant: str = ""
    required: bool = False
    calculation: str = ""
    constraint: str = ""
    appearance: str = ""


@dataclass(frozen=True)
class Choice:
    """One row of the sheet `choices`."""

    list_name: str
    name: str
    labels: dict[str, str]


@dataclass(frozen=True)
class Form:
    """A form as its three sheets."""

    form_id: str
    title: str
    version: str
    languages: tuple[str, ...]
    questions: tuple[Question, ...]
    choices: tuple[Choice, ...]


def fact_name(key: str, part: str) -> str:
    """Return the name of the question that asks a fact (`ANSWER`) or its other value (`SAID`)."""
    return f"{key}_{part}"


def note_name(theme: str) -> str:
    """Return the name of the open question of a theme."""
    return f"{THEME_NOTE}_{theme}"
