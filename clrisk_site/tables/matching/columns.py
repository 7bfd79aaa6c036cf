"""Which header is which field: the same, a synonym, something alike, or what the user said."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from clrisk_site.figures.message import N_, says
from clrisk_site.tables.matching.similarity import NameFinder, letters
from clrisk_site.tables.spec import ImportSpec, Problem, Severity
from clrisk_site.tables.wording import plain

CLOSE = 0.88
SHORTEST_CLOSE = 5


class How(StrEnum):
    """How a header was matched to its field."""

    SAME = "same"
    SUGGESTED = "suggested"
    CHOSEN = "chosen"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """One header and the field proposed for it."""

    header: str
    field: str | None
    how: How


@dataclass(frozen=True, slots=True)
class ColumnMatches:
    """The proposal for all headers; problems of severity error must be mended before going on."""

    columns: tuple[ColumnMatch, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def mapping(self) -> dict[str, str]:
        """Header to field, for the columns that are used."""
        return {match.header: match.field for match in self.columns if match.field}

    @property
    def unused(self) -> tuple[str, ...]:
        return tuple(match.header for match in self.columns if not match.field)


def match_columns(
    spec: ImportSpec, headers: Sequence[str], chosen: Mapping[str, str] | None = None
) -> ColumnMatches:
    """Propose a field for each header.

    Parameters
    ----------
    headers : sequence of str
        As read; a header that stands twice is an error.
    chosen : mapping of str to str, optional
        What the user said: header (or a spreadsheet letter in brackets) to field; "" leaves a column out.

    Returns
    -------
    ColumnMatches
        Each field is proposed for one header at most: what was chosen, else the same name, a synonym, a close
        match.
    """
    chosen = dict(chosen or {})
    problems = [*_unknown_choices(spec, headers, chosen)]
    taken = {field for header, field in chosen.items() if field and header in headers}
    unread = {plain(header) for header in spec.unread}
    found: dict[str, tuple[str, How]] = {}
    for how, candidates in _rounds(spec):
        for header in headers:
            if header in chosen or header in found or plain(header) in unread:
                continue
            field = next((field for field in candidates(header) if field not in taken), None)
            if field is not None:
                found[header] = (field, how)
                taken.add(field)
    columns = tuple(_match(header, chosen, found) for header in headers)
    problems += _repeated(columns)
    problems += _missing_fields(spec, {match.field for match in columns})
    return ColumnMatches(columns, tuple(problems))


def _match(header: str, chosen: Mapping[str, str], found: Mapping[str, tuple[str, How]]) -> ColumnMatch:
    if header in chosen:
        return ColumnMatch(header, chosen[header] or None, How.CHOSEN)
    field, how = found.get(header, (None, How.NONE))
    return ColumnMatch(header, field, how)


def _rounds(spec: ImportSpec) -> Iterator[tuple[How, Callable[[str], list[str]]]]:
    """Yield the ways to match, the surest first; each is tried on all headers before the next."""
    names: dict[str, list[str]] = {}
    synonyms: dict[str, list[str]] = {}
    for column in spec.columns:
        names.setdefault(plain(column.name), []).append(column.name)
        for text in (column.label.text, *column.synonyms):
            synonyms.setdefault(plain(text), []).append(column.name)
    if spec.open_columns:
        for code, spellings in spec.open_columns.known.items():
            field = spec.open_columns.field_for(code)
            names.setdefault(plain(field), []).append(field)
            for text in (code, *spellings):
                synonyms.setdefault(plain(text), []).append(field)
    yield How.SAME, Exactly(names)
    yield How.SUGGESTED, Exactly(synonyms)
    yield How.SUGGESTED, Closely(names | synonyms)


@dataclass(frozen=True, slots=True)
class Exactly:
    """Fields whose name or synonym is the header."""

    by_text: Mapping[str, list[str]]

    def __call__(self, header: str) -> list[str]:
        # In a header of two rows the lower one names the column.
        return self.by_text.get(plain(header)) or self.by_text.get(plain(header.rsplit("·", 1)[-1]), [])


class Closely:
    """Fields whose name or synonym is written nearly like the header."""

    def __init__(self, by_text: Mapping[str, list[str]]) -> None:
        self.by_text = by_text
        self.finder = NameFinder(text for text in by_text if len(text) >= SHORTEST_CLOSE)

    def __call__(self, header: str) -> list[str]:
        text = plain(header)
        found = self.finder.find(text, least=CLOSE, judge=letters) if len(text) >= SHORTEST_CLOSE else ()
        return self.by_text[found[0][1]] if found else []


def _repeated(columns: Sequence[ColumnMatch]) -> Iterator[Problem]:
    """Yield an error for each header that stands twice and is used, a warning when it is not."""
    seen: set[str] = set()
    for match in columns:
        if match.header in seen:
            message = says(
                N_("Two columns are called «%(column)s». Rename one of them in the file."),
                column=match.header,
            )
            yield Problem(None, match.header, message, Severity.ERROR if match.field else Severity.WARNING)
        seen.add(match.header)


def _unknown_choices(
    spec: ImportSpec, headers: Sequence[str], chosen: Mapping[str, str]
) -> Iterator[Problem]:
    used: set[str] = set()
    for header, field in chosen.items():
        if header not in headers:
            known = ", ".join(headers)[:300]
            message = says(
                N_("The file has no column «%(column)s». It has: %(known)s."), column=header, known=known
            )
            yield Problem(None, header, message)
        elif field and spec.column(field) is None:
            names = ", ".join(column.name for column in spec.columns)
            message = says(
                N_("There is no field «%(field)s». Choose one of: %(known)s."), field=field, known=names
            )
            yield Problem(None, header, message)
        elif field and field in used:
            message = says(N_("Two columns were chosen for «%(field)s». Choose one of them."), field=field)
            yield Problem(None, header, message)
        used.add(field)


def _missing_fields(spec: ImportSpec, found: set[str | None]) -> Iterator[Problem]:
    for column in spec.columns:
        if column.required and column.name not in found:
            message = says(
                N_("No column was found for «%(label)s». Choose the column that holds it."),
                label=column.label,
            )
            yield Problem(None, column.name, message, Severity.ERROR)
