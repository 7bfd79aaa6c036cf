"""The list of stored maps, the drawing of one, and the table of its territories."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext, ngettext

from clrisk_site.atlas.keeping import kept
from clrisk_site.atlas.presenters.wording import counted, km2, level_words, vintage_words
from clrisk_site.atlas.queries.outlines import MOST_DRAWN, outlines_of
from clrisk_site.atlas.queries.stored_maps import StoredMap
from clrisk_site.catalogue.quantities import grouped
from clrisk_site.figures.svg.outlines import OutlineShape, draw_outlines
from clrisk_site.figures.svg.sizes import Size
from clrisk_site.places.models import Boundary, Territory


def maps_lead(territory: Territory, maps: Sequence[StoredMap]) -> str:
    """Say how many maps are stored, and what the newest shows."""
    if not maps:
        return gettext("No outlines are stored of the territories below %(place)s.") % {
            "place": territory.name
        }
    newest, place = maps[0], {"place": territory.name}
    dated = list(dict.fromkeys(vintage_words(one) for one in reversed(maps) if one.since))
    if dated:
        said = ngettext(
            "Maps of one year are stored below %(place)s: %(first)s.",
            "Maps of %(count)s years are stored below %(place)s, from %(first)s to %(last)s.",
            len(dated),
        )
        place |= {"count": grouped(len(dated)), "first": dated[0], "last": dated[-1]}
    else:
        said = gettext("A map without a year is stored below %(place)s.")
    shows = gettext("The newest shows %(territories)s.") % {
        "territories": counted(newest.level, newest.count)
    }
    return f"{said % place} {shows}"


def maps_table(path: str, maps: Sequence[StoredMap], chosen: StoredMap) -> dict[str, Any]:
    """Make the list of maps: a row per vintage and level, the one that is drawn marked."""
    labels = [
        gettext("Map"),
        gettext("Territories"),
        gettext("Area in km²"),
        gettext("Source"),
    ]
    return {
        "caption": gettext("Stored maps"),
        "holds": gettext("Each row is one year and one level. The marked one is drawn below."),
        "columns": [{"label": label, "number": at in (1, 2)} for at, label in enumerate(labels)],
        "rows": [
            {"cells": _labelled(_map_cells(path, one), labels), "selected": one == chosen} for one in maps
        ],
    }


def _map_cells(path: str, one: StoredMap) -> list[dict[str, Any]]:
    what = {"year": vintage_words(one), "territories": level_words(one.level, 2)}
    return [
        {"text": gettext("%(year)s, %(territories)s") % what, "url": map_url(path, one)},
        {"text": grouped(one.count), "number": True},
        {
            "text": gettext("Not known") if one.area_km2 is None else km2(one.area_km2),
            "small": _without_area(one),
            "number": True,
        },
        {
            "text": "; ".join(one.sources) or gettext("No source was named"),
            "illustrative": one.illustrative,
        },
    ]


def _without_area(one: StoredMap) -> str:
    if not one.without_area or one.area_km2 is None:
        return ""
    return gettext("%(count)s without a known area") % {"count": grouped(one.without_area)}


def map_url(path: str, one: StoredMap) -> str:
    """Return the address that shows one map."""
    query = urlencode({"year": one.key, "level": one.level.code})
    return f"{reverse('maps', args=[path])}?{query}"


def drawn_map(territory: Territory, chosen: StoredMap) -> dict[str, Any] | None:
    """Make the map of a page, drawn for wide and for small screens; None when it holds too many outlines."""
    if chosen.count > MOST_DRAWN:
        return None
    about = ("map", territory.path, territory.name, chosen.level.code, chosen.key, chosen.stamp)
    drawings = kept((*about, str(get_language()), title_of(chosen)), lambda: _drawings(territory, chosen))
    return {
        "wide": mark_safe(drawings["wide"]),  # noqa: S308 - drawn by figures, which escapes every text
        "phone": mark_safe(drawings["phone"]),  # noqa: S308 - the same
        "source": sources_of(chosen),
        "illustrative": chosen.illustrative,
    }


def _drawings(territory: Territory, chosen: StoredMap) -> dict[str, str]:
    shapes = [
        OutlineShape(one.geometry, one.path.rpartition(".")[0]) for one in outlines_of(territory, chosen)
    ]
    words = gettext("Outlines of %(territories)s of %(place)s. Their names stand in the table.") % {
        "territories": counted(chosen.level, chosen.count),
        "place": territory.name,
    }
    sizes = (Size.WIDE, Size.PHONE)
    drawings = draw_outlines(
        shapes, sizes=sizes, title=title_of(chosen), description=words, prefix="outlines"
    )
    return {size.value: text for size, text in drawings.items()}


def title_of(chosen: StoredMap) -> str:
    """Return what the map is called."""
    return gettext("%(territories)s, %(year)s") % {
        "territories": counted(chosen.level, chosen.count),
        "year": vintage_words(chosen),
    }


def sources_of(*maps: StoredMap) -> str:
    """Say where the outlines come from."""
    origins = list(dict.fromkeys(source for one in maps for source in one.sources))
    return gettext("Source: %(origins)s.") % {"origins": "; ".join(origins)} if origins else ""


def names_table(chosen: StoredMap, rows: Iterable[Boundary]) -> dict[str, Any]:
    """Make the table of the territories on a map."""
    labels = [gettext("Territory"), gettext("Code"), gettext("Area in km²")]
    return {
        "caption": gettext("Territories on this map"),
        "holds": gettext("In the order of their codes."),
        "columns": [{"label": label, "number": at == 2} for at, label in enumerate(labels)],
        "rows": [{"cells": _labelled(_name_cells(chosen, row), labels)} for row in rows],
    }


def _name_cells(chosen: StoredMap, row: Boundary) -> list[dict[str, Any]]:
    place = row.territory
    name = row.name or place.name
    return [
        {
            "text": name,
            "url": "" if chosen.level.is_micro else reverse("profile", args=[place.path]),
            "small": gettext("Today: %(name)s") % {"name": place.name} if name != place.name else "",
        },
        {"text": place.code},
        {"text": gettext("Not known") if row.area_km2 is None else km2(row.area_km2), "number": True},
    ]


def _labelled(cells: list[dict[str, Any]], labels: Sequence[str]) -> list[dict[str, Any]]:
    return [{**cell, "label": label} for cell, label in zip(cells, labels, strict=True)]


def reading_notes(territory: Territory, chosen: StoredMap) -> list[str]:
    """Say what the drawing does not say."""
    notes = [gettext("The drawing is coarser than the stored outlines. It shows no distances to the metre.")]
    if territory.level.depth + 1 < chosen.level.depth:
        notes.append(gettext("Stronger lines are borders of the territories above."))
    notes.append(gettext("Areas are those of the outlines as they came, before they were simplified."))
    return notes
