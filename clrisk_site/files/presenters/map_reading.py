"""What was understood of a map, in sentences: its shapes, its coordinate system, where it lies."""

from typing import Any

from django.utils.translation import gettext, ngettext, pgettext

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.tables.raw import FileKind, MapReading, RawTable
from clrisk_site.tables.readers.projecting import Bounds, bounds_in_degrees

DECIMALS = 2
CERTAIN = ("utf-8", "utf-8-sig")
SHOWN_ROWS = 5
LIES_THERE = 0.5
"""Common share of the boxes of a map and of its territory from which the map is said to lie there."""
SHOWN_COLUMNS = 8


def make_map_page(table: RawTable, place: str, box: Bounds | None = None) -> dict[str, Any]:
    """Return the sentences and the first rows of the step for a map.

    Parameters
    ----------
    place : str
        Name of the territory that the map should lie in.
    box : tuple of float or None
        West, south, east and north of that territory, where outlines of it are stored.
    """
    found = table.map or MapReading()
    names = [place_of for place_of, header in enumerate(table.headers) if place_of != table.geometry_column]
    shown = _filled(table, names)
    return {
        "lead": _lead(found),
        "facts": _facts(table, found),
        "asks": found.asks,
        "question": _question(found, place, box),
        "accents": table.accents,
        "repairs": table.repairs,
        "doubtful": table.source.encoding not in CERTAIN and bool(table.accents),
        "shown_headers": [table.headers[number] for number in shown],
        "top": [[row[number] for number in shown if number < len(row)] for row in table.top[:SHOWN_ROWS]],
        "more_columns": len(names) - len(shown),
    }


def _filled(table: RawTable, names: list[int]) -> list[int]:
    """Return the first columns with cells: those of a register that stayed behind would show nothing."""
    rows = table.top[:SHOWN_ROWS]
    filled = [number for number in names if any(number < len(row) and row[number] for row in rows)]
    return (filled or names)[:SHOWN_COLUMNS]


def systems_to_choose(
    found: MapReading, place: str = "", box: Bounds | None = None
) -> tuple[tuple[str, str], ...]:
    """Return the systems that fit, each with its number and where the map would lie in it.

    Those that put the map into the territory come first, and say so.
    """
    placed = [
        (code, name, bounds_in_degrees(found.bounds, code) if found.bounds and found.asks else None)
        for code, name in found.candidates
    ]
    placed.sort(key=lambda one: -_overlap(one[2], box))
    return tuple((code, _system_label(code, name, bounds, place, box)) for code, name, bounds in placed)


def _overlap(bounds: Bounds | None, box: Bounds | None) -> float:
    """Return the common share of two boxes, of the smaller of the two."""
    if bounds is None or box is None:
        return 0.0
    across = min(bounds[2], box[2]) - max(bounds[0], box[0])
    along = min(bounds[3], box[3]) - max(bounds[1], box[1])
    smaller = min((one[2] - one[0]) * (one[3] - one[1]) for one in (bounds, box))
    return max(across, 0.0) * max(along, 0.0) / max(smaller, 1e-12)


def _system_label(code: str, name: str, bounds: Bounds | None, place: str, box: Bounds | None) -> str:
    if bounds is None:
        return gettext("%(name)s (%(code)s)") % {"name": name, "code": code}
    longitude, latitude = (bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2
    text = gettext("%(name)s (%(code)s): the map lies around %(latitude)s, %(longitude)s")
    if _overlap(bounds, box) >= LIES_THERE:
        text = gettext("%(name)s (%(code)s): the map lies in %(place)s, around %(latitude)s, %(longitude)s")
    return text % {
        "place": place,
        "name": name,
        "code": code,
        "latitude": _latitude(latitude),
        "longitude": _longitude(longitude),
    }


def _lead(found: MapReading) -> str:
    shapes = ngettext("%(count)s shape was found", "%(count)s shapes were found", found.shapes) % {
        "count": grouped(found.shapes)
    }
    if found.asks == "sheet":
        return gettext("The file holds several maps. Choose the one to read.")
    if found.asks == "crs":
        return gettext("%(shapes)s. Choose the coordinate system, so that the map lies where it should.") % {
            "shapes": shapes
        }
    if found.asks == "swap":
        return gettext("%(shapes)s, but longitude and latitude look swapped. Please confirm.") % {
            "shapes": shapes
        }
    return gettext(
        "%(shapes)s, in the coordinate system %(system)s. Check that the map lies where it should."
    ) % {
        "shapes": shapes,
        "system": found.name,
    }


def _facts(table: RawTable, found: MapReading) -> list[dict[str, str]]:
    if found.asks == "sheet":
        return []
    without = max(0, table.total_rows - found.shapes)
    stated = gettext("The file says %(stated)s.") % {"stated": found.stated}
    rows = [
        (gettext("Coordinate system"), "" if found.asks == "crs" else _named(found)),
        (
            gettext("What the file says"),
            stated if found.stated else gettext("The file does not name a system."),
        ),
        (_where_label(found), _where(found)),
        (gettext("Rows without a shape"), grouped(without) if without else ""),
    ]
    if table.source.kind is FileKind.SHAPEFILE or table.source.encoding not in CERTAIN:
        rows.append((gettext("Letters (encoding)"), table.source.encoding))
    return [{"label": label, "value": value} for label, value in rows if value]


def _named(found: MapReading) -> str:
    name = f"{found.name} ({found.used})" if found.used and found.used not in found.name else found.name
    return gettext("%(name)s, axes swapped") % {"name": name} if found.swapped else name


def _where_label(found: MapReading) -> str:
    return gettext("Where it lies once swapped") if found.asks == "swap" else gettext("Where the map lies")


def _where(found: MapReading) -> str:
    if found.bounds is None or found.asks == "crs":
        return ""
    return _degrees(found.bounds)


def _degrees(bounds: Bounds) -> str:
    west, south, east, north = bounds
    return gettext("From %(south)s to %(north)s and from %(west)s to %(east)s") % {
        "south": _latitude(south),
        "north": _latitude(north),
        "west": _longitude(west),
        "east": _longitude(east),
    }


def _question(found: MapReading, place: str, box: Bounds | None) -> str:
    if found.asks == "crs" and box is not None:
        return gettext(
            "Each system puts the map somewhere else. %(place)s, as it is stored, lies here: %(degrees)s."
        ) % {"place": place, "degrees": _degrees(box)}
    if found.asks == "crs":
        return gettext(
            "Each system puts the map somewhere else. Choose the one with the degrees of %(place)s."
        ) % {"place": place}
    if found.asks == "swap":
        return gettext("As they stand, the shapes lie far from %(place)s. Swapped, they lie there.") % {
            "place": place
        }
    return ""


def _latitude(degrees: float) -> str:
    side = pgettext("compass", "N") if degrees >= 0 else pgettext("compass", "S")
    return f"{grouped(abs(degrees), DECIMALS)}° {side}"


def _longitude(degrees: float) -> str:
    side = pgettext("compass", "E") if degrees >= 0 else pgettext("compass", "W")
    return f"{grouped(abs(degrees), DECIMALS)}° {side}"
