"""The map of a file before it is saved: what would be stored, and where outlines do not fit."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from string import ascii_uppercase

import numpy as np
import shapely
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from shapely.geometry.base import BaseGeometry

from clrisk_site.catalogue.quantities import grouped, percent
from clrisk_site.catalogue.wording import render
from clrisk_site.figures.svg.faults import FaultKind, MapFault, draw_fault_swatch
from clrisk_site.figures.svg.maps import MapShape, draw_map
from clrisk_site.figures.svg.patterns import ShapeKind
from clrisk_site.figures.svg.sizes import Size
from clrisk_site.files.importing.previewing import Understood
from clrisk_site.places.coverage import Fault
from clrisk_site.places.geometry import Geometries, are_polygons
from clrisk_site.places.imports.faults import in_km2
from clrisk_site.places.imports.shaping import FileMap
from clrisk_site.tables.spec import Problem

MOST_LISTED = 50
MOST_MARKED = 400
"""So many places are drawn; that is more than anybody looks at."""

MOST_DRAWN = 10_000
"""Of more shapes, only the joint outline of those that lie in the same place is drawn."""

PREFIX = "file-map"


@dataclass(frozen=True)
class FaultLine:
    """A line of the table: letter on the map, what it is, which territories, and how large."""

    letter: str
    what: str
    places: str
    size: str


@dataclass(frozen=True)
class RefusedLine:
    """A row whose shape or code is refused, and why."""

    row: str
    place: str
    why: str


@dataclass(frozen=True)
class LegendEntry:
    """One line of the legend, with its swatch or the little drawing."""

    label: str
    kind: str = ""
    drawing: str = ""


@dataclass(frozen=True)
class MapPreview:
    """The page; drawings are SVG, everything else is text."""

    lead: str
    wide: str
    phone: str
    small: str
    legend: tuple[LegendEntry, ...]
    faults: tuple[FaultLine, ...]
    more_faults: int
    refused: tuple[RefusedLine, ...]
    more_refused: int
    is_joined: bool


@dataclass(frozen=True)
class _Found:
    """One place with what it is called and how large it is."""

    kind: FaultKind
    what: str
    places: str
    size: str
    geometry: BaseGeometry


def make_map_preview(understood: Understood) -> MapPreview | None:
    """Return the map of a file, None where it has no shapes."""
    file_map = understood.spec.drawn() if understood.spec.drawn is not None else None
    if not isinstance(file_map, FileMap) or not are_polygons(file_map.shapes).any():
        return None
    found = [*_faults(file_map), *_mended(file_map, understood)]
    letters = [*ascii_uppercase[: len(found)], *([""] * (len(found) - len(ascii_uppercase)))]
    marks = [
        MapFault(one.kind, one.geometry, letter)
        for one, letter in zip(found[:MOST_MARKED], letters, strict=False)
    ]
    shapes, is_joined = _shapes(file_map)
    refused = _refused(understood)
    lines = tuple(
        FaultLine(letter, one.what, one.places, one.size)
        for one, letter in zip(found[:MOST_LISTED], letters, strict=False)
    )
    lead = _lead(file_map, found, len(refused))
    return MapPreview(
        lead=lead,
        wide=_draw(shapes, marks, Size.WIDE, lead),
        phone=_draw(shapes, marks, Size.PHONE, lead),
        small=_draw(shapes, [replace(mark, letter="") for mark in marks], Size.PHONE, lead),
        legend=_legend(found),
        faults=lines,
        more_faults=max(0, len(found) - MOST_LISTED),
        refused=refused[:MOST_LISTED],
        more_refused=max(0, len(refused) - MOST_LISTED),
        is_joined=is_joined,
    )


def small_map(preview: MapPreview | None) -> dict[str, object]:
    """Return what the review shows of the map; nothing for a file without shapes."""
    if preview is None:
        return {}
    return {"preview": preview, "drawing": mark_safe(preview.small)}  # noqa: S308 - our own drawing


def large_map(preview: MapPreview, source: str) -> dict[str, object]:
    """Return what the page of the map shows, as its component takes it."""
    legend = [
        {"kind": one.kind, "label": one.label, "drawing": mark_safe(one.drawing)}  # noqa: S308 - our own
        for one in preview.legend
    ]
    drawn = {
        "wide": mark_safe(preview.wide),  # noqa: S308 - our own drawing
        "phone": mark_safe(preview.phone),  # noqa: S308 - our own drawing
        "legend": legend,
        "source": source,
    }
    return {"preview": preview, "map": drawn}


def _draw(shapes: Sequence[MapShape], marks: Sequence[MapFault], size: Size, lead: str) -> str:
    title = _("Map of the file")
    return draw_map(
        shapes, faults=marks, size=size, title=title, description=lead, prefix=f"{PREFIX}-{size.value}"
    )


def _shapes(file_map: FileMap) -> tuple[list[MapShape], bool]:
    """Return what is drawn, and whether shapes were joined; those below others are drawn last."""
    there = np.flatnonzero(are_polygons(file_map.shapes))
    if len(there) > MOST_DRAWN:
        return [MapShape("", shape, ShapeKind.PLAIN) for shape in _joined(file_map, there)], True
    order = sorted(there.tolist(), key=lambda place: file_map.depths[place])
    return [
        MapShape(file_map.labels[place], file_map.shapes[place], ShapeKind.PLAIN) for place in order
    ], False


def _joined(file_map: FileMap, there: "np.typing.NDArray[np.intp]") -> Iterator[BaseGeometry]:
    """Yield an outline of the shapes that begin with the same code."""
    groups: dict[str, list[int]] = {}
    for place in there.tolist():
        groups.setdefault(file_map.labels[place][:5], []).append(place)
    for places in groups.values():
        shapes: Geometries = file_map.shapes[places]
        valid = shapely.coverage_is_valid(shapes)
        yield shapely.coverage_union_all(shapes) if valid else shapely.union_all(shapes, grid_size=1e-5)


def _faults(file_map: FileMap) -> Iterator[_Found]:
    for coverage in file_map.coverages:
        yield from _named(FaultKind.OUTSIDE, _("Outside its territory"), coverage.outside, file_map)
        yield from _named(FaultKind.OVERLAP, _("Overlap"), coverage.overlaps, file_map)
        yield from _named(FaultKind.GAP, _("Gap between shapes"), coverage.gaps, file_map)
        yield from _named(FaultKind.GAP, _("Hole"), coverage.holes, file_map)


def _named(kind: FaultKind, what: str, faults: Iterable[Fault], file_map: FileMap) -> Iterator[_Found]:
    for fault in faults:
        places = ", ".join(_name(file_map, place) for place in fault.indices[:4])
        yield _Found(kind, what, places, f"{in_km2(fault.area_km2)} km²", fault.geometry)


def _name(file_map: FileMap, place: int) -> str:
    label, name = file_map.labels[place], file_map.names[place]
    return label if not name or label.endswith(name) else f"{label} {name}"


def _mended(file_map: FileMap, understood: Understood) -> Iterator[_Found]:
    places = {row: place for place, row in enumerate(file_map.rows)}
    mended = understood.table.map.mended if understood.table.map else ()
    for row, change in sorted(mended, key=lambda one: -one[1]):
        place = places.get(row)
        if place is None or file_map.shapes[place] is None:
            continue
        size = _("area changed by %(percent)s") % {"percent": percent(change, 4 if change < 0.01 else 2)}
        yield _Found(FaultKind.MENDED, _("Mended"), _name(file_map, place), size, file_map.shapes[place])


def _refused(understood: Understood) -> tuple[RefusedLine, ...]:
    """Return the rows of which nothing is drawn, once each."""
    first: dict[int, Problem] = {}
    for problem in understood.preview.errors:
        if problem.row is not None:
            first.setdefault(problem.row, problem)
    table = understood.table
    places = {int(row): place for place, row in enumerate(table.row_numbers[: len(table)].tolist())}
    texts = _texts(understood)
    return tuple(
        RefusedLine(grouped(row), texts[places[row]] if row in places else "", render(problem.message))
        for row, problem in sorted(first.items())
    )


def _texts(understood: Understood) -> list[str]:
    """Return what each row is called in the file: its code and its name, as they stand there."""
    table, mapping = understood.table, understood.matches.mapping
    wanted = [header for header, field in mapping.items() if field == "code" or field.startswith("name")]
    columns = [table.cells(table.headers.index(header)) for header in wanted if header in table.headers]
    return [" ".join(filter(None, cells)) for cells in zip(*columns, strict=True)] or [""] * len(table)


def _legend(found: Sequence[_Found]) -> tuple[LegendEntry, ...]:
    labels = {
        FaultKind.OVERLAP: _("Two shapes overlap"),
        FaultKind.GAP: _("No shape covers this"),
        FaultKind.OUTSIDE: _("Outside the territory of its code"),
        FaultKind.MENDED: _("Outline that was mended"),
    }
    entries = [LegendEntry(_("Shape of the file"), kind="plain")]
    for kind, label in labels.items():
        count = sum(one.kind is kind for one in found)
        if count:
            text = f"{label}, {grouped(count)}"
            entries.append(LegendEntry(text, drawing=draw_fault_swatch(kind, f"{PREFIX}-{kind.value}")))
    return tuple(entries)


def _lead(file_map: FileMap, found: Sequence[_Found], refused: int) -> str:
    drawn = int(are_polygons(file_map.shapes).sum())
    said = [
        ngettext("The file draws %(count)s shape.", "The file draws %(count)s shapes.", drawn)
        % {"count": grouped(drawn)}
    ]
    faults = sum(one.kind is not FaultKind.MENDED for one in found)
    said.append(
        ngettext(
            "In %(count)s place they do not fit together.",
            "In %(count)s places they do not fit together.",
            faults,
        )
        % {"count": grouped(faults)}
        if faults
        else _("None overlaps another, and no gap lies between them.")
    )
    strips = sum(coverage.strips for coverage in file_map.coverages)
    if strips:
        said.append(
            ngettext(
                "Besides, %(count)s narrow strip lies where two borders do not meet exactly.",
                "Besides, %(count)s narrow strips lie where two borders do not meet exactly.",
                strips,
            )
            % {"count": grouped(strips)}
        )
    if mended := len(found) - faults:
        said.append(
            ngettext("%(count)s outline was mended.", "%(count)s outlines were mended.", mended)
            % {"count": grouped(mended)}
        )
    if refused:
        said.append(
            ngettext("%(count)s row is refused.", "%(count)s rows are refused.", refused)
            % {"count": grouped(refused)}
        )
    return " ".join(said)
