import gzip
import re
from typing import Any

import numpy as np
import pytest
import shapely

from clrisk_site.figures import palette
from clrisk_site.figures.svg.maps import MapPlace, MapShape, MapZone, draw_map
from clrisk_site.figures.svg.patterns import BASE_FILLS, ShapeKind, pattern_definitions
from clrisk_site.figures.svg.sizes import Size
from tests.figures.drawings import CLASSES, PLACES, SVG, ZONES, check_spoken, grid, read, type_sizes, words_in

SIZES = list(Size)


def draw(size: Size = Size.WIDE, **other: Any) -> str:
    options: dict[str, Any] = {"shapes": grid(), "zones": ZONES, "places": PLACES, "title": "Zones"}
    options |= {"description": "Two zones."} | other
    return draw_map(options.pop("shapes"), options.pop("zones"), options.pop("places"), size=size, **options)


@pytest.mark.parametrize("size", SIZES)
def test_says_in_words_what_it_shows(size: Size) -> None:
    check_spoken(draw(size), "Zones", "Two zones.")


@pytest.mark.parametrize("size", SIZES)
def test_same_input_same_bytes(size: Size) -> None:
    assert draw(size) == draw(size)


def test_one_path_per_class() -> None:
    root = read(draw())
    (areas,) = [node for node in root.iter(f"{SVG}g") if node.get("class") == "map-areas"]
    assert len(list(areas.iter(f"{SVG}path"))) == len(CLASSES)
    assert {node.get("fill") for node in areas} >= {BASE_FILLS[kind] for kind in CLASSES[:3]}


def test_every_area_is_drawn_even_the_smallest() -> None:
    tiny = MapShape("tiny", shapely.box(-92.9000001, 16.03, -92.9, 16.0300001), ShapeKind.LOW)
    drawing = draw(shapes=[*grid(), tiny])
    assert sum(path.count("z") for path in re.findall(r' d="(m[^"]*)"', drawing)) >= len(grid()) + 1


def test_paths_are_whole_relative_numbers() -> None:
    for path in re.findall(r' d="(m[^"]*)"', draw()):
        assert re.fullmatch(r"(m[-\d ]+z)+", path)


def test_zones_are_lettered_and_places_named() -> None:
    assert {"A", "B", "Copoya", "El Jobo", "N"} <= set(words_in(draw()))


def test_the_cover_fills_zones_and_hides_classes() -> None:
    drawing = draw(Size.COVER)
    assert set(words_in(drawing)) == {"A", "B"}
    fills = {node.get("fill") for node in read(drawing).iter(f"{SVG}path")}
    assert {palette.PETROL, palette.PAPER} <= fills
    assert not {palette.MEDIUM, palette.HIGH} & fills


@pytest.mark.parametrize("size", [Size.WIDE, Size.PHONE])
def test_words_stay_legible_on_a_screen(size: Size) -> None:
    # On the narrowest phone a drawing of 340 pixels is seen at 288.
    seen = 288 / 340 if size is Size.PHONE else 1
    assert min(type_sizes(draw(size))) * seen >= 13


def test_paper_brings_its_own_patterns_and_the_screen_shares_them() -> None:
    printed = draw(Size.PRINT, prefix="plan")
    assert 'id="plan-high-print"' in printed
    assert "url(#plan-high-print)" in printed
    assert "<pattern" not in draw(Size.WIDE)
    shared = {node.get("id") for node in read(pattern_definitions()).iter(f"{SVG}pattern")}
    used = set(re.findall(r"url\(#([^)]*)\)", draw(Size.WIDE) + draw(Size.PHONE)))
    assert used <= shared


def test_shared_patterns_are_never_hidden() -> None:
    root = read(pattern_definitions())
    assert (root.get("width"), root.get("height"), root.get("display")) == ("0", "0", None)


def test_prefix_makes_ids_unique_on_a_page() -> None:
    both = read(f'<svg xmlns="http://www.w3.org/2000/svg">{draw(prefix="one")}{draw(prefix="two")}</svg>')
    assert both is not None


def test_different_maps_get_different_ids_by_themselves() -> None:
    first, second = read(draw()), read(draw(title="Other"))
    assert first.get("aria-labelledby") != second.get("aria-labelledby")


@pytest.mark.parametrize("size", SIZES)
def test_words_of_users_are_escaped(size: Size) -> None:
    evil = '<script>alert(1)</script>"&\x00\ud800'
    drawing = draw(
        size,
        zones=[MapZone("<b>", ZONES[0].geometry)],
        places=[MapPlace(evil, -92.97, 16.02)],
        title=evil,
        description=evil,
        prefix='x"><script>',
    )
    assert "<script" not in drawing
    assert read(drawing)[0].text == '<script>alert(1)</script>"&'


def test_needs_an_area() -> None:
    for shapes in ([], [MapShape("x", shapely.Point(0, 0), ShapeKind.LOW)]):
        with pytest.raises(ValueError, match="at least one area"):
            draw(shapes=shapes)


def test_leaves_out_what_has_no_inside() -> None:
    broken = [
        MapShape("point", shapely.Point(-92.95, 16.03), ShapeKind.HIGH),
        MapShape("none", None, ShapeKind.HIGH),  # type: ignore[arg-type]  # rows without a boundary happen
        MapShape("empty", shapely.Polygon(), ShapeKind.HIGH),
    ]
    assert draw(shapes=[*grid(), *broken], prefix="a") == draw(prefix="a")


def test_holes_stay_open_and_islands_apart() -> None:
    ring = shapely.box(0, 0, 1, 1).difference(shapely.box(0.3, 0.3, 0.7, 0.7))
    shape = shapely.union(ring, shapely.box(1.5, 0, 2, 1))
    drawing = draw_map(
        [MapShape("a", shape, ShapeKind.LOW)], size=Size.WIDE, scale_bar=False, title="t", description=""
    )
    (path,) = re.findall(r' d="(m[^"]*)"', drawing)
    assert path.count("z") == 3


@pytest.mark.parametrize("degrees", [0.001, 0.02, 0.5, 4, 30])
def test_the_scale_is_round_and_true(degrees: float) -> None:
    shape = MapShape("a", shapely.box(0, -degrees / 2, degrees, degrees / 2), ShapeKind.LOW)
    drawing = draw_map([shape], size=Size.WIDE, title="t", description="d")
    (distance,) = [words for words in words_in(drawing) if words.endswith("m")]
    number, unit = distance.split()
    assert number.strip("0") in ("1", "2", "5")
    metres = float(number) * (1000 if unit == "km" else 1)
    (bar,) = re.findall(r'd="M[\d.]+ [\d.]+v[\d.]+h([\d.]+)v-', drawing)
    width = float(read(drawing).get("viewBox", "").split()[2])
    drawn_width = min(width, 6000) - 300
    assert float(bar) == pytest.approx(metres / 111_195 / degrees * drawn_width, rel=0.1)


def test_a_crowded_map_grows_for_its_scale() -> None:
    full = [MapShape("a", shapely.box(0, 0, 2, 1), ShapeKind.LOW)]
    height = [
        float(
            read(draw_map(full, size=Size.WIDE, scale_bar=bar, title="t", description="d")).get("height", "0")
        )
        for bar in (True, False)
    ]
    assert height[0] > height[1]


def test_neighbours_keep_one_common_border() -> None:
    """Simplified together, so no gaps and no overlaps appear."""
    x = np.linspace(0, 1, 400)
    wiggle = np.column_stack([x, 0.5 + 0.01 * np.sin(60 * x)])
    low = shapely.Polygon([(0, 0), *wiggle, (1, 0)])
    high = shapely.Polygon([(0, 1), *wiggle, (1, 1)])
    shapes = [MapShape("low", low, ShapeKind.LOW), MapShape("zone", high, ShapeKind.ZONE)]
    drawing = draw_map(shapes, size=Size.WIDE, scale_bar=False, title="t", description="d")
    areas = [_area(path) for path in re.findall(r' d="(m[^"]*)"', drawing)]
    together = (640 * 10 - 300) ** 2 if len(areas) == 2 else 0
    assert sum(areas) / max(sum(areas), together) > 0.85


def test_a_nation_stays_small() -> None:
    """2,500 areas with wiggly borders: below 200 KB over the wire."""
    rng = np.random.default_rng(7)
    points = shapely.multipoints(rng.uniform((-118, 15), (-87, 32), (2500, 2)))
    cells = shapely.get_parts(shapely.voronoi_polygons(points, extend_to=shapely.box(-118, 15, -87, 32)))
    shapes = [
        MapShape(str(i), shapely.segmentize(cell, 0.02), CLASSES[i % 4]) for i, cell in enumerate(cells)
    ]
    drawing = draw_map(shapes, size=Size.WIDE, title="Nation", description="d")
    assert len(gzip.compress(drawing.encode())) < 200_000


def _area(path: str) -> float:
    total = 0.0
    for ring in path.strip("mz").split("zm"):
        steps = np.array(re.findall(r"-?\d+", ring), dtype=float).reshape(-1, 2)
        x, y = np.cumsum(steps, axis=0).T
        total += float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2
    return abs(total)
