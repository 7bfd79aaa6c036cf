"""60,000 outlines from the file to the receipt, beside shapely reading and validating the same file alone.

The file is the census areas of Chiapas again and again, each time moved to a place and codes of its own.
Without the shared data it is made of rings of as many points.
"""

import io
import json
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench.watching import timed, watched

FEATURES = 60_000
AIM, AIM_MB = 3.0, 1_024
ROUNDS = 2
DATA = Path(__file__).resolve().parents[3] / "shared/data/02_ageb/chiapas_ageb_urbana_2022.geojson"
ACROSS, WIDTH, HEIGHT = 7, 4.0, 3.7
"""Copies side by side, and the degrees from one to the next: all of them lie in the box of the country."""
POINTS = 64
STATES_FROM = 50


def main() -> int:
    """Measure in processes of their own; return how many aims were missed."""
    with tempfile.TemporaryDirectory(prefix="clrisk-bench-") as folder:
        file = write_map(Path(folder) / "map.geojson")
        own = {"DATABASE_URL": f"sqlite:///{folder}/maps.sqlite3", "CLRISK_VAR": folder}
        os.environ.update(own)
        alone, seconds, process, child = [], [], 0.0, 0.0
        for _round in range(ROUNDS):
            alone.append(
                float(watched([sys.executable, "-m", "tests.bench.maps", "alone", str(file)]).printed)
            )
            (Path(folder) / "maps.sqlite3").unlink(missing_ok=True)
            subprocess.run([sys.executable, "-m", "tests.bench.maps", "prepare"], check=True)
            seen = watched([sys.executable, "-m", "tests.bench.maps", "import", str(file)])
            seconds.append(float(seen.printed))
            process, child = max(process, seen.process), max(child, seen.child)
        return tell(file, min(alone), min(seconds), process, child)


def tell(file: Path, alone: float, ours: float, process: float, child: float) -> int:
    """Print what was measured beside what was aimed at."""
    ratio = ours / alone
    size = file.stat().st_size / 1e6
    lines = [
        (True, f"{FEATURES:,} outlines of {size:.0f} MB, from the file to the receipt: {ours:.1f} s"),
        (
            ratio <= AIM,
            f"shapely reading and validating alone {alone:.1f} s, so {ratio:.1f} times (aim: {AIM:g})",
        ),
        (child <= AIM_MB, f"largest memory of the reading child: {child:.0f} MB (aim: {AIM_MB})"),
        (process <= AIM_MB, f"largest memory of the process that imports: {process:.0f} MB (aim: {AIM_MB})"),
    ]
    for met, text in lines:
        sys.stdout.write(f"{'ok ' if met else 'NOT'} Maps: {text}\n")
    sys.stdout.flush()
    return sum(not met for met, _text in lines)


def write_map(file: Path) -> Path:
    """Write the features, each copy of the areas under codes of another state."""
    areas = _real_areas() if DATA.is_file() else _made_areas()
    with file.open("w", encoding="utf-8") as out:
        out.write('{"type":"FeatureCollection","features":[')
        for number in range(FEATURES):
            copy, place = divmod(number, len(areas))
            code, polygons = areas[place]
            properties = {
                "cvegeo": f"{STATES_FROM + copy}{code[2:]}",
                "nomgeo": f"AGEB {code}",
                "pobtot": str(number),
            }
            feature = {"type": "Feature", "properties": properties, "geometry": _moved(polygons, copy)}
            out.write((",\n" if number else "") + json.dumps(feature, separators=(",", ":")))
        out.write("]}")
    return file


def _moved(polygons: Any, copy: int) -> dict[str, Any]:
    down, left = divmod(copy, ACROSS)
    moved = [
        [[[round(x - left * WIDTH, 9), round(y + down * HEIGHT, 9)] for x, y in ring] for ring in polygon]
        for polygon in polygons
    ]
    return {"type": "MultiPolygon", "coordinates": moved}


def _real_areas() -> list[tuple[str, Any]]:
    features = json.loads(DATA.read_text(encoding="utf-8"))["features"]
    return [(one["properties"]["cvegeo"], one["geometry"]["coordinates"]) for one in features]


def _made_areas() -> list[tuple[str, Any]]:
    return [
        (f"07{town:03d}0001{area:04d}", [[list(_ring(town, area))]])
        for town in range(1, 20)
        for area in range(100)
    ]


def _ring(town: int, area: int) -> Iterator[tuple[float, float]]:
    east, south = -94.0 + town * 0.15 + area % 10 * 0.01, 14.6 + area // 10 * 0.01
    for point in [*range(POINTS), 0]:
        turn = 2 * math.pi * point / POINTS
        yield round(east + 0.004 * math.cos(turn), 9), round(south + 0.004 * math.sin(turn), 9)


def read_alone(file: Path) -> float:
    """Seconds that shapely takes to read the file and to validate what is in it, keeping nothing."""
    import shapely

    def read() -> None:
        shapes = shapely.get_parts(shapely.from_geojson(file.read_text(encoding="utf-8")))
        assert shapely.is_valid(shapes).all()

    return timed(read)


def prepare() -> None:
    """Make the tables and the country."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("load_catalogues", stdout=io.StringIO())


def import_map(file: Path) -> None:
    """Do what `manage.py import territories` does, from the file to the receipt."""
    from clrisk_site.files.actions.save_import import hash_of, save_import
    from clrisk_site.files.importing.order import ImportOrder
    from clrisk_site.files.importing.previewing import Understood, understand
    from clrisk_site.files.registry import imports
    from clrisk_site.places.models import Territory

    kind = imports.get("territories")
    assert kind is not None
    order = ImportOrder(
        kind=kind,
        territory=Territory.objects.get(path="MX"),
        path=file,
        file_name=file.name,
        year=2020,
        source="Bench",
        trusted=True,
    )
    understood = understand(order)
    assert isinstance(understood, Understood), str(understood.message)
    assert not understood.preview.errors, understood.preview.errors[:3]
    assert not understood.preview.questions, understood.preview.questions[:3]
    save_import(understood=understood, sha256=hash_of(file), by=None)


def measure(what: str, file: Path) -> None:
    """Do one part in this process and print its seconds."""
    if what == "alone":
        sys.stdout.write(f"{read_alone(file)}\n")
        return
    import django

    django.setup()
    if what == "prepare":
        prepare()
    else:
        sys.stdout.write(f"{timed(lambda: import_map(file))}\n")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clrisk_site.settings")
    measure(sys.argv[1], Path(sys.argv[-1]))
