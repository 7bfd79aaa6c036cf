"""What every drawing must be, and small places to draw."""

import re
from xml.etree import ElementTree as ET

import shapely

from clrisk_site.figures.svg.maps import MapPlace, MapShape, MapZone
from clrisk_site.figures.svg.patterns import ShapeKind

SVG = "{http://www.w3.org/2000/svg}"
CLASSES = (ShapeKind.LOW, ShapeKind.MEDIUM, ShapeKind.HIGH, ShapeKind.NO_DATA)
FORBIDDEN = ("style", "script", "foreignObject", "image", "a")


def read(drawing: str) -> ET.Element:
    """Parse a drawing and check what holds for all of them."""
    root = ET.fromstring(drawing)
    assert root.tag == f"{SVG}svg"
    identifiers = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(identifiers) == len(set(identifiers))
    for node in root.iter():
        assert node.tag.removeprefix(SVG) not in FORBIDDEN
        assert not [name for name in node.attrib if name == "style" or name.startswith("on")]
        assert "nan" not in " ".join(node.attrib.values()).split()
        for reference in re.findall(r"url\(#([^)]*)\)", node.get("fill", "")):
            assert reference in identifiers or reference.startswith("figures-")
    return root


def check_spoken(drawing: str, title: str, description: str) -> None:
    """Check that the words come first and that the drawing is named by them."""
    root = read(drawing)
    first, second = root[0], root[1]
    assert (first.tag, first.text) == (f"{SVG}title", title)
    assert (second.tag, second.text) == (f"{SVG}desc", description)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{first.get('id')} {second.get('id')}"


def words_in(drawing: str) -> list[str]:
    return [node.text or "" for node in read(drawing).iter(f"{SVG}text")]


def type_sizes(drawing: str) -> list[float]:
    """Return the type sizes of all words, in pixels at the size the drawing is made for."""
    root = read(drawing)
    scale = float(root.get("width", "1")) / float(root.get("viewBox", "0 0 1 1").split()[2])
    parents = {child: parent for parent in root.iter() for child in parent}
    sizes = []
    for node in root.iter(f"{SVG}text"):
        holder: ET.Element | None = node
        while holder is not None and holder.get("font-size") is None:
            holder = parents.get(holder)
        assert holder is not None
        sizes.append(float(holder.get("font-size", "0")) * scale)
    return sizes


def grid(rows: int = 6, columns: int = 8) -> list[MapShape]:
    """Return square areas near the equator of nowhere, in stripes of the four classes."""
    return [
        MapShape(
            f"{row:02}{column:02}",
            shapely.box(-93 + column / 100, 16 + row / 100, -93 + (column + 1) / 100, 16 + (row + 1) / 100),
            CLASSES[column % 4],
        )
        for row in range(rows)
        for column in range(columns)
    ]


def zone(letter: str, column: int, row: int) -> MapZone:
    left, bottom = -93 + column / 100, 16 + row / 100
    return MapZone(letter, shapely.box(left - 1e-6, bottom - 1e-6, left + 0.02001, bottom + 0.02001))


ZONES = (zone("A", 0, 0), zone("B", 4, 3))
PLACES = (MapPlace("Copoya", -92.97, 16.02), MapPlace("El Jobo", -92.93, 16.05))
