"""Matches the columns of a file, for its page and for its import alike: with tags, numbers and memory."""

from collections.abc import Mapping

from clrisk_site.files.importing.order import ImportOrder
from clrisk_site.files.queries.remembered_columns import remembered
from clrisk_site.tables.matching.coded import coded_headers
from clrisk_site.tables.matching.columns import ColumnMatches, match_columns
from clrisk_site.tables.matching.identifying import identifier_headers
from clrisk_site.tables.matching.leaving import never_leaving
from clrisk_site.tables.matching.numeric import numeric_headers
from clrisk_site.tables.raw import RawTable
from clrisk_site.tables.spec import ImportSpec


class Matcher:
    """The columns of one table, matched again and again with other choices.

    Parameters
    ----------
    order : ImportOrder
        Whose territory and kind say what is remembered.
    table : RawTable
        Whole, or its head: the same columns count as numbers.
    """

    def __init__(self, order: ImportOrder, spec: ImportSpec, table: RawTable) -> None:
        self.spec = spec
        self.headers = table.headers
        self.tags = table.tags
        self.numeric = numeric_headers(table)
        self.coded = coded_headers(spec, table)
        self.identifying = identifier_headers(table)
        self.unread = never_leaving(spec, table.headers)
        self.remembered = remembered(order.territory, order.kind.kind)

    def match(self, chosen: Mapping[str, str]) -> ColumnMatches:
        """Return the proposal around what was chosen: header to field, "" for left out."""
        return match_columns(
            self.spec,
            self.headers,
            {**chosen, **self.unread},
            tags=self.tags,
            remembered=self.remembered,
            numeric=self.numeric,
            coded=self.coded,
            identifying=self.identifying,
        )

    def said_otherwise(self, wanted: Mapping[str, str]) -> dict[str, str]:
        """Return what must be said for every header to mean what is wanted; the rest is proposed so anyway.

        Parameters
        ----------
        wanted : mapping of str to str
            All headers to their fields, "" for left out.
        """
        said: dict[str, str] = {}
        for _round in range(len(wanted) + 1):
            proposed = self.match(said).mapping
            fresh = {header: field for header, field in wanted.items() if field != proposed.get(header, "")}
            if not fresh:
                break
            # What a choice frees may be proposed for another header, which is then said too.
            said |= fresh
        return said
