"""Writes the codes of indicators as they are stored, and holds what a file says of them to what is known.

A code is one however it is capitalised; a name or unit that is known is never blanked or replaced.
"""

import datetime as dt
from collections.abc import Iterator

import pandas as pd

from clrisk_site.figures.message import Message, says
from clrisk_site.files.actions.keep_journal import BEFORE
from clrisk_site.files.models import ImportReceipt
from clrisk_site.tables.spec import Problem, Severity
from diagnosis.imports.batches import in_batches
from diagnosis.imports.indicators.columns import INDICATOR
from diagnosis.models import Indicator

WORDS = ("unit", "name")
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
    stored = {one.code: getattr(one, field) for one in known.values() if getattr(one, field)}
    words = dict(stored)
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
    frame[f"{BEFORE}{field}"] = frame[INDICATOR].map(stored).astype(object)
    frame[field] = frame[INDICATOR].map(words).astype(object)


def forget_words(rows: pd.DataFrame, country: str, since: object) -> None:
    """Take back the names and units that an import filled in, as its rows had none before.

    They stay where a later import may have relied on them, whatever its territory: an indicator is the
    country's.
    """
    later = ImportReceipt.objects.filter(kind="indicators", undone_at__isnull=True)
    if not isinstance(since, dt.datetime) or later.filter(created_at__gt=since).exists():
        return
    for field in WORDS:
        before = f"{BEFORE}{field}" if f"{BEFORE}{field}" in rows else field
        if before not in rows:
            continue
        codes = rows.loc[rows[before].isna(), INDICATOR].unique().tolist()
        for batch in in_batches(codes):
            Indicator.objects.filter(country=country, code__in=batch).update(**{field: ""})


def _other_unit(code: str, stands: str, text: str) -> Message:
    return says(
        "The unit of %(code)s is «%(stands)s», here «%(read)s». Give the other unit a code of its own.",
        code=code,
        stands=stands,
        read=text,
    )


def _other_name(code: str, stands: str) -> Message:
    return says("%(code)s has another name already, which stays: «%(stands)s».", code=code, stands=stands)
