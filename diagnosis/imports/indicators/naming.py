"""Writes the codes of indicators as they are stored, and holds what a file says of them to what is known.

A code is one however it is capitalised; a name or unit that is known is never blanked or replaced.
"""

from collections.abc import Iterator

import pandas as pd

from clrisk_site.figures.message import Message, says
from clrisk_site.tables.spec import Problem, Severity
from diagnosis.imports.indicators.columns import INDICATOR
from diagnosis.models import Indicator

LONGEST = {INDICATOR: 120, "name": 300, "unit": 120, "source": 300}


def known_indicators(country: str) -> dict[str, Indicator]:
    """Return the stored indicators by their code without capitals."""
    return {one.code.casefold(): one for one in Indicator.objects.filter(country=country)}


def canonical_codes(codes: "pd.Series[str]", known: dict[str, Indicator]) -> "pd.Series[str]":
    """Return each code as it is stored, else as the file writes it first."""
    written: dict[str, str] = {}
    for code in codes.unique().tolist():
        stored = known.get(code.casefold())
        written.setdefault(code.casefold(), stored.code if stored else code)
    return codes.map({code: written[code.casefold()] for code in codes.unique().tolist()})


def check_lengths(frame: pd.DataFrame) -> Iterator[Problem]:
    """Yield the rows whose texts are longer than what is kept of them."""
    for field, longest in LONGEST.items():
        if field not in frame:
            continue
        long = {text for text in frame[field].dropna().unique() if len(text) > longest}
        message = says("The text is longer than %(limit)s characters. Shorten it.", limit=longest)
        for row in dict.fromkeys(frame.index[frame[field].isin(long)].tolist()) if long else ():
            yield Problem(int(row), field, message)


def settle_words(frame: pd.DataFrame, known: dict[str, Indicator], field: str) -> Iterator[Problem]:
    """Fill names or units from what is stored, or from another row; yield where they contradict each other.

    Another unit makes another number of it, so it is an error; another name is only said.
    """
    if field not in frame:
        return
    said = frame[[INDICATOR, field]].dropna().drop_duplicates()
    words = {one.code: getattr(one, field) for one in known.values() if getattr(one, field)}
    for code, text in said.itertuples(index=False):
        stands = words.setdefault(code, text)
        if stands == text:
            continue
        rows = frame.index[(frame[INDICATOR] == code) & (frame[field] == text)]
        if field == "name":
            yield Problem(int(rows[0]), field, _other_name(code, stands), Severity.WARNING)
            continue
        for row in rows:
            yield Problem(int(row), field, _other_unit(code, stands, text))
    frame[field] = frame[INDICATOR].map(words).astype(object)


def _other_unit(code: str, stands: str, text: str) -> Message:
    return says(
        "The unit of %(code)s is «%(stands)s», here «%(read)s». Give the other unit a code of its own.",
        code=code,
        stands=stands,
        read=text,
    )


def _other_name(code: str, stands: str) -> Message:
    return says("%(code)s has another name already, which stays: «%(stands)s».", code=code, stands=stands)
