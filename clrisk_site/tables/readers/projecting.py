"""Coordinate systems: what a file's statement of one means, which ones would fit, and the way to degrees.

Knows the systems by their EPSG number only; nothing here opens a file or an address that a user named.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pyproj
from pyproj.network import set_network_enabled  # type: ignore[attr-defined]  # exported, but not said so

type Floats = npt.NDArray[np.float64]
type Bounds = tuple[float, float, float, float]
"""West, south, east, north; in the units of the numbers they bound."""

DEGREES = "EPSG:4326"
SAME_WITHIN_A_METRE = frozenset(
    f"EPSG:{code}" for code in (4326, 4979, 6365, 6363, 4483, 4674, 4686, 4758, 5373)
)
"""Longitude and latitude in WGS84, or in the national frames of today that agree with it."""

NATIONAL: tuple[tuple[int, str, Bounds], ...] = (
    (6372, "México ITRF2008 / Lambert (INEGI)", (-122.2, 12.1, -84.6, 32.8)),
    (6362, "México ITRF92 / Lambert (INEGI)", (-122.2, 12.1, -84.6, 32.8)),
    (9377, "MAGNA-SIRGAS / Origen Nacional", (-84.8, -4.3, -66.8, 15.6)),
    (3116, "MAGNA-SIRGAS / Bogotá", (-75.6, -4.3, -72.5, 12.6)),
    (3115, "MAGNA-SIRGAS / Oeste", (-78.6, -4.3, -75.5, 12.6)),
    (3117, "MAGNA-SIRGAS / Este Central", (-72.6, -4.3, -69.5, 12.6)),
    (5880, "SIRGAS 2000 / Policônica do Brasil", (-74.1, -35.8, -25.2, 7.1)),
    (3448, "JAD2001 / Jamaica Metric Grid", (-78.5, 17.6, -76.1, 18.7)),
    (24200, "JAD69 / Jamaica National Grid", (-78.5, 17.6, -76.1, 18.7)),
    (24891, "PSAD56 / Perú Oeste", (-81.5, -8.4, -78.9, -3.3)),
    (24892, "PSAD56 / Perú Centro", (-79.1, -16.0, -73.4, -0.5)),
    (24893, "PSAD56 / Perú Este", (-73.6, -18.5, -68.6, -2.1)),
    (3857, "Web Mercator (Google, OpenStreetMap)", (-180.0, -85.0, 180.0, 85.0)),
)
"""Number, the name people know, and where it is in use."""

BRAZIL = (-70.0, -34.0, -34.0, 5.0)
LATIN_AMERICA = (-118.5, -56.0, -32.0, 33.0)
UTM_ZONES, WGS84_NORTH, WGS84_SOUTH, SIRGAS_SOUTH = range(1, 61), 32600, 32700, 31960
SIRGAS_ZONES = range(18, 26)
MARGIN = 0.25
"""Degrees by which a map may lie outside the box it belongs to: islands, waters, rounding."""
ZONE_MARGIN = 3.0
MOST_CANDIDATES = 12

STATED = re.compile(
    r"(?:urn:(?:x-)?ogc:def:crs:|https?://www\.opengis\.net/def/crs/)?EPSG[:/](?:[\d.]*[:/])?(\d{4,6})",
    re.ASCII | re.IGNORECASE,
)
CRS84 = re.compile(
    r"(?:urn:ogc:def:crs:OGC:[\d.]*:|https?://www\.opengis\.net/def/crs/OGC/[\d.]+/|OGC:)?CRS84h?",
    re.IGNORECASE,
)
UNSAFE = ("EXTENSION", "BOUNDCRS", "ABRIDGED", "PARAMETERFILE", "NADGRIDS")
"""Words of a description in text by which it would name further files."""
LONGEST_DESCRIPTION = 20_000


class UnknownSystemError(ValueError):
    """The text names no coordinate system that can be turned into degrees."""


def to_degrees(x: Floats, y: Floats, crs: str) -> tuple[Floats, Floats]:
    """Return longitude and latitude in WGS84 of positions in another coordinate system.

    Parameters
    ----------
    x, y : ndarray of float, shape (n,)
        East and north in the units of the system; for systems in degrees, longitude and latitude.
    crs : str
        Such as ``"EPSG:32614"``, or the description of a .prj file.

    Returns
    -------
    longitude, latitude : ndarray of float, shape (n,)
        Degrees; infinite where the system has no such position.

    Raises
    ------
    UnknownSystemError
        If `crs` is no system.

    Examples
    --------
    >>> lon, lat = to_degrees(np.array([500_000.0]), np.array([2_200_000.0]), "EPSG:32614")
    >>> float(lon[0]), round(float(lat[0]), 3)
    (-99.0, 19.896)
    """
    if crs in SAME_WITHIN_A_METRE:
        return x, y
    lon, lat = _transformer(crs).transform(x, y)
    return np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)


def understand_system(stated: str) -> str:
    """Return the code, such as ``"EPSG:32614"``, of a system as GeoJSON or a person states it.

    Raises
    ------
    UnknownSystemError
        If it states no system, or none with two axes on the ground.
    """
    text = stated.strip()
    if CRS84.fullmatch(text):
        return DEGREES
    match = STATED.fullmatch(text)
    if match is None:
        raise UnknownSystemError(text[:80])
    code = f"EPSG:{int(match[1])}"
    _system(code)
    return code


def understand_description(description: str) -> str:
    """Return the code of the system that a .prj file describes, or the description where it has no number.

    Raises
    ------
    UnknownSystemError
        If it describes nothing that is known, or refers to further files.
    """
    text = description.strip()
    crs = _system(text)
    number = crs.to_epsg(min_confidence=70)
    return f"EPSG:{number}" if number else text


def is_in_degrees(crs: str) -> bool:
    """Whether the numbers of the system are degrees."""
    return crs in SAME_WITHIN_A_METRE or bool(_system(crs).is_geographic)


def name_of(crs: str) -> str:
    """Return the name of a system as people know it, with its number if it has one."""
    if crs == DEGREES:
        return "WGS 84"
    known = next((name for code, name, _ in NATIONAL if f"EPSG:{code}" == crs), None)
    if known is None:
        known = str(_system(crs).name).replace("_", " ").replace("UTM zone ", "UTM ")[:80]
    return known


def candidates(bounds: Bounds, home: Bounds | None) -> tuple[tuple[str, str], ...]:
    """Return the systems in metres in which a map would lie where it belongs, the nearest first.

    Parameters
    ----------
    bounds : tuple of float
        West, south, east, north of the numbers as they stand in the file.
    home : tuple of float or None
        Box in degrees in which the map should lie; Latin America and the Caribbean if None.

    Returns
    -------
    tuple of (str, str)
        Code and name of each.
    """
    box = home or LATIN_AMERICA
    fitting = []
    for code, name, used in _offered(box):
        found = bounds_in_degrees(bounds, code)
        if found is not None and lies_in(found, box) and _middle_in(found, used):
            fitting.append((_distance(found, box), code, name))
    return tuple((code, name) for _, code, name in sorted(fitting)[:MOST_CANDIDATES])


def bounds_in_degrees(bounds: Bounds, crs: str) -> Bounds | None:
    """Return a box that was given in another system; None where that has no such place."""
    west, south, east, north = bounds
    share = np.linspace(0.0, 1.0, 5)
    x, y = np.meshgrid(west + (east - west) * share, south + (north - south) * share)
    lon, lat = to_degrees(x.ravel(), y.ravel(), crs)
    if not (np.isfinite(lon).all() and np.isfinite(lat).all()):
        return None
    return float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())


def lies_in(bounds: Bounds, box: Bounds, margin: float = MARGIN) -> bool:
    """Whether a box lies within another one, but for a margin in degrees."""
    return (
        bounds[0] >= box[0] - margin
        and bounds[1] >= box[1] - margin
        and bounds[2] <= box[2] + margin
        and bounds[3] <= box[3] + margin
    )


def _offered(box: Bounds) -> Iterator[tuple[str, str, Bounds]]:
    for number, name, used in NATIONAL:
        if not (used[2] < box[0] or used[0] > box[2] or used[3] < box[1] or used[1] > box[3]):
            yield f"EPSG:{number}", name, used
    middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    in_brazil = BRAZIL[0] <= middle[0] <= BRAZIL[2] and BRAZIL[1] <= middle[1] <= BRAZIL[3]
    for zone in UTM_ZONES:
        west = zone * 6.0 - 186.0
        if west > box[2] or west + 6.0 < box[0]:
            continue
        used = (west - ZONE_MARGIN, -80.0, west + 6.0 + ZONE_MARGIN, 84.0)
        if box[3] > 0:
            yield f"EPSG:{WGS84_NORTH + zone}", f"WGS 84 / UTM {zone}N", used
        if box[1] < 0:
            sirgas = in_brazil and zone in SIRGAS_ZONES
            number, frame = (SIRGAS_SOUTH, "SIRGAS 2000") if sirgas else (WGS84_SOUTH, "WGS 84")
            yield f"EPSG:{number + zone}", f"{frame} / UTM {zone}S", used


def _middle_in(bounds: Bounds, box: Bounds) -> bool:
    middle = (bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2
    return box[0] <= middle[0] <= box[2] and box[1] <= middle[1] <= box[3]


def _distance(bounds: Bounds, box: Bounds) -> float:
    east = (bounds[0] + bounds[2] - box[0] - box[2]) / 2
    north = (bounds[1] + bounds[3] - box[1] - box[3]) / 2
    return east * east + north * north


@lru_cache(maxsize=64)
def _system(crs: str) -> pyproj.CRS:
    try:
        if crs.upper().startswith("EPSG:"):
            system = pyproj.CRS.from_epsg(int(crs[5:]))
        else:
            if len(crs) > LONGEST_DESCRIPTION or any(word in crs.upper() for word in UNSAFE):
                raise UnknownSystemError(crs[:80])
            system = pyproj.CRS.from_wkt(crs)
    except (pyproj.exceptions.CRSError, ValueError) as error:
        raise UnknownSystemError(crs[:80]) from error
    if not (system.is_projected or system.is_geographic):
        raise UnknownSystemError(crs[:80])
    return system


@lru_cache(maxsize=64)
def _transformer(crs: str) -> pyproj.Transformer:
    set_network_enabled(active=False)
    try:
        return pyproj.Transformer.from_crs(_system(crs), DEGREES, always_xy=True)
    except pyproj.exceptions.ProjError as error:
        raise UnknownSystemError(crs[:80]) from error
