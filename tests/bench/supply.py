"""Supply and gaps of 200 zones, 300 programmes and 15 factors, and of 2,000 programmes, beside an empty page.

The empty page is one of ours of the same place: all middleware, the whole frame, the person signed in, and
nothing else. Requests take turns, so that other work on the machine weighs on all alike. The time of the
queries is taken off the page; what it takes the first time, after a record changed, is told beside it.
"""

import datetime as dt
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROUNDS = 15
AIM = 2.0
MOST_QUERIES = 25
ZONES, FACTORS = 200, 15
TOWNS = {"MX.07.301": 300, "MX.08.301": 2_000}
FEW_ZONES = 20
"""Of the second municipality: a coordinator's state has many programmes, and its towns few zones."""

PAGES = ("gaps", "unknowns")


def main() -> int:
    """Measure with a database of its own; return how many aims were missed."""
    with tempfile.TemporaryDirectory(prefix="clrisk-bench-") as folder:
        own = {
            "DATABASE_URL": f"sqlite:///{folder}/supply.sqlite3",
            "CLRISK_VAR": folder,
            "CLRISK_MODE": "demo",
        }
        command = [sys.executable, "-m", "tests.bench.supply"]
        return subprocess.run(command, env={**os.environ, **own}, check=False).returncode


def measure() -> int:
    """Store both municipalities, ask for their pages in turns, say the ratios."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.test.utils import override_settings

    from tests.bench.many_programmes import store_supply

    for command in ("migrate", "load_catalogues"):
        call_command(command, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    clients = {}
    for (path, programmes), zones in zip(TOWNS.items(), (ZONES, FEW_ZONES), strict=True):
        store_supply(path, zones=zones, programmes=programmes, factors=FACTORS)
        clients[path] = _reader(path)
    with override_settings(ROOT_URLCONF="tests.bench.empty_urls"):
        return sum(_tell(name, clients) for name in PAGES)


def _reader(path: str) -> Any:
    """Return a liaison of the first municipality, and a coordinator of the state of the second."""
    from django.test import Client
    from django.utils import timezone

    from clrisk_site.people.models import Grant, GrantKind, User
    from clrisk_site.people.permissions import Role
    from clrisk_site.places.models import Territory

    is_first = path == next(iter(TOWNS))
    role, seat = (Role.LIAISON, path) if is_first else (Role.COORDINATOR, path.rpartition(".")[0])
    user = User.objects.create_user(f"{path.lower()}@example.org", "una-clave-larga", name="Lectura")
    today = timezone.localdate()
    Grant.objects.create(
        user=user,
        kind=GrantKind.POST if is_first else GrantKind.MEMBERSHIP,
        role=role,
        territory=Territory.objects.get(path=seat),
        starts=today,
        ends=today + dt.timedelta(days=365),
    )
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _tell(name: str, clients: dict[str, Any]) -> int:
    from django.urls import reverse

    missed = 0
    for path, client in clients.items():
        address = reverse(name, args=[path])
        first = _look(client, address)
        looks = [(_look(client, address), _look(client, f"/t/{path}/bench-empty/")) for _ in range(ROUNDS)]
        page = statistics.median(one.work for one, _empty in looks)
        empty = statistics.median(one.whole for _page, one in looks)
        queries = min(one.queries for one, _empty in looks)
        asked = statistics.median(one.asked for one, _empty in looks)
        ratio = page / empty
        missed += int(ratio > AIM) + int(queries > MOST_QUERIES)
        sys.stdout.write(
            f"{name} with {TOWNS[path]:,} programmes: {queries} queries (aim: {MOST_QUERIES}) in "
            f"{asked * 1000:.0f} ms, the rest {page * 1000:.0f} ms, {ratio:.2f} of an empty page "
            f"({empty * 1000:.0f} ms; aim: {AIM:.0f}); after a change {first.whole * 1000:.0f} ms in all\n"
        )
        sys.stdout.flush()
    return missed


class _Look:
    """One request: how long the queries took, and all the rest."""

    def __init__(self, queries: int, asked: float, whole: float) -> None:
        self.queries, self.asked, self.whole = queries, asked, whole
        self.work = whole - asked


def _look(client: Any, address: str) -> _Look:
    from django.db import connection

    from tests.bench.asking import Asking

    asking = Asking()
    with asking.watching(connection):
        began = time.process_time()
        status = client.get(address, HTTP_HOST="localhost").status_code
        whole = time.process_time() - began
    if status != 200:
        raise RuntimeError(f"{address} answered {status}")
    return _Look(asking.queries, asking.seconds, whole)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clrisk_site.settings")
    sys.exit(measure())
