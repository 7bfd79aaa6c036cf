"""Which columns of a register may leave the reading process: those a kind of file can have a field for."""

from collections.abc import Iterable

from clrisk_site.tables.persons.leaving import is_personal
from clrisk_site.tables.spec import ImportSpec
from clrisk_site.tables.wording import plain


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


def left_behind(headers: Iterable[str], leaving: Iterable[str]) -> tuple[str, ...]:
    """Return which of the headers are not among those that may leave, without the ones that never may."""
    allowed = set(leaving)
    allowed |= {plain(text) for text in allowed}
    return tuple(
        header for header in headers if not ({header, plain(header)} & allowed) and not is_personal(header)
    )


def never_leaving(spec: ImportSpec, headers: Iterable[str]) -> dict[str, str]:
    """Return the headers that no field can be given, since their columns stay behind: each with ""."""
    return {header: "" for header in headers if is_personal(header)} if spec.only_known else {}
