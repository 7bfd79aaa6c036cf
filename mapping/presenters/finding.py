"""What was found in the mapping: the lead, a group per kind, and the table for files and print."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.quantities import grouped
from mapping.queries.finding.asking import Hit, Hits, Kind
from mapping.quoting import Piece, quote

KIND_LABELS: Mapping[Kind, str | Promise] = {
    Kind.PROGRAMME: _("Programmes"),
    Kind.OFFER: _("Local offers"),
    Kind.INSTITUTION: _("Institutions"),
    Kind.OFFICE: _("Offices and posts"),
    Kind.NORM: _("Norms"),
    Kind.COMPETENCE: _("Powers by norm"),
    Kind.SPACE: _("Coordination spaces"),
    Kind.INTERVIEW: _("Interviews"),
    Kind.NOTE: _("Interview notes"),
    Kind.PAST: _("Past interventions"),
}


@dataclass(frozen=True)
class FoundRow:
    """One record that was found."""

    title: str
    url: str
    note: str
    pieces: tuple[Piece, ...]
    illustrative: bool


@dataclass(frozen=True)
class FoundGroup:
    """The records of one kind; `all_url` leads to all of them where not all are shown."""

    label: str
    total: str
    rows: tuple[FoundRow, ...]
    all_url: str
    all_label: str


def find_lead(text: str, found: Mapping[Kind, Hits]) -> str:
    """Say how many records hold the words, by kind."""
    if not text:
        return gettext("Looks in everything that the mapping holds and you may read. Accents do not matter.")
    total = sum(hits.total for hits in found.values())
    if not total:
        return gettext("No record of the mapping holds «%(text)s».") % {"text": text}
    words = ngettext("%(count)s record holds «%(text)s»:", "%(count)s records hold «%(text)s»:", total)
    kinds = [
        f"{str(KIND_LABELS[kind]).lower()} {grouped(hits.total)}"
        for kind, hits in found.items()
        if hits.total
    ]
    return f"{words % {'count': grouped(total), 'text': text}} {', '.join(kinds)}."


def left_out_words(kinds: Sequence[Kind]) -> str:
    """Say which kinds were not looked in, since they have no level or no factor."""
    if not kinds:
        return ""
    names = ", ".join(str(KIND_LABELS[kind]).lower() for kind in kinds)
    return gettext("Not looked in, for they have no such filter: %(kinds)s.") % {"kinds": names}


def found_groups(
    found: Mapping[Kind, Hits], words: Sequence[str], asked: Mapping[str, str], *, path: str
) -> list[FoundGroup]:
    """Return the kinds that have anything, each with its first records.

    Parameters
    ----------
    asked : mapping of str to str
        The question as the address has it, to lead to all records of one kind.
    """
    return [_group(kind, hits, words, asked, path) for kind, hits in found.items() if hits.total]


def _group(kind: Kind, hits: Hits, words: Sequence[str], asked: Mapping[str, str], path: str) -> FoundGroup:
    all_url = _all_url(kind, asked, path) if hits.total > len(hits.rows) else ""
    return FoundGroup(
        label=str(KIND_LABELS[kind]),
        total=grouped(hits.total),
        rows=tuple(_row(hit, words, path) for hit in hits.rows),
        all_url=all_url,
        all_label=gettext("See all %(count)s") % {"count": grouped(hits.total)} if all_url else "",
    )


def _all_url(kind: Kind, asked: Mapping[str, str], path: str) -> str:
    """Programmes have a list with filters of its own; all other kinds are few."""
    if kind is Kind.PROGRAMME:
        kept = {name: asked[name] for name in ("text", "level", "factor") if asked.get(name)}
        return f"{reverse('programmes', args=[path])}?{urlencode(kept)}"
    return f"{reverse('find', args=[path])}?{urlencode({**asked, 'kind': kind.value})}"


def _row(hit: Hit, words: Sequence[str], path: str) -> FoundRow:
    url = reverse(hit.address, args=[path, hit.key])
    return FoundRow(hit.title, url, hit.note, quote(hit.texts, words), hit.illustrative)


def found_table(found: Mapping[Kind, Hits], words: Sequence[str]) -> dict[str, Any]:
    """Return all that was found as one table for files and print."""
    labels = [gettext("Record"), gettext("Kind of record"), gettext("What it says")]
    rows = [
        {
            "cells": [
                {"text": hit.title, "small": hit.note, "illustrative": hit.illustrative, "label": labels[0]},
                {"text": str(KIND_LABELS[kind]), "label": labels[1]},
                {"text": " ".join(piece.text for piece in quote(hit.texts, words)), "label": labels[2]},
            ]
        }
        for kind, hits in found.items()
        for hit in hits.rows
    ]
    return {
        "caption": gettext("What was found in the mapping"),
        "columns": [{"label": label} for label in labels],
        "rows": rows,
    }
