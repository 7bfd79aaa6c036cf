"""Makes .venv-peers: the locked environment and what `make crosscheck` and `make bench` compare with.

They stay out of .venv, since some change how pandas works and none is needed to run or to test the product.
"""

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".venv-peers"
PYTHON = FOLDER / "bin" / "python"
UV = ROOT / ".venv" / "bin" / "uv"
REQUIREMENTS = ("requirements.txt", "requirements-dev.txt", "requirements-peers.txt")
STAMP = FOLDER / ".lock-stamp"


def main() -> int:
    wanted = (ROOT / "uv.lock").read_text(encoding="utf-8")
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted:
        return 0
    print("Installing the libraries to compare with ...", flush=True)
    if not PYTHON.exists():
        venv.EnvBuilder(with_pip=not UV.exists(), clear=True).create(FOLDER)
    if not (_sync_with_uv("--system-certs") or _sync_with_uv() or _install_with_pip()):
        print("The libraries to compare with could not be installed.", file=sys.stderr)
        return 1
    STAMP.write_text(wanted, encoding="utf-8")
    return 0


def _sync_with_uv(*options: str) -> bool:
    if not UV.exists():
        return False
    command = [str(UV), "sync", "--quiet", "--frozen", "--inexact", "--group", "peers", *options]
    environment = {
        name: value for name, value in os.environ.items() if name not in {"VIRTUAL_ENV", "UV_PYTHON"}
    }
    environment["UV_PROJECT_ENVIRONMENT"] = str(FOLDER)
    done = subprocess.run(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL, check=False)
    return done.returncode == 0


def _install_with_pip() -> bool:
    # pip of .venv serves an environment that has none of its own.
    wanted = [part for name in REQUIREMENTS for part in ("-r", name)]
    command = [sys.executable, "-m", "pip", "--python", str(PYTHON), "install", "--quiet", "--no-deps"]
    command += ["--disable-pip-version-check", "--require-hashes", *wanted]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
