"""What a killed owner leaves: its child ends with it, and its folder is swept while those in use stay."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from clrisk_site.tables import child_folder as folders

ROOT = Path(__file__).resolve().parents[2]
CHILD = (
    "import sys, time; from clrisk_site.tables.child_folder import end_with; "
    "end_with(int(sys.argv[1])); print('ready', flush=True); time.sleep(60)"
)
OWNER = f"""
import os, subprocess, sys, time
from clrisk_site.tables.child_folder import child_folder
with child_folder() as folder:
    (folder / "answer").write_text("half")
    child = subprocess.Popen([sys.executable, "-c", {CHILD!r}, str(os.getpid())], stdout=subprocess.PIPE)
    child.stdout.readline()
    print(child.pid, folder, flush=True)
    time.sleep(60)
"""


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(folders, "SECONDS_TO_LOCK", -1)


@pytest.fixture
def owner(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    environment = os.environ | {"TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", OWNER], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        yield process
        process.kill()


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_folder_goes_at_the_end(tmp_path: Path) -> None:
    with folders.child_folder() as folder:
        (folder / "answer").write_text("x")
        assert folders.sweep_child_folders() == 0
        assert folder.exists()
    assert not list(tmp_path.iterdir())


def test_a_fresh_folder_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "SECONDS_TO_LOCK", 60)
    (tmp_path / "clrisk-child-new").mkdir()
    assert folders.sweep_child_folders() == 0
    monkeypatch.setattr(folders, "SECONDS_TO_LOCK", -1)
    assert folders.sweep_child_folders() == 1


def test_what_a_killed_owner_leaves_goes(owner: subprocess.Popen[str], tmp_path: Path) -> None:
    assert owner.stdout is not None
    pid, folder = owner.stdout.readline().split()
    assert is_alive(int(pid))
    assert folders.sweep_child_folders() == 0
    owner.kill()
    owner.wait()
    began = time.monotonic()
    while is_alive(int(pid)):
        assert time.monotonic() - began < 10
        time.sleep(0.02)
    assert Path(folder).exists()
    assert folders.sweep_child_folders() == 1
    assert not list(tmp_path.iterdir())


def test_a_child_whose_owner_died_before_it_began_ends_at_once() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CHILD, "1"],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        timeout=20,
        check=False,
    )
    assert done.returncode == 1
