"""A throwaway PostgreSQL cluster: made in a temporary folder, reached through a socket, gone afterwards.

`python -m clrisk_site.setup.cluster COMMAND ...` runs a command with DATABASE_URL pointing at one.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from clrisk_site.setup.system import POSTGRESQL, cure, provide

OWNER = "clrisk"
SECONDS_TO_START = 60

# Nothing of the cluster outlives the tests, so nothing need reach the disk in order. Most tests roll back
# what they write: statistics taken between them would say that tables full of rows are empty.
SPEED = [
    "autovacuum=off",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
]

# Servers sort by the rules of a language, and a query that only works in byte order must fail here. Versions
# before 15 know no such default.
SPANISH = ["--locale=C", "--locale-provider=icu", "--icu-locale=es-MX"]
PLAIN = ["--locale=C"]


class ClusterError(Exception):
    """The cluster did not come up."""


@contextlib.contextmanager
def throwaway_cluster(programs: Path) -> Iterator[str]:
    """Start a cluster and yield the DATABASE_URL of its one database."""
    # Directly under /tmp: the path of a socket may not be longer than 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="clrisk-pg-", dir="/tmp"))
    account = server_account()
    if account:
        shutil.chown(folder, account["user"], account["group"])
    try:
        with _running(programs, folder, account):
            yield f"postgresql://{OWNER}@/postgres?host={folder}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def server_account() -> dict[str, Any]:
    """Return under which account to run: PostgreSQL refuses root, so root hands over to another one."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            account = pwd.getpwnam(name)
            return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    raise ClusterError("PostgreSQL does not run as root and there is neither an account postgres nor nobody.")


@contextlib.contextmanager
def _running(programs: Path, folder: Path, account: dict[str, Any]) -> Iterator[None]:
    data, log = folder / "data", folder / "log"
    base = [str(programs / "initdb"), "-D", str(data), "-U", OWNER, "-A", "trust", "-E", "UTF8", "-N"]
    for locale in (SPANISH, PLAIN):
        made = subprocess.run(
            [*base, *locale], cwd=folder, capture_output=True, text=True, check=False, **account
        )
        if made.returncode == 0:
            break
    else:
        raise ClusterError(f"initdb failed: {made.stderr}")
    settings = [argument for setting in SPEED for argument in ("-c", setting)]
    command = [str(programs / "postgres"), "-D", str(data), "-k", str(folder), "-h", "", *settings]
    with log.open("w") as output:
        server = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output, text=True, **account)
        try:
            _wait(programs, folder, server, log)
            yield
        finally:
            server.send_signal(signal.SIGINT)  # "fast": ends sessions that are still open
            server.wait(timeout=SECONDS_TO_START)


def _wait(programs: Path, folder: Path, server: subprocess.Popen[str], log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    asks = [str(programs / "pg_isready"), "-q", "-h", str(folder), "-U", OWNER]
    while subprocess.run(asks, check=False).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            raise ClusterError(f"PostgreSQL did not start: {log.read_text()}")
        time.sleep(0.1)


def main(command: list[str]) -> int:
    programs = provide(POSTGRESQL)
    if not programs:
        print(cure(POSTGRESQL), file=sys.stderr)
        return 1
    with throwaway_cluster(Path(programs)) as url:
        return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
