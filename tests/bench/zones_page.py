"""The page of zones of 5,000 areas beside that of 230: queries, server time, and the page on the wire.

Both municipalities lie in one database, and are asked for in turns, so that other work on the machine
weighs on both alike. What a page takes the first time, after its data changed, is told beside it.
"""

import datetime as dt
import gzip
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

FEW, MANY = 230, 5_000
ROUNDS = 9
AIM = 3.0
MOST_BYTES = 200_000
PATHS = {FEW: "MX.07.301", MANY: "MX.07.302"}
PAGES = ("zones", "zones-propose", "zone-create")
MEASURED = "zones"
"""The page that the aims hold for; the others are told."""


def main() -> int:
    """Measure with a database of its own; return how many aims were missed."""
    with tempfile.TemporaryDirectory(prefix="clrisk-bench-") as folder:
        own = {
            "DATABASE_URL": f"sqlite:///{folder}/zones.sqlite3",
            "CLRISK_VAR": folder,
            "CLRISK_MODE": "demo",
        }
        command = [sys.executable, "-m", "tests.bench.zones_page"]
        return subprocess.run(command, env={**os.environ, **own}, check=False).returncode


def measure() -> int:
    """Store both municipalities, look at their pages in turns, say the ratios."""
    import django

    django.setup()
    from django.core.management import call_command

    from tests.bench.many_areas import store_municipality

    for command in ("migrate", "load_catalogues"):
        call_command(command, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    for count, path in PATHS.items():
        store_municipality(path, count)
    client = _reader()
    missed = 0
    for name in PAGES:
        faults = _tell(name, client)
        missed += faults if name == MEASURED else 0
    return missed


def _reader() -> Any:
    from django.test import Client
    from django.utils import timezone

    from clrisk_site.people.models import Grant, GrantKind, User
    from clrisk_site.people.permissions import Role
    from clrisk_site.places.models import Territory

    today = timezone.localdate()
    ends = today + dt.timedelta(days=365)
    user = User.objects.create_user("zonas@example.org", "una-clave-larga", name="Zonas")
    for path in PATHS.values():
        place = Territory.objects.get(path=path)
        Grant.objects.create(
            user=user, kind=GrantKind.POST, role=Role.LIAISON, territory=place, starts=today, ends=ends
        )
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _tell(name: str, client: Any) -> int:
    first = {count: _look(client, name, path)[1] for count, path in PATHS.items()}
    looks: dict[int, list[tuple[int, float, bytes]]] = {count: [] for count in PATHS}
    for _round in range(ROUNDS):
        for count, path in PATHS.items():
            looks[count].append(_look(client, name, path))
    # The least number: once a minute a visit writes down that its session is alive.
    queries = {count: min(one[0] for one in found) for count, found in looks.items()}
    seconds = {count: statistics.median(one[1] for one in found) for count, found in looks.items()}
    packed = len(gzip.compress(looks[MANY][-1][2]))
    ratio = seconds[MANY] / seconds[FEW]
    sys.stdout.write(
        f"{name} of {MANY:,} areas: {queries[MANY]} queries (of {FEW}: {queries[FEW]}), "
        f"{seconds[MANY] * 1000:.0f} ms, {ratio:.2f} times that of {FEW} ({seconds[FEW] * 1000:.0f} ms; "
        f"aim: {AIM}), {packed / 1000:.0f} kB compressed (aim: {MOST_BYTES / 1000:.0f}); "
        f"after a change {first[MANY] * 1000:.0f} ms (of {FEW}: {first[FEW] * 1000:.0f})\n"
    )
    sys.stdout.flush()
    return int(queries[MANY] != queries[FEW]) + int(ratio > AIM) + int(packed > MOST_BYTES)


def _look(client: Any, name: str, path: str) -> tuple[int, float, bytes]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    address = reverse(name, args=[path])
    with CaptureQueriesContext(connection) as captured:
        began = time.perf_counter()
        answer = client.get(address, HTTP_HOST="localhost")
        seconds = time.perf_counter() - began
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return len(captured), seconds, answer.content


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clrisk_site.settings")
    sys.exit(measure())
