"""Lists, maps and profiles of 20,000 territories with 30 factors beside those of 100: queries and time."""

import os
import subprocess
import sys
import tempfile
import time
from typing import Any

FEW, MANY = 100, 20_000
MANY_AREAS = 2_000
"""A municipality has no 20,000 census areas; the largest of Mexico have some 1,500."""

ROUNDS = 3
PAGES = (
    ("profile", "MX.07"),
    ("profile", "MX.07.101"),
    ("diagnosis", "MX.07.101"),
    ("factors", "MX.07.101"),
    ("zones", "MX.07.101"),
    ("zone-areas", "MX.07.101"),
)


def main() -> int:
    """Measure with a database of its own; return how many aims were missed."""
    with tempfile.TemporaryDirectory(prefix="clrisk-bench-") as folder:
        database = f"sqlite:///{folder}/territories.sqlite3"
        own = {"DATABASE_URL": database, "CLRISK_VAR": folder, "CLRISK_MODE": "demo"}
        command = [sys.executable, "-m", "tests.bench.territories"]
        return subprocess.run(command, env={**os.environ, **own}, check=False).returncode


def measure() -> int:
    """Fill twice, look twice, say the ratios."""
    import django

    django.setup()
    from django.core.management import call_command

    from clrisk_site.places.models import Level, Territory
    from tests.bench.many_places import add_places, make_factors, make_release

    for command in ("migrate", "load_catalogues", "demo"):
        call_command(command, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    release, factors = make_release(), make_factors()
    state, town = (Territory.objects.get(path=path) for path in ("MX.07", "MX.07.101"))
    levels = {level.depth: level for level in Level.objects.filter(country="MX")}

    def fill(places: int, areas: int) -> None:
        add_places(release, factors, state, levels[2], places)
        add_places(release, factors, town, levels[4], areas)

    fill(FEW, FEW)
    few = _look()
    fill(MANY - MANY_AREAS - FEW, MANY_AREAS - FEW)
    return _tell(few, _look())


def _look() -> dict[str, tuple[int, float]]:
    """Return queries and best seconds of each page."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from clrisk_site.people.models import User

    client: Any = Client()
    person = User.objects.get(email="coordinacion@demo.example")
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    found = {}
    for name, path in PAGES:
        address, seconds, queries = reverse(name, args=[path]), [], []
        for _round in range(ROUNDS):
            began = time.perf_counter()
            with CaptureQueriesContext(connection) as captured:
                answer = client.get(address, HTTP_HOST="localhost")
            seconds.append(time.perf_counter() - began)
            queries.append(len(captured))
            if answer.status_code != 200:
                raise RuntimeError(f"{address} answered {answer.status_code}")
        # The least: once a minute a visit writes down that its session is alive.
        found[f"{name} of {path}"] = min(queries), min(seconds)
    return found


def _tell(few: dict[str, tuple[int, float]], many: dict[str, tuple[int, float]]) -> int:
    missed = 0
    for name, (queries, seconds) in few.items():
        more, longer = many[name]
        missed += more != queries
        sys.stdout.write(
            f"{'ok ' if more == queries else 'NOT'} {MANY:,} territories: {name}: {more} queries "
            f"(with {FEW}: {queries}), {longer * 1000:.0f} ms, {longer / seconds:.1f} times\n"
        )
    sys.stdout.flush()
    return missed


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clrisk_site.settings")
    sys.exit(measure())
