"""Sign-in, list and form pages against two yardsticks of the same run, the time of their queries taken off.

The bare page is Django's own: the middleware of a new project, one line of template, the person signed in.
The frame is an error page of ours: all our middleware, the frame of every page, no content. Requests take
turns, so that other work on the machine weighs on all of them.
"""

import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROUNDS = 30
AIM = 2.0
PLACE = "/t/MX.07.101"
PAGES = {
    "sign-in": "/accounts/login/",
    "list of institutions": f"{PLACE}/institutions/",
    "list of programmes": f"{PLACE}/programmes/",
    "form of an institution": f"{PLACE}/institutions/new/",
    "form of a programme": f"{PLACE}/programmes/new/",
}
BARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


class Queries:
    """Adds up the time that the database takes."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(
        self, execute: Callable[..., object], sql: str, params: object, many: bool, context: Mapping[str, Any]
    ) -> object:
        begun = time.process_time()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.process_time() - begun


def main() -> int:
    """Measure in a process with a demonstration of its own; return how many aims were missed."""
    with tempfile.TemporaryDirectory(prefix="clrisk-bench-") as folder:
        own = {
            "DATABASE_URL": f"sqlite:///{folder}/pages.sqlite3",
            "CLRISK_VAR": folder,
            "CLRISK_MODE": "demo",
        }
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.pages"], env={**os.environ, **own}, check=False
        )
    return done.returncode


def measure() -> int:
    """Build the demonstration, take the times, say the ratios."""
    import django

    django.setup()
    from django.core.management import call_command

    logging.getLogger("django.request").setLevel(logging.ERROR)  # the frame is a page that does not exist
    for command in ("migrate", "load_catalogues", "demo"):
        call_command(command, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    times = _times()
    bare, frame = times.pop("bare"), times.pop("frame")
    sys.stdout.write(f"empty pages: bare Django {bare * 1000:.1f} ms, our frame {frame * 1000:.1f} ms\n")
    missed = 0
    for name, seconds in times.items():
        missed += seconds / frame > AIM
        sys.stdout.write(
            f"{name}: {seconds * 1000:.1f} ms without queries, {seconds / frame:.1f} of the frame "
            f"(aim: {AIM:.0f}), {seconds / bare:.1f} of the bare page\n"
        )
    return missed


def _times() -> dict[str, float]:
    """Return the median seconds of each page, the queries taken off."""
    from django.test import Client

    from clrisk_site.people.models import User

    client, stranger = Client(), Client()
    client.force_login(
        User.objects.get(email="enlace@demo.example"),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    taken: dict[str, list[float]] = {name: [] for name in (*PAGES, "bare", "frame")}
    for _round in range(ROUNDS):
        for name, path in PAGES.items():
            taken[name].append(_seconds(stranger if name == "sign-in" else client, path, 200))
        taken["frame"].append(_seconds(client, "/no-such-page/", 404))
        with _bare_project():
            taken["bare"].append(_seconds(client, "/bare/", 200))
    return {name: statistics.median(seconds[2:]) for name, seconds in taken.items()}


def _seconds(client: Any, path: str, expected: int) -> float:
    from django.db import connection

    queries = Queries()
    with connection.execute_wrapper(queries):
        begun = time.process_time()
        status = client.get(path, HTTP_HOST="localhost", secure=False).status_code
        whole = time.process_time() - begun
    if status != expected:
        raise RuntimeError(f"{path} answered {status}")
    return whole - queries.seconds


@contextmanager
def _bare_project() -> Iterator[None]:
    """Let Django serve its empty page; the middleware is loaded by the handler's first request."""
    from django.test import override_settings

    with override_settings(MIDDLEWARE=BARE, ROOT_URLCONF="tests.bench.bare_urls"):
        yield


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clrisk_site.settings")
    sys.exit(1 if measure() else 0)
