"""`python -m tests.bench`: speed and memory against yardsticks measured in the same run. Wants PostgreSQL."""

import importlib.util
import os
import subprocess
import sys

from clrisk_site.setup import peers

PARTS = (
    "tests.bench.imports",
    "tests.bench.upload",
    "tests.bench.territories",
    "tests.bench.maps",
    "tests.bench.locating",
    "tests.bench.plan",
    "tests.bench.factsheets",
    "tests.bench.writers",
    "tests.bench.pages",
    "tests.bench.map_page",
    "tests.bench.zones_page",
    "tests.bench.supply",
    "tests.bench.search",
)

STATISTICS = (
    "tests.bench.statistics_logit",
    "tests.bench.statistics_correspondence",
    "tests.bench.statistics_transfer",
    "tests.bench.statistics_areas",
    "tests.bench.statistics_zones",
)
"""Parts that stand beside other libraries, in the environment that has them; each in a process of its own."""


def main() -> int:
    """Run each part that is there; 1 when an aim was missed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clrisk_site.settings")
    missed = 0
    for name in PARTS:
        if importlib.util.find_spec(name) is not None:
            missed += importlib.import_module(name).main()
    for name in STATISTICS:
        done = subprocess.run([str(peers.PYTHON), "-m", name], cwd=peers.ROOT, check=False)
        missed += done.returncode
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
