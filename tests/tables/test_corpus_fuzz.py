"""Five good files damaged at random: no uncaught exception, no hang, only a table or a refusal.

CLRISK_LONG=1 takes about ten minutes instead of some seconds.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.tables.corpus.good import GOOD

LONG = bool(os.environ.get("CLRISK_LONG"))
EXAMPLES = 2_500 if LONG else 30
SEED = 20261122
ROOT = Path(__file__).resolve().parents[2]


def test_damaged_files_give_a_table_or_a_refusal() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.tables.corpus.fuzzing", str(EXAMPLES), str(SEED)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=3_600 if LONG else 180,
        check=True,
    )
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [kind["kind"] for kind in told] == list(GOOD)
    for kind in told:
        assert not kind["faults"], kind
        assert sum(kind["ends"].values()) == EXAMPLES
        # Both must happen, or the damage is of no use.
        assert kind["ends"].get("table"), kind
        assert kind["ends"].get("refusal"), kind
