"""What the machine itself must bring: text shaping for PDF, a PostgreSQL server, a browser, and R.

Looks for each part, installs it where that is possible, and else names the command that does.
"""

import ctypes.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

POSTGRESQL_FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
# Ubuntu's package only points at a snap, which containers cannot run.
FETCH_BROWSER = ", or with: .venv/bin/python -m playwright install chromium"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


@dataclass(frozen=True)
class Part:
    """Something of the machine, what it is for, how it is found, and the Debian packages that bring it."""

    name: str
    purpose: str
    packages: tuple[str, ...]
    find: Callable[[], str | None]
    otherwise: str = ""


def find_pango() -> str | None:
    names = ("gobject-2.0", "pango-1.0", "pangoft2-1.0")
    return "Pango" if all(ctypes.util.find_library(name) for name in names) else None


def find_postgresql() -> str | None:
    """Return the folder of initdb and postgres, the newest where there are several."""
    on_path = shutil.which("initdb")
    if on_path and shutil.which("postgres"):
        return str(Path(on_path).resolve().parent)
    found = [folder for pattern in POSTGRESQL_FOLDERS for folder in Path("/").glob(pattern.lstrip("/"))]
    fit = [folder for folder in found if (folder / "initdb").exists() and (folder / "postgres").exists()]
    return str(max(fit, key=_version)) if fit else None


def _version(folder: Path) -> float:
    digits = "".join(letter for letter in folder.parent.name if letter.isdigit() or letter == ".")
    return float(digits or 0)


def find_browser() -> str | None:
    """Return the browser named by CHROMIUM, else the system's, else one that Playwright has fetched."""
    named = os.environ.get("CHROMIUM")
    fetched = sorted((Path.home() / ".cache" / "ms-playwright").glob("chromium-*/chrome-linux*/chrome"))
    found = [named, *map(shutil.which, BROWSERS), *map(str, reversed(fetched))]
    return next((program for program in found if program and Path(program).exists()), None)


def find_r() -> str | None:
    """Return Rscript if R has the packages that the statistics are compared with."""
    program = shutil.which("Rscript")
    if program is None:
        return None
    asked = [
        program,
        "-e",
        "quit(status = !all(sapply(c('survey', 'ca'), requireNamespace, quietly = TRUE)))",
    ]
    done = subprocess.run(asked, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return program if done.returncode == 0 else None


PANGO = Part("Pango", "writes the PDF documents", ("libpango-1.0-0", "libpangoft2-1.0-0"), find_pango)
POSTGRESQL = Part("PostgreSQL", "runs the tests on the server's database", ("postgresql",), find_postgresql)
BROWSER = Part("Chromium", "walks through the pages as people do", ("chromium",), find_browser, FETCH_BROWSER)
R = Part("R", "computes the same statistics", ("r-base-core", "r-cran-survey", "r-cran-ca"), find_r)


def provide(part: Part) -> str | None:
    """Return where `part` is, after installing it if it must and can be; None when it is missing."""
    return part.find() or (part.find() if install(part) else None)


def install(part: Part) -> bool:
    if not may_install(os.environ, os.geteuid(), shutil.which("apt-get")):
        return False
    print(f"Installing {part.name} ({' '.join(part.packages)}) ...", flush=True)
    return _apt("install", part.packages) or (_apt("update", ()) and _apt("install", part.packages))


def may_install(environ: Mapping[str, str], user: int, apt: str | None) -> bool:
    """Only root may, only with apt, and not where CLRISK_INSTALL=0 forbids it."""
    return user == 0 and apt is not None and environ.get("CLRISK_INSTALL", "1") != "0"


def _apt(action: str, packages: Iterable[str]) -> bool:
    command = [
        "apt-get",
        action,
        "-y",
        "-qq",
        *(["--no-install-recommends"] if action == "install" else []),
        *packages,
    ]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
    )
    return done.returncode == 0


def cure(part: Part) -> str:
    command = f"sudo apt-get install {' '.join(part.packages)}"
    return f"{part.name} is missing ({part.purpose}). Install it with: {command}{part.otherwise}"


def strict(environ: Mapping[str, str]) -> bool:
    """In continuous integration a part that is missing is a failure."""
    return environ.get("CI", "").lower() in {"1", "true", "yes"}


if __name__ == "__main__":
    parts = {"pango": PANGO, "postgresql": POSTGRESQL, "chromium": BROWSER, "r": R}
    missing = [parts[name] for name in sys.argv[1:] if not provide(parts[name])]
    sys.exit("\n".join(map(cure, missing)) if missing else 0)
