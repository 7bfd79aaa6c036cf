"""The map page of a country's municipalities: how large it is on the wire, and how soon a browser painted it.

The yardstick is the same drawing as a static file of the same server, in the style sheets of the site, opened
by the same browser in turns. How long the bare drawing takes, without any page around it, is told beside it.
"""

import gzip
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from tests.real.__main__ import DATA

PLACES = 2_469
ROUNDS = 9
MOST_BYTES = 200_000
AIM = 1.5
FILE = "01_territory/mx_municipios_2020_simplified.geojson"
PAGE, STATIC, BARE = "/t/MX/maps/", "/static/only-the-map.html", "/static/only-the-map.svg"
# The second frame after the load begins when the first one was painted.
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"


def main() -> int:
    """Measure in a process with a site of its own; return how many aims were missed."""
    with tempfile.TemporaryDirectory(prefix="clrisk-bench-") as folder:
        own = {
            "DATABASE_URL": f"sqlite:///{folder}/maps.sqlite3",
            "CLRISK_VAR": folder,
            "CLRISK_MODE": "demo",
        }
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.map_page"], env={**os.environ, **own}, check=False
        )
    return done.returncode


def measure() -> int:
    """Store the map, weigh the page, and let a browser open it and the drawing in turns."""
    import django

    django.setup()
    from django.core.management import call_command

    for command in ("migrate", "load_catalogues"):
        call_command(command, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    client = _reader()
    began = time.perf_counter()
    page = client.get(PAGE, HTTP_HOST="localhost").content
    first = time.perf_counter() - began
    began = time.perf_counter()
    client.get(PAGE, HTTP_HOST="localhost")
    second = time.perf_counter() - began
    packed = len(gzip.compress(page))
    sys.stdout.write(
        f"map page of {PLACES:,} municipalities: {packed / 1000:.0f} kB compressed of {len(page) / 1000:.0f} "
        f"(aim: {MOST_BYTES / 1000:.0f}); made in {first:.1f} s the first time, then {second:.2f} s\n"
    )
    ratio = _painting(client.cookies["sessionid"].value, page)
    return int(packed > MOST_BYTES) + int(ratio > AIM)


def _reader() -> Any:
    """Store the map, and sign in a person who may see the whole country."""
    from django.test import Client

    from clrisk_site.people.models import Grant, GrantKind, User
    from clrisk_site.people.permissions import Role
    from clrisk_site.places.models import Level, Territory
    from tests.atlas.storing import store_map

    country = Level.objects.get(country="MX", depth=0)
    mexico, _made = Territory.objects.get_or_create(
        path="MX", defaults={"code": "MX", "name": "México", "level": country}
    )
    store_map(Level.objects.get(country="MX", code="municipality"), _map(), year=2020)
    user = User.objects.create_user("mapas@example.org", "una-clave-larga", name="Mapas")
    Grant.objects.create(user=user, kind=GrantKind.MEMBERSHIP, role=Role.ILO_OFFICER, territory=mexico)
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _map() -> list[Any]:
    """Return the real municipalities, else as many jagged cells."""
    from tests.atlas.storing import real_map

    if (DATA / FILE).is_file():
        return real_map(DATA / FILE)
    random = np.random.default_rng(2020)
    points = random.uniform((-117, 14.5), (-86.7, 32.7), (PLACES, 2))
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points)))
    jagged = shapely.segmentize(cells, 0.05)
    shaken = shapely.transform(jagged, lambda at: at + 0.015 * np.sin(at[:, ::-1] * 90))
    return [(f"MX.{at // 80 + 1:02}.{at % 80 + 1:03}", f"Lugar {at}", one) for at, one in enumerate(shaken)]


def _painting(session: str, page: bytes) -> float:
    """Return how many times as long as the drawing alone the page takes until it is painted."""
    from django.conf import settings
    from playwright.sync_api import sync_playwright

    from clrisk_site.setup.system import find_browser

    start = page.index(b'<svg xmlns="http://www.w3.org/2000/svg"', page.index(b"c-map__wide"))
    drawing = page[start : page.index(b"</svg>", start) + len(b"</svg>")]
    head = page[: page.index(b"</head>")]
    folder = Path(settings.STATIC_ROOT)
    (folder / Path(BARE).name).write_bytes(drawing)
    (folder / Path(STATIC).name).write_bytes(head + b"</head><body>" + drawing + b"</body></html>")
    taken: dict[str, list[float]] = {PAGE: [], STATIC: [], BARE: []}
    with _site() as site, sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-dev-shm-usage"]
        browser = playwright.chromium.launch(executable_path=find_browser(), args=arguments)
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
        tab = context.new_page()
        for _round in range(ROUNDS):
            for address, seconds in taken.items():
                seconds.append(_seconds(tab, site + address))
        browser.close()
    ours, static, bare = (statistics.median(taken[address][2:]) for address in (PAGE, STATIC, BARE))
    sys.stdout.write(
        f"painted in {ours * 1000:.0f} ms, {ours / static:.2f} of the same drawing as a static file "
        f"({static * 1000:.0f} ms; aim: {AIM}), {ours / bare:.2f} of the bare one ({bare * 1000:.0f} ms)\n"
    )
    return ours / static


def _seconds(tab: Any, address: str) -> float:
    tab.goto("about:blank")
    began = time.perf_counter()
    answer = tab.goto(address, wait_until="load")
    tab.evaluate(PAINTED)
    taken = time.perf_counter() - began
    if answer is None or answer.status != 200 or "/accounts/" in tab.url:
        raise RuntimeError(f"{address} answered {answer and answer.status} at {tab.url}")
    return taken


@contextmanager
def _site() -> Iterator[str]:
    """Serve the site as it is served, on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    bound = ["--bind", f"127.0.0.1:{port}", "--threads", "8", "--log-level", "error"]
    command = [sys.executable, "-m", "gunicorn", "clrisk_site.wsgi:application", *bound]
    with subprocess.Popen(command) as process:
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the site did not start")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clrisk_site.settings")
    sys.exit(measure())
