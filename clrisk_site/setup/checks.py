"""`make check`: what must hold before any test runs. Runs every check, two at a time, and shows faults."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHON = sys.executable
PYTHON_SOURCES = ["manage.py", "clrisk_site", "diagnosis", "mapping", "planning", "tests"]
AT_ONCE = 2

# A server's surroundings, with values that exist only for this check.
PRODUCTION = {
    "CLRISK_MODE": "production",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-deploy-check",
    "ALLOWED_HOSTS": "clrisk.example.org",
    "DATABASE_URL": "postgresql:///clrisk",
    "CLRISK_VAR": "/var/lib/clrisk",
}


@dataclass(frozen=True)
class Check:
    """A command that must succeed, and how to mend what it finds."""

    name: str
    command: list[str]
    cure: str
    environment: Mapping[str, str] = field(default_factory=dict)


def all_checks() -> list[Check]:
    tool, manage = [PYTHON, "-m"], [PYTHON, "manage.py"]
    templates = sorted(map(str, (ROOT / "templates").rglob("*.html")))
    djade = [str(Path(PYTHON).with_name("djade")), "--check", "--target-version", "6.1", *templates]
    contract = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    return [
        Check("types", [*tool, "mypy", "--no-error-summary"], "mend the types"),
        Check("format", [*tool, "ruff", "format", "--check", *PYTHON_SOURCES], "run `make format`"),
        Check(
            "lint",
            [*tool, "ruff", "check", "--output-format=concise", *PYTHON_SOURCES],
            "run `make format`, then mend the rest",
        ),
        Check("floors", [PYTHON, "-c", contract], "a floor imports only floors below it"),
        Check("template format", djade, "run `make format`"),
        Check("templates compile", [*tool, "clrisk_site.setup.templates"], "mend the template"),
        Check(
            "migrations",
            [*manage, "makemigrations", "--check", "--dry-run"],
            "run `manage.py makemigrations`",
        ),
        Check(
            "translations", [*tool, "clrisk_site.setup.messages", "check"], "translate, run `make messages`"
        ),
        Check(
            "production settings",
            [*manage, "check", "--deploy", "--fail-level", "WARNING"],
            "mend the setting",
            PRODUCTION,
        ),
    ]


def run(check: Check) -> tuple[Check, subprocess.CompletedProcess[str], float]:
    begun = time.monotonic()
    environment = {**os.environ, "PYTHONWARNINGS": "default", **check.environment}
    done = subprocess.run(
        check.command, cwd=ROOT, env=environment, check=False, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    return check, done, time.monotonic() - begun


def main() -> int:
    failed = 0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for check, done, seconds in pool.map(run, all_checks()):
            verdict = "FAILED" if done.returncode else "ok"
            print(f"{check.name:<20} {verdict:<7} {seconds:5.1f} s", flush=True)
            if done.returncode:
                failed += 1
                print(done.stdout.rstrip(), f"-> {check.cure}\n", sep="\n", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
