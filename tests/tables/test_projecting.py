"""Coordinate systems: how they are stated, which ones would fit, and positions in degrees."""

import subprocess
import sys

import numpy as np
import pyproj
import pytest

from clrisk_site.tables.readers.projecting import (
    UnknownSystemError,
    candidates,
    is_in_degrees,
    name_of,
    to_degrees,
    understand_description,
    understand_system,
)

MEXICO = (-118.5, 14.5, -86.5, 32.8)
TIZAYUCA = (504_000.0, 2_187_000.0, 508_000.0, 2_196_000.0)
"""Metres of UTM zone 14 around a town in Hidalgo."""

# Code, east and north of a place that everybody finds on a map, its longitude and latitude.
PLACES = {
    "Mexico City, UTM": ("EPSG:32614", 485_867, 2_148_823, -99.135, 19.434),
    "Mexico City, Lambert": ("EPSG:6372", 2_800_112, 829_232, -99.133, 19.433),
    "Kingston": ("EPSG:3448", 772_000, 645_000, -76.79, 17.96),
    "Bogotá": ("EPSG:9377", 4_880_000, 2_070_000, -74.08, 4.63),
    "Rio": ("EPSG:31983", 686_000, 7_466_000, -43.18, -22.9),
    "Lima": ("EPSG:32718", 279_000, 8_667_000, -77.03, -12.04),
}


@pytest.mark.parametrize(("code", "east", "north", "lon", "lat"), PLACES.values(), ids=PLACES)
def test_metres_become_degrees(code: str, east: float, north: float, lon: float, lat: float) -> None:
    found = to_degrees(np.array([float(east)]), np.array([float(north)]), code)
    assert [axis[0] for axis in found] == pytest.approx([lon, lat], abs=0.05)


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ("urn:ogc:def:crs:EPSG::32614", "EPSG:32614"),
        ("urn:ogc:def:crs:EPSG:8.9:6372", "EPSG:6372"),
        ("http://www.opengis.net/def/crs/EPSG/0/32614", "EPSG:32614"),
        ("epsg:6365", "EPSG:6365"),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326"),
        ("http://www.opengis.net/def/crs/OGC/1.3/CRS84", "EPSG:4326"),
    ],
)
def test_systems_are_understood_as_they_are_stated(stated: str, code: str) -> None:
    assert understand_system(stated) == code


@pytest.mark.parametrize("stated", ["EPSG:5703", "EPSG:99999", "EPSG:4978", "/etc/passwd", "+init=x", ""])
def test_what_names_no_system_on_the_ground_is_none(stated: str) -> None:
    with pytest.raises(UnknownSystemError):
        understand_system(stated)


@pytest.mark.parametrize("number", [32614, 6372, 4326, 9377, 31983])
def test_the_description_of_a_prj_file_is_understood(number: int) -> None:
    description = pyproj.CRS.from_epsg(number).to_wkt("WKT1_ESRI")
    assert understand_description(description) == f"EPSG:{number}"


def test_a_description_may_not_name_further_files() -> None:
    description = pyproj.CRS.from_epsg(32614).to_wkt("WKT1_GDAL")
    with pytest.raises(UnknownSystemError):
        understand_description(description[:-1] + ',EXTENSION["PROJ4","+proj=utm +nadgrids=/etc/passwd"]]')


def test_the_systems_that_fit_are_offered_by_names_people_know() -> None:
    assert candidates(TIZAYUCA, (-99.2, 19.6, -98.8, 20.1)) == (("EPSG:32614", "WGS 84 / UTM 14N"),)
    assert {code for code, _ in candidates(TIZAYUCA, MEXICO)} == {f"EPSG:326{zone}" for zone in range(11, 17)}
    lambert = candidates((2_500_000.0, 800_000.0, 2_600_000.0, 900_000.0), MEXICO)
    assert [code for code, _ in lambert] == ["EPSG:6362", "EPSG:6372"]
    assert candidates((1e9, 1e9, 1e9, 1e9), MEXICO) == ()


def test_a_system_says_its_name_and_whether_it_is_degrees() -> None:
    assert (name_of("EPSG:32614"), is_in_degrees("EPSG:32614")) == ("WGS 84 / UTM 14N", False)
    assert (name_of("EPSG:4326"), is_in_degrees("EPSG:6365")) == ("WGS 84", True)


def test_it_works_in_little_memory_and_without_the_environment() -> None:
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30)); import numpy as np;"
        "from clrisk_site.tables.readers.projecting import to_degrees;"
        "print(to_degrees(np.array([500000.0]), np.array([2200000.0]), 'EPSG:32614')[0][0])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "-99.0"
