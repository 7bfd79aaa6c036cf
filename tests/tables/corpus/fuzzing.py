"""Damages good files at random and reads each in a process of its own.

Started as ``python -m tests.tables.corpus.fuzzing EXAMPLES SEED``; prints one line of JSON per kind of file:
how many examples ended how, and the faults. Only a table or a refusal may come out. An example that brings
its process down by a signal of its own (calamine aborts on some workbooks) is an answer too, because the
product reads in a process of its own; a Python exception is not.
"""

import io
import json
import os
import random
import resource
import signal
import sys
import tempfile
import traceback
import zipfile
from collections import Counter
from pathlib import Path

from clrisk_site.tables.guard import read_guarded
from clrisk_site.tables.limits import GEOMETRY
from clrisk_site.tables.matching.columns import match_columns
from clrisk_site.tables.preview import prepare
from clrisk_site.tables.raw import RawTable
from clrisk_site.tables.spec import Context
from tests.tables.builders import INDEX, RESULTS
from tests.tables.corpus.good import GOOD
from tests.tables.corpus.in_process import reading_here

SECONDS = 5
MOST_TOLD = 5
MEMORY = 1024 * 1024 * 1024
TABLE, REFUSAL, FAULT, HANG = 0, 1, 2, 3
ENDS = {TABLE: "table", REFUSAL: "refusal", FAULT: "fault", HANG: "hang"}


def damage(content: bytes, chance: random.Random) -> bytes:
    """Flip bytes, cut, double a block, or put one kind of text where another was."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(max(1, len(changed)))
        length = chance.choice((1, 2, 8, 64))
        match chance.randrange(6):
            case 0:
                changed[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del changed[at : at + length]
            case 2:
                changed[at:at] = changed[at : at + length] * chance.choice((1, 3, 50))
            case 3:
                del changed[at:]
            case 4:
                changed[at : at + length] = chance.choice(
                    (b"\0", b"\xff\xfe", b'"', b"\r", b"1e309", b"-0", b"NaN", b"{{", b"</", b"=1+1", b"\xc3")
                )
            case _:
                other = chance.randrange(max(1, len(changed)))
                changed[at : at + length], changed[other : other + length] = (
                    changed[other : other + length],
                    changed[at : at + length],
                )
    return bytes(changed)


def damage_inside(content: bytes, chance: random.Random) -> bytes:
    """Damage one part of a zipped workbook and pack it again, so that its check sums are right."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(target, "w") as packed:
        parts = archive.namelist()
        chosen = chance.choice(parts)
        for part in parts:
            body = archive.read(part)
            packed.writestr(part, damage(body, chance) if part == chosen else body, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def example(kind: str, chance: random.Random) -> bytes:
    content = GOOD[kind]
    zipped = content.startswith(b"PK")
    return damage_inside(content, chance) if zipped and chance.random() < 0.8 else damage(content, chance)


def look(path: Path) -> int:
    """Read and prepare one file."""
    with reading_here():
        table = read_guarded(path, GEOMETRY)
    if not isinstance(table, RawTable):
        str(table.message)
        return REFUSAL
    found = prepare(
        RESULTS, table, match_columns(RESULTS, table.headers), Context(None, 2020, "", {}, None, INDEX)
    )
    counted = found.new + found.changed + found.same + found.refused + found.asked + found.repeated
    if counted != found.rows:
        raise AssertionError(f"{counted} rows counted, {found.rows} read")
    return TABLE


def in_its_own_process(path: Path, faults: Path) -> str:
    """Read a file in a fork of this process and return how that ended."""
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
        try:
            end = look(path)
        except BaseException:  # noqa: BLE001 - whatever it is, it is what is looked for
            faults.write_text(traceback.format_exc())
            end = FAULT
        os._exit(end)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "hang" if os.WTERMSIG(status) == signal.SIGXCPU else "aborted"
    return ENDS.get(os.WEXITSTATUS(status), "fault")


def main(examples: int, seed: int) -> None:
    """Run the examples of each kind; each has a number, so that a fault can be looked at again."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TMPDIR"] = tempfile.tempdir = folder
        for kind in GOOD:
            ends, found = run(kind, examples, seed, Path(folder))
            sys.stdout.write(json.dumps({"kind": kind, "ends": ends, "faults": found}) + "\n")


def run(kind: str, examples: int, seed: int, folder: Path) -> tuple[Counter[str], list[dict[str, object]]]:
    ends: Counter[str] = Counter()
    found: list[dict[str, object]] = []
    path, faults = folder / f"datos.{kind}", folder / "faults"
    for number in range(examples):
        path.write_bytes(example(kind, random.Random(f"{seed}-{kind}-{number}")))
        end = in_its_own_process(path, faults)
        ends[end] += 1
        if end in ("fault", "hang") and len(found) < MOST_TOLD:
            text = faults.read_text()[-1500:] if end == "fault" and faults.exists() else ""
            found.append({"example": number, "end": end, "text": text})
    return ends, found


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
