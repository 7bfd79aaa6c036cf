"""Outlines with matching borders are joined to the very pieces that GEOS makes of them."""

import numpy as np
import pytest
import shapely
import shapely.affinity

from clrisk_site.places.joining import join, unfitting


def as_set(shapes: np.ndarray | list[shapely.Polygon]) -> list[bytes]:
    """Return the shapes without points amid straight borders and whatever point their rings begin at."""
    return sorted(shapely.to_wkb(shapely.normalize(shapely.simplify(shape, 0))) for shape in shapes)


def joined(shapes: np.ndarray) -> np.ndarray:
    return join(shapes).pieces


def by_geos(shapes: np.ndarray) -> np.ndarray:
    return shapely.get_parts(shapely.coverage_union_all(shapes))


def cells(at: list[tuple[int, int]]) -> np.ndarray:
    # Some wound the other way, and some as parts of a larger shape, as files have them.
    boxes = [shapely.box(x, y, x + 1, y + 1, ccw=(x + y) % 2 == 0) for x, y in at]
    return np.array([shapely.MultiPolygon([box]) if box.bounds[0] % 3 == 0 else box for box in boxes])


@pytest.mark.parametrize("seed", range(8))
def test_cells_of_a_grid_are_joined_as_geos_does(seed: int) -> None:
    kept = np.random.default_rng(seed).random((12, 12)) < 0.5 + seed / 18
    shapes = cells([(int(x), int(y)) for x, y in np.argwhere(kept)])
    assert as_set(joined(shapes)) == as_set(by_geos(shapes))


def test_an_island_in_a_gap_is_a_piece_of_its_own() -> None:
    ring = [(x, y) for x in range(5) for y in range(5) if x in (0, 4) or y in (0, 4)]
    shapes = cells([*ring, (2, 2)])
    assert len(joined(shapes)) == 2
    assert as_set(joined(shapes)) == as_set(by_geos(shapes))


def test_a_hole_stays_unless_another_shape_fills_it() -> None:
    around = shapely.Polygon(shapely.box(0, 0, 4, 4).exterior, [shapely.box(1, 1, 2, 2).exterior])
    assert as_set(joined(np.array([around]))) == as_set([around])
    filled = np.array([around, shapely.box(1, 1, 2, 2)])
    assert as_set(joined(filled)) == as_set([shapely.box(0, 0, 4, 4)])


def test_a_point_given_twice_is_passed_over() -> None:
    repeated = shapely.Polygon([(0, 0), (0, 0), (1, 0), (1, 1), (0, 0)])
    assert as_set(joined(np.array([repeated]))) == as_set([shapely.Polygon([(0, 0), (1, 0), (1, 1)])])


def spoilt(shapes: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return shapes of which one was moved a little, doubled, swallowed another or has a point of its own."""
    at = int(rng.integers(len(shapes)))
    shape = shapes[at]
    x, y, *_ = shape.bounds
    box = shapely.box(x, y, x + 1, y + 1)
    other = [
        shapely.affinity.translate(shape, 1e-6),
        shapely.affinity.translate(shape, 0.5, 0.25),
        shapely.box(x - 0.5, y - 0.5, x + 1.5, y + 1.5),
        shapely.box(x + 0.25, y + 0.25, x + 0.5, y + 0.5),
        shapely.segmentize(box, 0.5),
    ][int(rng.integers(5))]
    kept = np.delete(shapes, at) if rng.random() < 0.5 else shapes
    return np.append(kept, np.array([other], dtype=object))


@pytest.mark.parametrize("seed", range(60))
def test_shapes_that_do_not_fit_are_those_that_geos_finds(seed: int) -> None:
    rng = np.random.default_rng(seed)
    kept = rng.random((8, 8)) < 0.3 + seed / 100
    shapes = spoilt(cells([(int(x), int(y)) for x, y in np.argwhere(kept)]), rng)
    wrong, _joined = unfitting(shapes)
    assert wrong.tolist() == (~shapely.is_empty(shapely.coverage_invalid_edges(shapes))).tolist()
