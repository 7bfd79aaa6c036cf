"""The level of government of each row: from the file, from where it is imported, or asked."""

import pandas as pd

from clrisk_site.figures.message import N_, counts, says
from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import Context, Option, Question
from mapping.models import GovernmentLevel

LEVELS = {
    GovernmentLevel.FEDERAL: N_("Federal"),
    GovernmentLevel.STATE: N_("State"),
    GovernmentLevel.MUNICIPAL: N_("Municipal"),
}


def set_level(frame: pd.DataFrame, territory: Territory, context: Context) -> list[Question]:
    """Fill the level of government: from the file, from the territory, or from an answer."""
    given = frame["level"] if "level" in frame else pd.Series(None, index=frame.index, dtype=object)
    blank = int(given.isna().sum())
    usual = {0: GovernmentLevel.FEDERAL, 1: GovernmentLevel.STATE}.get(territory.path.count("."))
    answer = context.answers.get("level")
    if usual is None and answer in LEVELS:
        usual = GovernmentLevel(answer)
    # Until the question is answered the rows are shown as if it were, and nothing is stored.
    frame["level"] = given.fillna((usual or GovernmentLevel.MUNICIPAL).value)
    if usual is not None or not blank:
        return []
    question = Question(
        "level",
        says("Which level of government do these rows belong to?"),
        tuple(Option(code.value, says(label)) for code, label in LEVELS.items()),
        recommended=GovernmentLevel.MUNICIPAL.value,
        rows=blank,
        evidence=counts(
            "The file has no level of government in %(count)s row.",
            "The file has no level of government in %(count)s rows.",
            blank,
        ),
    )
    return [question]
