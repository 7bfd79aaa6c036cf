"""The kinds of file of a place: what each is, what is stored of it, and what a person may do with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from clrisk_site.files.export_links import FORMATS
from clrisk_site.files.presenters.counting import counted_words
from clrisk_site.files.registry import ImportKind, StoredSet
from clrisk_site.tables.counted import CountedAs

SHOWN_SETS = 3


@dataclass(frozen=True, slots=True)
class OfferedKind:
    """A kind with what is stored of it here, and whether the person may import it."""

    kind: ImportKind
    may_import: bool
    stored: tuple[StoredSet, ...]

    @property
    def known_rows(self) -> bool:
        """Whether rows of it are surely stored."""
        return any(one.rows for one in self.stored)


def make_groups(offered: Iterable[OfferedKind], path: str) -> list[dict[str, Any]]:
    """Return the kinds under their headings, in the order in which they were registered.

    Kinds that the person may not import are listed where something is stored of them.
    """
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in offered:
        if one.may_import or one.known_rows:
            groups.setdefault(str(one.kind.group) or gettext("Other files"), []).append(_kind(one, path))
    return [{"label": label, "kinds": kinds} for label, kinds in groups.items()]


def next_kind(offered: Sequence[OfferedKind]) -> ImportKind | None:
    """Return the first kind that the person may import and nothing is stored of."""
    return next((one.kind for one in offered if one.may_import and not one.stored), None)


def _kind(one: OfferedKind, path: str) -> dict[str, Any]:
    kind = one.kind
    sets = [_set(stored, one, path) for stored in one.stored]
    return {
        "label": kind.label,
        "explanation": kind.explanation,
        "sets": sets[:SHOWN_SETS],
        "more": sets[SHOWN_SETS:],
        "import_url": reverse("import-file", args=[path, kind.kind]) if one.may_import else "",
        "template_url": reverse("data-template", args=[path, kind.kind]) if one.may_import else "",
    }


def _set(stored: StoredSet, one: OfferedKind, path: str) -> dict[str, Any]:
    said = [_stored_words(one.kind.counted, stored.rows), stored.source, str(stored.year or "")]
    said += [str(one.kind.handed_out_note)] if one.may_import else []
    label = str(stored.label)
    return {
        "label": label,
        # What the label says already is not said again.
        "note": " · ".join(part for part in said if part and part not in label),
        "exports": _exports(stored, one, path) if one.may_import else [],
    }


def _stored_words(counted: CountedAs, number: int | None) -> str:
    return "" if number is None else counted_words(counted, number)


def _exports(stored: StoredSet, one: OfferedKind, path: str) -> list[dict[str, str]]:
    labels = {"xlsx": gettext("Excel"), "csv": gettext("CSV")}
    return [
        {
            "label": labels[form],
            "url": reverse("data-export", args=[path, one.kind.kind, stored.code, form]),
        }
        for form in FORMATS
    ]
