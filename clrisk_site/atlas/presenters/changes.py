"""What changed between two maps in words: the lead, the kinds to choose from, and the table."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.atlas.presenters.stored_maps import sources_of
from clrisk_site.atlas.presenters.wording import counted, joined, km2, vintage_words
from clrisk_site.atlas.queries.comparison import UNCLEAR, FoundChange, MapChanges
from clrisk_site.atlas.queries.stored_maps import StoredMap
from clrisk_site.catalogue.quantities import grouped, percent
from clrisk_site.files.documents.pieces import with_mark
from clrisk_site.places.models import Territory
from clrisk_site.places.vintages import ChangeKind

KIND_LABELS: dict[str, str | Promise] = {
    ChangeKind.FOUNDED: _("Founded"),
    ChangeKind.SPLIT_FROM: _("Founded, split from another"),
    ChangeKind.GONE: _("No longer there"),
    ChangeKind.MERGED: _("Merged into another"),
    ChangeKind.RECODED: _("Another code"),
    ChangeKind.RENAMED: _("Another name"),
    ChangeKind.MOVED: _("Boundary moved"),
    ChangeKind.ONLY_LATER: _("On the later map only"),
    ChangeKind.ONLY_EARLIER: _("On the earlier map only"),
    UNCLEAR: _("On one map only, very small"),
    ChangeKind.RESPELLED: _("Another spelling of the name"),
}
"""In the order in which changes are listed: those that ask for action first."""

_ONE_SIDED = frozenset({UNCLEAR, ChangeKind.ONLY_LATER, ChangeKind.ONLY_EARLIER})


def changes_lead(found: MapChanges) -> str:
    """Say in one or two sentences what changed."""
    level, counts = found.after.level, found.counts
    years = {"first": vintage_words(found.before), "last": vintage_words(found.after)}
    told = _told(found)
    both = sum(count for kind, count in counts.items() if kind not in _ONE_SIDED)
    if not told and not both:
        first = gettext("The maps of %(first)s and %(last)s show no place in common.") % years
    elif not told:
        shown = counted(level, both)
        said = gettext("Between %(first)s and %(last)s, no change is seen among %(territories)s.")
        first = said % {**years, "territories": shown}
    else:
        said = gettext("Between %(first)s and %(last)s, %(changes)s.")
        first = said % {**years, "changes": joined(told)}
    return " ".join([first, *_one_sided_words(found), *_unclear_words(counts[UNCLEAR])])


def nothing_to_compare(territory: Territory, maps: Sequence[StoredMap]) -> str:
    """Say why there is no comparison."""
    place = {"place": territory.name}
    if any(one.is_invention for one in maps):
        said = gettext(
            "Fewer than two official maps of the same level are stored below %(place)s. "
            "An illustrative drawing is never compared with an official map."
        )
        return said % place
    return gettext("Fewer than two maps of the same level are stored below %(place)s.") % place


def _told(found: MapChanges) -> list[str]:
    """Return the clauses of the lead; the first names the level, the others count alone."""
    counts, level = found.counts, found.after.level
    founded = counts[ChangeKind.FOUNDED] + counts[ChangeKind.SPLIT_FROM]
    gone = counts[ChangeKind.GONE] + counts[ChangeKind.MERGED]
    renamed, moved = counts[ChangeKind.RENAMED], counts[ChangeKind.MOVED]
    numbers = [
        (founded, ngettext("%(what)s was founded", "%(what)s were founded", founded)),
        (gone, ngettext("%(what)s is no longer there", "%(what)s are no longer there", gone)),
        (renamed, ngettext("%(what)s took another name", "%(what)s took other names", renamed)),
        (moved, ngettext("%(what)s changed its boundary", "%(what)s changed their boundary", moved)),
    ]
    clauses: list[str] = []
    for number, words in numbers:
        if number:
            what = grouped(number) if clauses else counted(level, number)
            clauses.append(words % {"what": what})
    return clauses


def _one_sided_words(found: MapChanges) -> list[str]:
    """Say what one map shows where the other shows nothing: that is no change."""
    later, earlier = found.counts[ChangeKind.ONLY_LATER], found.counts[ChangeKind.ONLY_EARLIER]
    said = []
    if later:
        words = ngettext(
            "%(what)s is on the later map only; the earlier one shows nothing there.",
            "%(what)s are on the later map only; the earlier one shows nothing there.",
            later,
        )
        said.append(words % {"what": counted(found.after.level, later)})
    if earlier:
        words = ngettext(
            "%(what)s is on the earlier map only; the later one shows nothing there.",
            "%(what)s are on the earlier map only; the later one shows nothing there.",
            earlier,
        )
        said.append(words % {"what": counted(found.after.level, earlier)})
    return said


def _unclear_words(count: int) -> list[str]:
    if not count:
        return []
    said = ngettext(
        "%(count)s very small one is on one map only; the other may have left it out.",
        "%(count)s very small ones are on one map only; the other may have left them out.",
        count,
    )
    return [said % {"count": grouped(count)}]


def kind_choices(found: MapChanges) -> list[tuple[str, str]]:
    """Return the kinds of change that there are, each with its count."""
    return [
        (str(kind), f"{label} ({grouped(found.counts[kind])})")
        for kind, label in KIND_LABELS.items()
        if found.counts[kind]
    ]


def changes_table(found: MapChanges, changes: Iterable[FoundChange]) -> dict[str, Any]:
    """Make the table of changes for the page and for the files; its values are numbers to a spreadsheet."""
    labels = [
        gettext("Territory"),
        gettext("Code"),
        gettext("What changed"),
        gettext("In detail"),
        gettext("Area in km²"),
    ]
    sources = sources_of(found.before, found.after)
    return {
        "caption": changes_title(found),
        "holds": gettext("The area is what was founded, went or came."),
        "columns": [{"label": label, "number": at == 4} for at, label in enumerate(labels)],
        "rows": [{"cells": _labelled(_cells(change), labels)} for change in changes],
        "source": with_mark(f"{tolerance_words(found)} {sources}", found.illustrative),
    }


def changes_title(found: MapChanges) -> str:
    """Return what the map and the table of changes are called."""
    years = {"first": vintage_words(found.before), "last": vintage_words(found.after)}
    return gettext("Changes between %(first)s and %(last)s") % years


def in_order(changes: Iterable[FoundChange]) -> list[FoundChange]:
    """Return changes by kind, the widest moves first, the rest by code."""
    kinds = list(KIND_LABELS)
    return sorted(
        changes,
        key=lambda one: (
            kinds.index(one.kind),
            -one.share if one.kind == ChangeKind.MOVED else 0,
            one.path,
        ),
    )


def _labelled(cells: list[dict[str, Any]], labels: Sequence[str]) -> list[dict[str, Any]]:
    return [{**cell, "label": label} for cell, label in zip(cells, labels, strict=True)]


def _cells(change: FoundChange) -> list[dict[str, Any]]:
    area = max(change.went_km2, change.came_km2)
    return [
        {"text": change.name},
        {"text": change.code},
        {"text": KIND_LABELS[change.kind]},
        {"text": detail_of(change)},
        {"text": km2(area), "value": round(area, 2), "decimals": 2, "number": True}
        if area
        else {"text": gettext("Same area"), "number": True},
    ]


def detail_of(change: FoundChange) -> str:
    """Say what a change consists of: whose area it was or became, the earlier name or code."""
    words = {
        ChangeKind.RENAMED: gettext("Before: %(name)s"),
        ChangeKind.RESPELLED: gettext("Before: %(name)s"),
        ChangeKind.RECODED: gettext("Before: %(code)s"),
    }
    if change.kind in words:
        return words[ChangeKind(change.kind)] % {"name": change.name_before, "code": change.code_before}
    if change.kind == ChangeKind.MOVED:
        return _moved_words(change)
    listed = joined(
        [
            gettext("%(share)s in %(name)s") % {"share": percent(part.share * 100), "name": part.name}
            for part in change.parts
        ]
    )
    if not listed:
        return gettext("The other map shows nothing there.")
    if change.kind in _ONE_SIDED - {UNCLEAR}:
        return gettext("The other map shows only a part of it: %(parts)s.") % {"parts": listed}
    if change.appeared:
        return gettext("Area on the earlier map: %(parts)s.") % {"parts": listed}
    return gettext("Area on the later map: %(parts)s.") % {"parts": listed}


def _moved_words(change: FoundChange) -> str:
    areas = {
        "went": km2(change.went_km2),
        "came": km2(change.came_km2),
        "share": percent(change.share * 100),
    }
    if not change.came_km2:
        said = gettext("About %(went)s km² went, %(share)s of its area.") % areas
    elif not change.went_km2:
        said = gettext("About %(came)s km² came, %(share)s of its area.") % areas
    else:
        said = gettext("About %(went)s km² went and %(came)s km² came, up to %(share)s of its area.") % areas
    if not change.parts:
        return said
    names = joined(list(dict.fromkeys(part.name for part in change.parts)))
    return f"{said} {gettext('Exchanged with %(names)s.') % {'names': names}}"


def tolerance_words(found: MapChanges) -> str:
    """Say what was taken for a difference of drawing; maps drawn alike tell no width."""
    share = percent(found.share * 100)
    if not _rounded(found.width_m):
        said = gettext(
            "Differences below %(share)s of the area are taken for two drawings of the same boundary."
        )
        return said % {"share": share}
    said = gettext(
        "Differences narrower than %(metres)s m, or below %(share)s of the area, are taken for two drawings "
        "of the same boundary."
    )
    return said % {"metres": grouped(_rounded(found.width_m)), "share": share}


def _rounded(metres: float) -> int:
    step = 1 if metres < 20 else 10 if metres < 1_000 else 100
    return round(metres / step) * step


def reading_notes(found: MapChanges) -> list[str]:
    """Say how the maps were compared, and what was not."""
    notes = [
        gettext(
            "The outlines of both maps are laid over each other. Codes and names are compared beside them."
        ),
        tolerance_words(found),
    ]
    if found.unnamed:
        notes.append(gettext("One of the maps names nothing, so names were not compared."))
    if found.counts[ChangeKind.ONLY_LATER] or found.counts[ChangeKind.ONLY_EARLIER]:
        notes.append(gettext("What only one map shows is not called founded or gone."))
    if found.outside:
        said = ngettext(
            "%(count)s territory lies where only one of the maps shows anything. Nothing is said of it.",
            "%(count)s territories lie where only one of the maps shows anything. Nothing is said of them.",
            found.outside,
        )
        notes.append(said % {"count": grouped(found.outside)})
    notes.append(gettext("A map shows no decree. Look up the official record before you act on a change."))
    return notes
