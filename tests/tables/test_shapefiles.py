"""Case 45: zipped shapefiles, whole, broken, and without the parts that say how they are meant."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import shapefile  # type: ignore[import-untyped]  # pyshp has no stubs
import shapely

from clrisk_site.figures.message import says
from clrisk_site.tables.guard import read_head
from clrisk_site.tables.limits import GEOMETRY
from clrisk_site.tables.matching.columns import How, match_columns
from clrisk_site.tables.raw import FileKind, RawTable
from clrisk_site.tables.spec import Column, Kind
from tests.tables.builders import column_cells, make_spec, read, refusal
from tests.tables.corpus.hostile import VRT
from tests.tables.shapefiles import UTM_14, archive, box, parts_of, zipped_map

ROWS = [{"cvegeo": "07101", "nombre": "Tuxtla"}, {"cvegeo": "07102", "nombre": "Ángel"}]
SHAPES = [[box(-93.0, 16.0)], [box(-92.9, 16.0)]]
HIDALGO = (-100.0, 19.5, -97.9, 21.4)


def parts(**more: Any) -> dict[str, bytes]:
    return parts_of(SHAPES, ROWS, **more)


def shape_of(table: RawTable, row: int = 0) -> Any:
    return shapely.from_wkb(column_cells(table, "geometry")[row])


def test_a_zipped_shapefile_is_a_map(tmp_path: Path) -> None:
    table = read(archive(tmp_path / "m.zip", parts(cpg="UTF-8")), GEOMETRY)
    assert (table.source.kind, table.source.encoding, table.is_map) == (FileKind.SHAPEFILE, "utf-8", True)
    assert table.headers == ("cvegeo", "nombre", "geometry")
    assert column_cells(table, "nombre") == ["Tuxtla", "Ángel"]
    assert shape_of(table).equals(shapely.box(-93.0, 16.0, -92.9, 16.1))
    assert table.map is not None
    assert (table.map.stated, table.map.used, table.map.shapes) == ("GCS_WGS_1984", "EPSG:4326", 2)


def test_the_names_of_the_parts_may_be_written_in_capitals_and_lie_in_a_folder(tmp_path: Path) -> None:
    capitals = {f"Mapa 2020/{name.upper()}": content for name, content in parts().items()}
    more = {"__MACOSX/Mapa 2020/._MAPA.SHP": b"x", "Mapa 2020/MAPA.shp.xml": b"<!DOCTYPE metadata>"}
    assert len(read(archive(tmp_path / "m.zip", capitals | more), GEOMETRY)) == 2


def test_case_45_the_description_of_the_system_is_understood(tmp_path: Path) -> None:
    shapes = [[box(504_000.0, 2_189_000.0, 1_000.0)]]
    path = zipped_map(tmp_path / "m.zip", shapes, ROWS[:1], prj=UTM_14)
    table = read(path, GEOMETRY, home=HIDALGO)
    assert table.map is not None
    assert (table.map.stated, table.map.used) == ("WGS_1984_UTM_Zone_14N", "EPSG:32614")
    assert [round(number, 2) for number in shape_of(table).bounds[:2]] == [-98.96, 19.8]


def test_case_45_without_prj_degrees_are_taken_and_metres_asked_about(tmp_path: Path) -> None:
    assert len(read(archive(tmp_path / "m.zip", parts(prj=None)), GEOMETRY)) == 2
    shapes = [[box(504_000.0, 2_189_000.0, 1_000.0)]]
    path = zipped_map(tmp_path / "n.zip", shapes, ROWS[:1], prj=None)
    found = read_head(path, GEOMETRY, home=HIDALGO)
    assert isinstance(found, RawTable)
    assert found.map is not None
    assert (found.map.asks, found.map.candidates) == ("crs", (("EPSG:32614", "WGS 84 / UTM 14N"),))
    assert len(read(path, GEOMETRY, home=HIDALGO, crs="EPSG:32614")) == 1


@pytest.mark.parametrize("ending", [".dbf", ".shx", ".shp"])
def test_case_45_a_missing_part_is_named(tmp_path: Path, ending: str) -> None:
    left = {name: content for name, content in parts().items() if not name.endswith(ending)}
    assert f"lacks its part {ending}" in refusal(archive(tmp_path / "m.zip", left), GEOMETRY)


def test_case_45_two_shapefiles_are_named_and_one_may_be_chosen(tmp_path: Path) -> None:
    path = archive(tmp_path / "m.zip", parts() | parts(name="otro"))
    assert "several maps: «mapa», «otro»" in refusal(path, GEOMETRY)
    found = read_head(path, GEOMETRY)
    assert isinstance(found, RawTable)
    assert found.map is not None
    assert (found.map.asks, set(column_cells(found, "geometry"))) == ("sheet", {""})
    assert read(path, GEOMETRY, sheet="otro").source.sheet == "otro"
    assert "no sheet called «tercero»" in refusal(path, GEOMETRY, sheet="tercero")


def test_case_45_maps_of_one_name_in_two_folders_keep_their_own_rows(tmp_path: Path) -> None:
    here = parts_of(SHAPES[:1], ROWS[:1])
    there = parts_of(SHAPES[1:], ROWS[1:])
    both = {f"a/{name}": content for name, content in here.items()}
    both |= {f"b/{name}": content for name, content in there.items()}
    table = read(archive(tmp_path / "m.zip", both), GEOMETRY, sheet="a/mapa")
    assert column_cells(table, "cvegeo") == ["07101"]
    assert [sheet.name for sheet in table.source.sheets] == ["a/mapa", "b/mapa"]


def test_case_45_letters_without_cpg_are_told_by_their_bytes_or_chosen(tmp_path: Path) -> None:
    path = archive(tmp_path / "m.zip", parts(encoding="cp1252"))
    table = read(path, GEOMETRY)
    assert (table.source.encoding, table.accents) == ("cp1252", ("Ángel",))
    assert column_cells(read(path, GEOMETRY, encoding="mac_roman"), "nombre")[1] != "Ángel"
    assert "cannot be read as utf-8" in refusal(path, GEOMETRY, encoding="utf-8")
    utf_8 = archive(tmp_path / "n.zip", parts(encoding="utf-8"))
    assert column_cells(read(utf_8, GEOMETRY), "nombre")[1] == "Ángel"
    stated = archive(tmp_path / "o.zip", parts(encoding="cp850", cpg="850"))
    assert column_cells(read(stated, GEOMETRY), "nombre")[1] == "Ángel"


def test_case_45_names_cut_to_ten_letters_are_matched(tmp_path: Path) -> None:
    spec = make_spec(
        Column("code", says("Code"), Kind.CODE, synonyms=("clave_geoestadistica",)),
        Column("people", says("People"), Kind.NUMBER, synonyms=("poblacion_total",)),
        Column("women", says("Women"), Kind.NUMBER, synonyms=("poblacion_femenina", "poblacion_mujeres")),
        key=("code",),
    )
    headers = ["clave_geoe", "poblacion_", "nombre", "geometry"]
    match = {found.header: (found.field, found.how) for found in match_columns(spec, headers).columns}
    assert match["clave_geoe"] == ("code", How.ALIKE)
    assert match["poblacion_"][0] is None
    whole = match_columns(spec, [*headers, "a header that is long"]).mapping
    assert "clave_geoe" not in whole


def test_holes_and_several_parts_are_told_by_the_way_their_rings_run(tmp_path: Path) -> None:
    hole = box(-92.98, 16.02, 0.02)[::-1]
    far_hole = box(-91.98, 16.02, 0.02)[::-1]
    island = box(-92.0, 16.0)
    path = zipped_map(tmp_path / "m.zip", [[box(-93.0, 16.0), island, far_hole, hole]], ROWS[:1])
    shape = shape_of(read(path, GEOMETRY))
    expected = shapely.union_all(
        [
            shapely.box(-93.0, 16.0, -92.9, 16.1) - shapely.box(-92.98, 16.02, -92.96, 16.04),
            shapely.box(-92.0, 16.0, -91.9, 16.1) - shapely.box(-91.98, 16.02, -91.96, 16.04),
        ]
    )
    assert shape.geom_type == "MultiPolygon"
    assert shape.symmetric_difference(expected).area < 1e-12


def test_a_hole_stays_a_hole_when_the_axes_are_swapped(tmp_path: Path) -> None:
    rings = [box(-93.0, 16.0), box(-92.98, 16.02, 0.02)[::-1]]
    turned = [[[north, east] for east, north in ring] for ring in rings]
    shape = shape_of(read(zipped_map(tmp_path / "m.zip", [turned], ROWS[:1]), GEOMETRY, swap=True))
    assert len(shape.interiors) == 1
    assert shape.area == pytest.approx(0.1**2 - 0.02**2)


def test_heights_are_dropped_and_rows_without_a_shape_stay(tmp_path: Path) -> None:
    high = [[*point, 500.0] for point in box(-93.0, 16.0)]
    path = zipped_map(tmp_path / "m.zip", [[high], None], ROWS, kind=shapefile.POLYGONZ)
    table = read(path, GEOMETRY)
    assert not shape_of(table).has_z
    assert column_cells(table, "geometry")[1] == ""


@pytest.mark.parametrize(
    ("kind", "shape", "expected"),
    [
        (shapefile.POINT, (-93.0, 16.0), "POINT (-93 16)"),
        (shapefile.POLYLINE, [[[-93, 16], [-92, 16]]], "LINESTRING (-93 16, -92 16)"),
    ],
)
def test_points_and_lines_are_shapes_too(tmp_path: Path, kind: int, shape: Any, expected: str) -> None:
    table = read(zipped_map(tmp_path / "m.zip", [shape], ROWS[:1], kind=kind), GEOMETRY)
    assert shape_of(table).wkt == expected


def test_case_41_and_42_wrong_shapes_of_a_shapefile_are_row_errors(tmp_path: Path) -> None:
    bow_tie = [[-93, 16], [-92, 17], [-92, 16], [-93, 17], [-93, 16]]
    short = [[-93, 16], [-92, 17], [-93, 16]]
    outside = [box(-93.0, 16.0), box(-91.0, 16.0)[::-1]]
    open_ring = box(-93.0, 16.0)[:-1]
    shapes = [SHAPES[0], [bow_tie], [short], outside, [open_ring]]
    rows = [{"cvegeo": f"0710{number}"} for number in range(5)]
    content = parts_of(shapes, rows)
    table = read(archive(tmp_path / "m.zip", content), GEOMETRY)
    said = {problem.row: str(problem.message) for problem in table.problems}
    assert "change its area" in said[2]
    assert "at least four points" in said[3]
    assert "change its area" in said[4]
    assert 1 not in said


def test_case_44_points_are_counted_before_shapes_are_built(tmp_path: Path) -> None:
    path = archive(tmp_path / "m.zip", parts())
    assert "Shape 1" in refusal(path, replace(GEOMETRY, vertices_per_feature=4))
    assert "more than 9 points" in refusal(path, replace(GEOMETRY, vertices=9))
    assert "more than 1 shapes" in refusal(path, replace(GEOMETRY, features=1))


@pytest.mark.parametrize(
    ("ending", "content"),
    [
        (".shp", VRT.encode()),
        (".shp", b"SQLite format 3\0" + b"\0" * 200),
        (".shp", parts()["mapa.shp"][:150]),
        (".shp", parts()["mapa.shp"][:144] + b"\xff" * 4 + parts()["mapa.shp"][148:]),
        (".dbf", b"\x03"),
        (".dbf", parts()["mapa.dbf"][:60]),
        (".dbf", b"\x03zzz\xff\xff\xff\xff\xff\xff\xff\xff" + b"\0" * 80),
    ],
    ids=["VRT", "SQLite", "cut", "odd records", "one byte", "cut rows", "endless rows"],
)
def test_case_45_and_46_damaged_parts_are_named(tmp_path: Path, ending: str, content: bytes) -> None:
    path = archive(tmp_path / "m.zip", parts() | {f"mapa{ending}": content})
    said = refusal(path, GEOMETRY)
    assert f"part {ending} of the shapefile" in said or "shapes but" in said


def test_case_45_rows_and_shapes_of_two_files_are_refused(tmp_path: Path) -> None:
    other = parts_of(SHAPES[:1], ROWS[:1])
    path = archive(tmp_path / "m.zip", parts() | {"mapa.dbf": other["mapa.dbf"]})
    assert "2 shapes but 1 rows" in refusal(path, GEOMETRY)


def test_case_46_a_part_alone_is_answered_with_the_cure(tmp_path: Path) -> None:
    (tmp_path / "mapa.shp").write_bytes(parts()["mapa.shp"])
    assert "into one .zip file" in refusal(tmp_path / "mapa.shp", GEOMETRY)


def test_a_description_that_says_nothing_is_no_statement(tmp_path: Path) -> None:
    path = archive(tmp_path / "m.zip", parts(prj='LOCAL_CS["dibujo"]'))
    found = read_head(path, GEOMETRY)
    assert isinstance(found, RawTable)
    assert found.map is not None
    assert (found.map.stated, found.map.asks, found.map.candidates[0][0]) == ("dibujo", "crs", "EPSG:4326")
