"""Which columns of a register may leave the reading process: those a kind of file can have a field for."""

from collections.abc import Iterable

from clrisk_site.tables.spec import ImportSpec


def headers_wanted(spec: ImportSpec, chosen: Iterable[str]) -> tuple[str, ...] | None:
    """Return the headers that may leave; None where a kind of file reads all columns.

    Parameters
    ----------
    chosen : iterable of str
        Headers that a person gave a field, now or before.
    """
    if not spec.only_known:
        return None
    texts = [
        text
        for column in spec.columns
        for text in (column.name, column.label.text, *column.synonyms, *column.by_name, *column.tags)
    ]
    return tuple(dict.fromkeys((*texts, *chosen)))
