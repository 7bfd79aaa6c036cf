"""The interpreter is found under any usual name and place, and an unfit one is never taken."""

import os
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "clrisk_site" / "setup" / "find_python.sh"
TOOLS = ("sort", "tail", "cut", "getent", "id", "cat")


def pretend(folder: Path, name: str, version: str, *, everyones: bool = True) -> Path:
    """Put an executable there that answers the script's question as a Python of that version would."""
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / name
    major, minor, micro = version.split(".")
    if (int(major), int(minor)) < (3, 12):
        body = "exit 1"
    else:
        known = f"$(( {minor} <= ${{3#3.}} ))"  # -c, the question, the newest that is known
        body = f"echo {everyones:d} {known} {major} {minor} {micro} {program}"
    program.write_text(f"#!/bin/sh\n{body}\n")
    program.chmod(0o755)
    return program


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder with the shell's tools and nothing else."""
    folder = tmp_path / "tools"
    folder.mkdir()
    for tool in TOOLS:
        found = next(path for path in (Path("/usr/bin") / tool, Path("/bin") / tool) if path.exists())
        (folder / tool).symlink_to(found)
    # The account's real home would show the interpreters of this machine.
    (folder / "getent").unlink()
    (folder / "getent").write_text("#!/bin/sh\nexit 2\n")
    (folder / "getent").chmod(0o755)
    return folder


def find(tools: Path, *folders: Path, home: Path, newest: str = "") -> str:
    environment = {"PATH": os.pathsep.join(map(str, (*folders, tools))), "HOME": str(home)}
    done = subprocess.run(
        ["/bin/sh", SCRIPT, *newest.split()], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode == 0) == bool(done.stdout), done.stderr
    # Interpreters below /opt and /usr/local are looked at too, and this machine may have some.
    return done.stdout.strip()


@pytest.mark.parametrize("name", ["python3", "python", "python3.12"])
def test_takes_a_fit_interpreter_under_any_name_on_path(bare: Path, tmp_path: Path, name: str) -> None:
    program = pretend(tmp_path / "bin", name, "3.14.9")
    assert find(bare, tmp_path / "bin", home=tmp_path) == str(program)


def test_newest_fit_one_wins_wherever_it_lies(bare: Path, tmp_path: Path) -> None:
    pretend(tmp_path / "bin", "python3", "3.12.1")
    newest = pretend(tmp_path / ".pyenv/versions/3.14.9/bin", "python3", "3.14.9")
    pretend(tmp_path / ".local/share/uv/python/cpython-3.13/bin", "python3", "3.13.2")
    assert find(bare, tmp_path / "bin", home=tmp_path) == str(newest)


def test_one_for_which_packages_come_ready_made_beats_a_newer_one(bare: Path, tmp_path: Path) -> None:
    pretend(tmp_path / "bin", "python3", "3.16.0")
    known = pretend(tmp_path / "other", "python3.14", "3.14.9")
    assert find(bare, tmp_path / "bin", tmp_path / "other", home=tmp_path) == str(known)


def test_a_bundle_says_which_is_the_newest_it_has_packages_for(bare: Path, tmp_path: Path) -> None:
    bundled = pretend(tmp_path / "bin", "python3.13", "3.13.99")
    pretend(tmp_path / "bin", "python3.14", "3.14.9")
    assert find(bare, tmp_path / "bin", home=tmp_path, newest="3.13") == str(bundled)


def test_for_root_one_that_every_account_may_run_goes_first(bare: Path, tmp_path: Path) -> None:
    pretend(tmp_path / ".local/bin", "python3.14", "3.14.9", everyones=False)
    shared = pretend(tmp_path / "opt", "python3.12", "3.12.99")
    assert find(bare, tmp_path / "opt", home=tmp_path) == str(shared)


def test_a_shim_that_answers_for_an_old_version_leads_to_the_versions_beside_it(
    bare: Path, tmp_path: Path
) -> None:
    pretend(tmp_path / "pyenv/shims", "python3", "3.8.0")
    program = pretend(tmp_path / "pyenv/versions/3.14.9/bin", "python3", "3.14.9")
    assert find(bare, tmp_path / "pyenv/shims", home=tmp_path / "nobody") == str(program)


def test_an_old_one_is_never_taken(bare: Path, tmp_path: Path) -> None:
    old = pretend(tmp_path / "bin", "python3", "3.11.9")
    assert find(bare, tmp_path / "bin", home=tmp_path) != str(old)
