"""Runs a script of R and takes its numbers back with all their digits."""

import subprocess
import tempfile
from pathlib import Path

from clrisk_site.setup.system import find_r

TELL = """
options(digits = 17, warn = 1)
suppressPackageStartupMessages({library(survey); library(ca)})
tell <- function(name, values) {
  cat("@", name, format(as.numeric(values), digits = 17, scientific = TRUE), "\\n")
}
"""


class NoRError(RuntimeError):
    """R, or one of its packages, is not on this machine."""


def run_r(script: str, **files: Path) -> dict[str, list[float]]:
    """Return what a script tells.

    Parameters
    ----------
    script : str
        Statements of R. ``tell("name", values)`` gives numbers back; matrices come column by column.
    **files : Path
        Each becomes a variable of the script that holds the file's path.

    Raises
    ------
    NoRError
        If R is missing.
    RuntimeError
        If the script failed; the text says why.
    """
    program = find_r()
    if program is None:
        raise NoRError
    paths = "".join(f'{name} <- "{path.as_posix()}"\n' for name, path in files.items())
    with tempfile.NamedTemporaryFile("w", suffix=".R", encoding="utf-8") as written:
        written.write(TELL + paths + script)
        written.flush()
        done = subprocess.run([program, written.name], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    told = [line.split() for line in done.stdout.splitlines() if line.startswith("@ ")]
    return {words[1]: [_number(word) for word in words[2:]] for words in told}


def _number(word: str) -> float:
    return float("nan") if word == "NA" else float(word)
