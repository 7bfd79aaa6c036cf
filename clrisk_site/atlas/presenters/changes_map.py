"""The map of what changed: the later outlines with their marks, and those that are gone as dashed lines."""

from collections.abc import Mapping
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext

from clrisk_site.atlas.keeping import kept
from clrisk_site.atlas.presenters.stored_maps import sources_of
from clrisk_site.atlas.presenters.wording import vintage_words
from clrisk_site.atlas.queries.comparison import UNCLEAR, MapChanges
from clrisk_site.atlas.queries.outlines import compared_outlines_of
from clrisk_site.catalogue.quantities import grouped
from clrisk_site.figures.svg.outlines import Mark, OutlineShape, draw_outlines, draw_swatch
from clrisk_site.figures.svg.sizes import Size
from clrisk_site.places.models import Territory
from clrisk_site.places.vintages import ChangeKind

# What is told of a territory with several changes, the strongest first.
_MARKS = {
    ChangeKind.FOUNDED: Mark.NEW,
    ChangeKind.SPLIT_FROM: Mark.NEW,
    ChangeKind.GONE: Mark.ENDED,
    ChangeKind.MERGED: Mark.ENDED,
    UNCLEAR: Mark.UNCLEAR,
    ChangeKind.ONLY_LATER: Mark.UNCLEAR,
    ChangeKind.ONLY_EARLIER: Mark.ENDED,
    ChangeKind.MOVED: Mark.MOVED,
    ChangeKind.RECODED: Mark.NAMED,
    ChangeKind.RENAMED: Mark.NAMED,
}
_KINDS = [str(kind) for kind in _MARKS]


def changes_map(territory: Territory, found: MapChanges) -> dict[str, Any]:
    """Make the map of a page, drawn for wide and for small screens, with its legend."""
    marks = marks_of(found)
    about = ("changes-map", territory.path, territory.name, found.after.level.code)
    stamps = (found.before.key, found.before.stamp, found.after.key, found.after.stamp)
    drawings = kept((*about, *stamps, str(get_language())), lambda: _drawings(territory, found, marks))
    return {
        "wide": mark_safe(drawings["wide"]),  # noqa: S308 - drawn by figures, which escapes every text
        "phone": mark_safe(drawings["phone"]),  # noqa: S308 - the same
        "legend": legend(found, marks),
        "source": sources_of(found.before, found.after),
        "illustrative": found.illustrative,
    }


def marks_of(found: MapChanges) -> dict[str, Mark]:
    """Return the mark of every territory that changed, by its path; another spelling is no mark."""
    marks: dict[str, Mark] = {}
    told = [change for change in found.changes if change.kind in _KINDS]
    for change in sorted(told, key=lambda one: _KINDS.index(one.kind)):
        vanished = change.kind == UNCLEAR and not change.appeared
        marks.setdefault(change.path, Mark.ENDED if vanished else _MARKS[_kind(change.kind)])
    return marks


def _kind(kind: str) -> Any:
    return UNCLEAR if kind == UNCLEAR else ChangeKind(kind)


def _drawings(territory: Territory, found: MapChanges, marks: Mapping[str, Mark]) -> dict[str, str]:
    later = [
        OutlineShape(one.geometry, one.path.rpartition(".")[0], marks.get(one.path, Mark.NONE))
        for one in compared_outlines_of(territory, found.after)
    ]
    ended = {path for path, mark in marks.items() if mark is Mark.ENDED}
    earlier = [
        OutlineShape(one.geometry, mark=Mark.ENDED)
        for one in compared_outlines_of(territory, found.before)
        if one.path in ended
    ]
    title = gettext("Map of %(last)s with what changed since %(first)s") % {
        "first": vintage_words(found.before),
        "last": vintage_words(found.after),
    }
    words = " ".join(entry["label"] + "." for entry in legend(found, marks))
    drawings = draw_outlines(
        [*later, *earlier], sizes=(Size.WIDE, Size.PHONE), title=title, description=words, prefix="changes"
    )
    return {size.value: text for size, text in drawings.items()}


def legend(found: MapChanges, marks: Mapping[str, Mark]) -> list[dict[str, Any]]:
    """Make the legend: every mark on the map with its count."""
    words = {
        Mark.NEW: gettext("Founded, %(count)s"),
        Mark.ENDED: gettext("On the earlier map only, %(count)s"),
        Mark.MOVED: gettext("Boundary moved, %(count)s"),
        Mark.NAMED: gettext("Another name or code, %(count)s"),
        Mark.UNCLEAR: gettext("On the later map only, %(count)s"),
        Mark.NONE: gettext("Without a mark, %(count)s"),
    }
    shown = list(marks.values())
    counts = {mark: shown.count(mark) for mark in words}
    counts[Mark.NONE] = found.after.comparable_count - sum(
        count for mark, count in counts.items() if mark != Mark.ENDED
    )
    return [
        {
            "drawing": mark_safe(draw_swatch(mark, f"swatch-{mark.value}")),  # noqa: S308 - drawn by figures
            "label": text % {"count": grouped(counts[mark])},
        }
        for mark, text in words.items()
        if counts[mark]
    ]
