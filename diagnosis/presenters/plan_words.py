"""What the choices on the header of a file are called, of a survey and of an analysis alike."""

from django.utils.translation import gettext

from diagnosis.survey.plan import Column, Condition


def condition_words(condition: Condition) -> str:
    """Return which answers of a column decide."""
    words = f"{column_words(condition.column)} = {condition.yes}"
    return f"{words} ({gettext('no answer')}: {condition.blank})" if condition.blank else words


def column_words(column: Column) -> str:
    """Return the name of a column, or its number where it has none."""
    return column.name or gettext("column %(number)s") % {"number": column.place + 1}


def sample_words(*columns: Column | None) -> str:
    """Return the columns of the design, each "none" where it was not chosen."""
    return " · ".join(column_words(column) if column else gettext("none") for column in columns)


def blank_words(*, skipped: bool) -> str:
    """Return what a blank answer means."""
    if skipped:
        return gettext("The question was skipped after an earlier answer: no")
    return gettext("Nobody answered: not in the base")


def rule_words(preset: str) -> str:
    """Return the rule of quality that was chosen."""
    return {
        "eclac": gettext("Regional rule of ECLAC"),
        "country": gettext("Regional rule with the limit of the country"),
        "working": gettext("Working rule inside the municipality"),
    }.get(preset, preset)
