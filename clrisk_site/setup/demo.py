"""`make demo`: the demonstration municipality, its printed plan, and the site that shows both.

Everything it makes lies in demo/ and is kept: a second start finds it done and only serves.
"""

import argparse
import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from django.core.management import call_command

from clrisk_site.setup.assets import digest
from clrisk_site.setup.serve import commands, is_free, serve
from clrisk_site.setup.system import PANGO, cure, provide

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "demo"
DATABASE = DEMO / "var" / "clrisk.sqlite3"
PLAN = DEMO / "plan-accion-tuxtla.pdf"
PLAN_STAMP = DEMO / "var" / "plan-stamp"
STATIC_STAMP = DEMO / "var" / "static-stamp"
STATIC = (ROOT / "clrisk_site" / "static", ROOT / "clrisk_site" / "static_built")
MUNICIPALITY = "07101"

# What a plan is made of: these sources, and every table but those that change by merely visiting the site.
SOURCES = ("clrisk_site", "diagnosis", "mapping", "planning", "templates")
SOURCE_KINDS = {".py", ".html", ".po", ".yaml", ".scss", ".woff2", ".css"}
VISIT_TABLES = ("django_session", "django_tasks", "django_migrations", "account_", "people_", "files_")


def main(port: int) -> int:
    if not is_free(port):
        print(f"Port {port} is taken. Choose another one: make demo PORT={port + 1}", file=sys.stderr)
        return 1
    DEMO.mkdir(exist_ok=True)
    os.environ.update(CLRISK_MODE="demo", CLRISK_VAR=str(DEMO / "var"), DATABASE_URL="")
    os.environ.setdefault("PYTHONWARNINGS", "ignore")
    # In a process of its own, so that the one that stays to watch over the site stays small.
    run("-m", "clrisk_site.setup.demo", "--prepare", "--port", str(port))
    write_plan()
    print(f"\nThe site is served on {address(port)} until Ctrl-C.\n", flush=True)
    return serve(commands(port))


def address(port: int) -> str:
    return f"http://127.0.0.1:{port}/"


def prepare(port: int) -> None:
    """Bring the database, the catalogues, the static files and the demonstration to where they should be."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clrisk_site.settings")
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_catalogues", verbosity=0)
    collect_static()
    call_command("demo", address=address(port))


def collect_static() -> None:
    """Collect and compress the static files when one has changed; compressing takes ten seconds."""
    own = [path for folder in STATIC for path in folder.rglob("*") if path.is_file()]
    state = digest([*sorted(own), ROOT / "uv.lock"])
    if not STATIC_STAMP.exists() or STATIC_STAMP.read_text() != state:
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        STATIC_STAMP.write_text(state)


def run(*arguments: str) -> None:
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False)
    if done.returncode:
        sys.exit("The demonstration could not be prepared; the message is above.")


def write_plan() -> None:
    """Write the plan when it is missing or when what it is made of has changed."""
    state = fingerprint()
    if PLAN.exists() and PLAN_STAMP.exists() and PLAN_STAMP.read_text() == state:
        return
    if not provide(PANGO):
        print(f"The plan was not printed. {cure(PANGO)}", file=sys.stderr)
        return
    run("manage.py", "document", "action-plan", MUNICIPALITY, "--out", str(PLAN))
    PLAN_STAMP.write_text(state)
    print(f"The plan: {PLAN.relative_to(ROOT)}")


def fingerprint() -> str:
    """Return a hash of the sources and the rows that a plan is made of."""
    sources = [
        path for folder in SOURCES for path in (ROOT / folder).rglob("*") if path.suffix in SOURCE_KINDS
    ]
    state = hashlib.sha256(digest(sorted(sources)).encode())
    for row in rows():
        state.update(row.encode())
    return state.hexdigest()


def rows() -> Iterator[str]:
    """Yield every row of the tables that a plan can show, in a fixed order."""
    # Read-only, so that merely looking leaves the file as it is.
    connection = sqlite3.connect(f"{DATABASE.as_uri()}?mode=ro", uri=True)
    try:
        tables = [
            name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")
        ]
        for table in sorted(tables):
            if not table.startswith((*VISIT_TABLES, "sqlite_")):
                quoted = table.replace('"', '""')
                for row in connection.execute(f'select * from "{quoted}" order by 1'):  # noqa: S608 - a name of the schema
                    yield f"{table}{row!r}"
    finally:
        connection.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--prepare", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.prepare:
        prepare(arguments.port)
    else:
        sys.exit(main(arguments.port))
