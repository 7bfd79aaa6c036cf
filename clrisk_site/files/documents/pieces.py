"""Makes blocks of a document from what the components of the pages take, so that both say the same."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext

from clrisk_site.catalogue.quantities import words_for
from clrisk_site.figures.estimate import Estimate, Unit
from clrisk_site.figures.suppression import released
from clrisk_site.files.documents.content import Cell, Chain, Column, Fact, KeyFacts, Kind, Link, Table


def table_block(table: Mapping[str, Any], *, sheet: str = "") -> Table:
    """Make a table from what components/table.html takes.

    A cell may carry `value` (a number or a date, as shown) and `decimals` beside its text; a column `unit`,
    which the page writes in each cell and a spreadsheet once in the head.
    """
    columns = tuple(_column(column) for column in table["columns"])
    return Table(
        title=str(table["caption"]),
        columns=columns,
        rows=tuple(tuple(_cell(cell) for cell in row["cells"]) for row in table["rows"]),
        holds=str(table.get("holds") or ""),
        source=str(table.get("source") or ""),
        sheet=sheet or str(table["caption"]),
    )


def _column(column: Mapping[str, Any]) -> Column:
    note = column.get("note")
    label = f"{column['label']}, {note}" if note else str(column["label"])
    kind = Kind.NUMBER if column.get("number") else Kind(column.get("kind", Kind.TEXT))
    return Column(label, kind, str(column.get("unit") or ""))


def _cell(cell: Mapping[str, Any]) -> Cell:
    return Cell(
        text=str(cell["text"]),
        small=str(cell.get("small") or ""),
        value=cell.get("value"),
        decimals=cell.get("decimals", 0),
        illustrative=bool(cell.get("illustrative")),
    )


def facts_block(rows: Iterable[Mapping[str, Any]]) -> KeyFacts:
    """Make labelled values from what components/summary_list.html takes."""
    return KeyFacts(tuple(_fact(row) for row in rows))


def _fact(row: Mapping[str, Any]) -> Fact:
    letters = " ".join(row.get("letters") or ())
    value = " ".join(part for part in (letters, str(row.get("value") or "")) if part)
    small = with_mark(str(row.get("small") or ""), bool(row.get("illustrative")))
    return Fact(str(row["label"]), value, small)


def chain_block(links: Iterable[Any]) -> Chain:
    """Make the evidence chain from what components/chain.html takes."""
    return Chain(tuple(_link(link) for link in links))


def _link(link: Any) -> Link:
    said = [verdict_words(link.verdict, link.reason), link.source]
    source = with_mark(" · ".join(part for part in said if part), link.illustrative)
    return Link(chain_word(link.kind), link.title, link.story, source)


def chain_word(kind: str) -> str:
    """Return the name of a link, as components/chain_word.html has it."""
    words = {
        "statistic": gettext("Statistic"),
        "factor": gettext("Factor"),
        "gap": gettext("Gap"),
        "programme": gettext("Programme"),
        "indicator": gettext("Indicator"),
        "result": gettext("Result"),
    }
    return words.get(kind, kind)


def verdict_words(verdict: str, reason: str) -> str:
    """Return a verdict with its reason, as components/verdict.html has it."""
    words = {
        "publish": gettext("Publishable"),
        "review": gettext("Review"),
        "suppress": gettext("Not shown"),
    }
    word = words.get(verdict, "")
    return f"{word}: {reason}" if word and reason else word


def gate_word(verdict: str) -> str:
    """Return how a question of a gate came out, as components/rules.html has it."""
    words = {
        "passed": gettext("Met"),
        "failed": gettext("Missing"),
        "warned": gettext("Warning"),
        "excused": gettext("Excused"),
    }
    return words.get(verdict, gettext("Unknown"))


def with_mark(text: str, illustrative: bool) -> str:  # noqa: FBT001 - the fact is what it is about
    """Add the word that marks an invented number."""
    if not illustrative:
        return text
    mark = gettext("illustrative")
    return f"{text} · {mark}" if text else mark


def estimate_cell(estimate: Estimate) -> dict[str, Any]:
    """Make the cell of a number: as people read it, with its interval, and as the same value for a sheet."""
    words = words_for(estimate)
    return {
        "text": words.value or words.missing,
        "small": words.interval,
        "illustrative": words.illustrative,
        **value_of(estimate),
    }


def value_of(estimate: Estimate) -> dict[str, Any]:
    """Return value and decimals as `words_for` shows them; a sheet must not be more precise than the page."""
    estimate = released(estimate)
    if estimate.value is None:
        return {"value": None, "decimals": 0}
    decimals = _DECIMALS.get(estimate.unit)
    if decimals is None:
        decimals = 0 if estimate.value == round(estimate.value) else 1
    return {"value": round(estimate.value, decimals), "decimals": decimals}


_DECIMALS = {
    Unit.PERSONS: 0,
    Unit.PLACES: 0,
    Unit.CURRENCY: 0,
    Unit.POINTS: 1,
    Unit.PERCENT: 1,
    Unit.PROBABILITY: 3,
}
