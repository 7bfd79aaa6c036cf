"""`make bundle`: one archive that installs on a Linux server without a network.

It holds the committed sources, the wheels of the locked packages for this kind of machine, the built style
sheets and scripts, and the compiled translations. On the server: unpack, then `make setup`.
"""

import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
from pathlib import Path

from clrisk_site.setup.assets import BUILT, ROOT, SetupError, with_system_certificates
from clrisk_site.setup.fetch_pip import SHA256 as PIP_SHA256
from clrisk_site.setup.fetch_pip import WHEEL as PIP_WHEEL

BUNDLES = ROOT / "dist"
WHEELS = "wheels"
PYTHONS = ("3.12", "3.13")


def main() -> Path:
    commit = _git("rev-parse", "--short", "HEAD")
    if _git("status", "--porcelain", "--untracked-files=no"):
        raise SetupError("Some files are changed and not committed: a bundle holds what was committed alone.")
    name = f"clrisk-{commit}-{platform.system().lower()}-{platform.machine()}"
    BUNDLES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / name
        root.mkdir()
        _unpack_sources(root)
        _copy_built(root)
        fetch_wheels(root / WHEELS, root / "requirements.txt")
        archive = BUNDLES / f"{name}.tar.gz"
        with tarfile.open(archive, "w:gz") as file:
            file.add(root, arcname=name, filter=_for_everyone)
    return archive


def _for_everyone(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Unpacked by root it belongs to root, and the site's user may read it, whoever packed it."""
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
    return member


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _unpack_sources(root: Path) -> None:
    sources = root.parent / "sources.tar"
    subprocess.run(["git", "archive", "--output", str(sources), "HEAD"], cwd=ROOT, check=True)
    with tarfile.open(sources) as file:
        file.extractall(root, filter="data")


def _copy_built(root: Path) -> None:
    """Copy what the set-up makes from npm packages and from translations."""
    shutil.copytree(BUILT, root / BUILT.relative_to(ROOT))
    for catalogue in (ROOT / "clrisk_site" / "locale").rglob("*.mo"):
        shutil.copyfile(catalogue, root / catalogue.relative_to(ROOT))


def fetch_wheels(folder: Path, requirements: Path) -> None:
    """Fetch the locked wheels, by their hashes, for each Python that a server may have, and pip itself."""
    folder.mkdir()
    with tempfile.TemporaryDirectory() as made:
        own_pip, tools = Path(made) / "pip.txt", Path(made) / "tools"
        version = PIP_WHEEL.rpartition("/pip-")[2].partition("-")[0]
        own_pip.write_text(f"pip=={version} --hash=sha256:{PIP_SHA256}\n")
        uv = [str(Path(sys.executable).with_name("uv")), "pip", "install", "--quiet", "--require-hashes"]
        subprocess.run(
            [*uv, "--python", sys.executable, "--target", str(tools), "-r", str(own_pip)],
            env=with_system_certificates(os.environ),
            check=True,
        )
        pip = [sys.executable, str(tools / "pip"), "--quiet", "--disable-pip-version-check"]
        for version in PYTHONS:
            print(f"Fetching the wheels for Python {version} ...", flush=True)
            wanted = ["--only-binary", ":all:", "--python-version", version, "--require-hashes", "--no-deps"]
            done = subprocess.run(
                [*pip, "download", *wanted, "--dest", str(folder), "-r", str(requirements)], check=False
            )
            if done.returncode:
                raise SetupError(f"The wheels for Python {version} could not be fetched; pip says why above.")
        locked = ["--require-hashes", "--no-deps", "--dest", str(folder), "-r", str(own_pip)]
        subprocess.run([*pip, "download", *locked], check=True)
    (folder / "PYTHONS").write_text(" ".join(PYTHONS) + "\n")  # for environment.sh


def words(archive: Path) -> str:
    size = archive.stat().st_size / 1_000_000
    libc = sysconfig.get_config_var("HOST_GNU_TYPE") or platform.libc_ver()[0]
    return (
        f"{archive.relative_to(ROOT)}, {size:.0f} MB, for {libc} with Python {' or '.join(PYTHONS)}.\n"
        f"On the server: tar xf {archive.name}, and in its folder: make setup. docs/server.md says the rest."
    )


if __name__ == "__main__":
    try:
        print(words(main()))
    except SetupError as error:
        sys.exit(str(error))
