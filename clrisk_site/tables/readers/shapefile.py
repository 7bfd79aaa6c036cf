"""Reads a zipped shapefile: its three members in memory, rows from the .dbf, shapes from the .shp.

Nothing is unpacked to a disk, and no library is given a name to open.
"""

import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from clrisk_site.tables.readers.attributes import read_attributes
from clrisk_site.tables.readers.mapping import finish_map
from clrisk_site.tables.readers.outlines import Gathered
from clrisk_site.tables.readers.packing import SEPARATOR
from clrisk_site.tables.readers.records import gather_records
from clrisk_site.tables.readers.request import Reading, Request
from clrisk_site.tables.sentences import RefusedError

NEEDED = (".shp", ".shx", ".dbf")
LONGEST_DESCRIPTION = 20_000
MOST_NAMED = 4
WHICH = "sheet"
"""What is asked of an archive with several shapefiles."""

type Members = Mapping[str, zipfile.ZipInfo]
"""The parts of one shapefile by their ending."""


def read_shapefile(request: Request) -> Reading:
    """Read the rows of a zipped shapefile, with their shapes as the last column.

    Raises
    ------
    RefusedError
        If a part is missing or damaged, or the archive has no shapefile of the name that was chosen.
    """
    try:
        with zipfile.ZipFile(request.path) as archive:
            return _read(archive, request)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise RefusedError("zip_damaged") from error


def _read(archive: zipfile.ZipFile, request: Request) -> Reading:
    found = dict(_shapefiles(archive.infolist()))
    name = _chosen(found, request)
    parts = found[name]
    missing = [ending for ending in NEEDED if ending not in parts]
    if missing:
        raise RefusedError("shapefile_part", part=", ".join(missing), name=name[:80])
    shapes = Gathered(request.limits)
    gather_records(archive.read(parts[".shp"]), shapes)
    code_page = _text(archive, parts, ".cpg")
    table = read_attributes(archive.read(parts[".dbf"]), code_page, request)
    if table.rows != len(shapes.kinds):
        raise RefusedError("shapefile_rows", shapes=len(shapes.kinds), rows=table.rows)
    if not table.rows:
        raise RefusedError("no_rows_text")
    reading = Reading(source={"kind": "shapefile", "encoding": table.encoding, "sheet": name[:255]})
    reading.source["sheets"] = [{"name": other[:255], "hidden": False} for other in found]
    reading.typed = table.numeric
    finish_map(reading, table.columns, shapes, _text(archive, parts, ".prj"), request)
    if len(found) > 1 and not request.sheet:
        _ask_which(reading)
    return reading


def _ask_which(reading: Reading) -> None:
    """Leave the shapes of the first of several out until a person says which one is meant."""
    reading.columns[-1] = SEPARATOR.encode() * (reading.rows - 1)
    reading.notes = []
    if reading.map is not None:
        reading.map |= {"asks": WHICH, "mended": [], "candidates": ()}


def _shapefiles(parts: Sequence[zipfile.ZipInfo]) -> Iterator[tuple[str, Members]]:
    """Yield name and parts of each shapefile in an archive, whatever the case of its endings.

    Parts belong together when they lie in one folder: rows of another map of that name have other shapes.
    """
    found: dict[str, dict[str, zipfile.ZipInfo]] = {}
    for part in parts:
        path = PurePosixPath(part.filename)
        # What a Macintosh adds beside each file begins so.
        if not path.name.startswith("._"):
            found.setdefault(f"{path.parent}/{path.stem}".casefold(), {})[path.suffix.lower()] = part
    maps = [
        (PurePosixPath(members[".shp"].filename), members) for members in found.values() if ".shp" in members
    ]
    stems = Counter(path.stem for path, _members in maps)
    for path, members in maps:
        yield path.stem if stems[path.stem] == 1 else str(path.parent / path.stem), members


def _chosen(found: Mapping[str, Members], request: Request) -> str:
    if request.sheet in found:
        return str(request.sheet)
    if request.sheet:
        names = ", ".join(f"«{name[:40]}»" for name in list(found)[:MOST_NAMED])
        raise RefusedError("no_sheet", sheet=request.sheet[:80], sheets=names)
    return next(iter(found))


def _text(archive: zipfile.ZipFile, parts: Members, ending: str) -> str:
    """Return the text of a small part, "" where there is none."""
    if ending not in parts:
        return ""
    with archive.open(parts[ending]) as content:
        return content.read(LONGEST_DESCRIPTION).decode("utf-8-sig", "replace").replace("\0", "").strip()
