"""Which header is which field: what the user said or said before, the same name, a tag, a synonym, something
alike."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from clrisk_site.tables.matching.column_faults import find_faults
from clrisk_site.tables.matching.likeness import (
    Candidates,
    alike,
    are_cut,
    begins,
    same_name,
    same_tag,
    synonym,
)
from clrisk_site.tables.matching.settling import leading_parts, settle_territories
from clrisk_site.tables.problem_column import is_problem_header
from clrisk_site.tables.spec import ImportSpec, Problem
from clrisk_site.tables.values.columns import NUMERIC
from clrisk_site.tables.wording import plain


class How(StrEnum):
    """How a header was matched to its field."""

    SAME = "same"
    TAG = "tag"
    SUGGESTED = "suggested"
    ALIKE = "alike"
    CELLS = "cells"
    REMEMBERED = "remembered"
    CHOSEN = "chosen"
    IDENTIFIES = "identifies"
    IGNORED = "ignored"
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
    spec: ImportSpec,
    headers: Sequence[str],
    chosen: Mapping[str, str] | None = None,
    *,
    tags: Sequence[str] = (),
    remembered: Mapping[str, str] | None = None,
    numeric: Collection[str] = (),
    coded: Mapping[str, str] | None = None,
    identifying: Collection[str] = (),
) -> ColumnMatches:
    """Propose a field for each header.

    Parameters
    ----------
    headers : sequence of str
        As read; a header that stands twice is an error where it is used.
    chosen : mapping of str to str, optional
        What the user said: header (or a spreadsheet letter in brackets) to field; "" leaves a column out.
    tags : sequence of str
        The hashtag (HXL) of each header, "" where there is none.
    remembered : mapping of str to str, optional
        What was chosen for files of this kind before: plain header to field, "" for left out.
    numeric : collection of str
        Headers over columns of numbers. They are never names, and alone are proposed as free open columns of
        numbers.
    coded : mapping of str to str, optional
        Territory fields to the header over cells that look like their codes; taken where nothing else says
        the territory.
    identifying : collection of str
        Headers over codes or numbers of rows: never proposed as free open columns of numbers.

    Returns
    -------
    ColumnMatches
        Each field is proposed for one header at most: what was chosen, else what was remembered, the same
        name, a tag, a synonym, a close match, a free open column.
    """
    chosen = dict(chosen or {})
    found = _Found(spec, headers, chosen, frozenset(numeric))
    found.recall(remembered or {})
    found.ignore()
    found.propose(same_name(spec), How.SAME)
    found.propose(same_tag(spec, dict(zip(headers, tags, strict=False))), How.TAG)
    found.propose(synonym(spec), How.SUGGESTED)
    if are_cut(headers):
        found.propose(begins(spec), How.ALIKE)
    found.propose(alike(spec), How.ALIKE)
    settled = settle_territories(spec, headers, found.fields, frozenset(found.movable))
    found.take_over(settled)
    found.read_codes(coded or {})
    found.open_freely(identifying)
    columns = tuple(
        ColumnMatch(header, found.fields[header] or None, found.how[header]) for header in headers
    )
    return ColumnMatches(columns, find_faults(spec, headers, chosen, [match.field for match in columns]))


class _Found:
    """The fields of the headers as they are found, the surest way first."""

    def __init__(
        self, spec: ImportSpec, headers: Sequence[str], chosen: Mapping[str, str], numeric: frozenset[str]
    ) -> None:
        self.spec = spec
        self.headers = tuple(dict.fromkeys(headers))
        self.numeric = numeric
        self.fields = {header: chosen.get(header, "") for header in self.headers}
        self.how = {header: How.CHOSEN if header in chosen else How.NONE for header in self.headers}
        self.taken = {field for field in self.fields.values() if field}

    @property
    def open(self) -> list[str]:
        """Headers of which nothing is known yet."""
        return [header for header in self.headers if self.how[header] is How.NONE]

    @property
    def movable(self) -> Iterable[str]:
        """Headers that a person has not spoken of."""
        return (
            header
            for header in self.headers
            if self.how[header] not in (How.CHOSEN, How.REMEMBERED, How.IGNORED)
        )

    def take(self, header: str, field: str, how: How) -> None:
        self.fields[header], self.how[header] = field, how
        self.taken.add(field)

    def recall(self, remembered: Mapping[str, str]) -> None:
        for header in self.open:
            field = remembered.get(plain(header))
            if field is None or field in self.taken or (field and self.spec.column(field) is None):
                continue
            self.take(header, field, How.REMEMBERED)
        self.taken.discard("")

    def ignore(self) -> None:
        """Leave out the problems of an earlier import, and what is only for the eye."""
        unread = {plain(header) for header in self.spec.unread}
        for header in self.open:
            if is_problem_header(header) or plain(header) in unread:
                self.how[header] = How.IGNORED

    def propose(self, candidates: Candidates, how: How) -> None:
        """Give each open header its best field; where two want one, the one of the surer synonym gets it."""
        wishes = {header: candidates(header, header in self.numeric) for header in self.open}
        for place in range(max((len(wish) for wish in wishes.values()), default=0)):
            here = [
                (wish[place].rank, number, header, wish[place].field)
                for number, (header, wish) in enumerate(wishes.items())
                if len(wish) > place
            ]
            for _rank, _number, header, field in sorted(here):
                if self.how[header] is How.NONE and field not in self.taken:
                    self.take(header, field, how)

    def take_over(self, settled: Mapping[str, str]) -> None:
        for header, field in settled.items():
            if field != self.fields[header]:
                how = (
                    How.SUGGESTED if self.how[header] in (How.NONE, How.TAG, How.ALIKE) else self.how[header]
                )
                self.take(header, field, how)

    def read_codes(self, coded: Mapping[str, str]) -> None:
        """Propose a column that only its cells recommend; a person is asked to look."""
        for field, header in coded.items():
            needed = field not in self.taken and not leading_parts(
                self.spec, field, dict.fromkeys(self.taken)
            )
            if needed and header in self.open:
                self.take(header, field, How.CELLS)

    def open_freely(self, identifying: Collection[str]) -> None:
        kind = self.spec.open_columns
        if kind is None or not kind.free:
            return
        for header in self.open:
            if kind.kind not in NUMERIC or header in self.numeric - frozenset(identifying):
                self.take(header, kind.field_for(header), How.SUGGESTED)
            elif header in self.numeric:
                self.how[header] = How.IDENTIFIES
