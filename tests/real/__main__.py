"""`python -m tests.real`: runs the commands on the real files, on a fresh database, and says what was met."""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


def main() -> int:
    """Return 0 when every expectation was met, 2 when the files are not there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the real files")
    parser.add_argument("--keep", type=Path, help="keep database and plan in this folder")
    options = parser.parse_args()
    if not options.data.is_dir():
        sys.stdout.write(
            f"The real files are not at {options.data}. Name their folder: make real DATA=..." + "\n"
        )
        return 2
    folder = options.keep or Path(tempfile.mkdtemp(prefix="clrisk-real-"))
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'real.sqlite3'}"
    os.environ["CLRISK_VAR"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clrisk_site.settings")
    try:
        import django

        django.setup()
        from tests.real.analyses import Analyses
        from tests.real.diagnosis import Diagnosis
        from tests.real.journey import Journey
        from tests.real.mapping import Mapping
        from tests.real.maps_and_registers import MapsAndRegisters
        from tests.real.tables_of_others import TablesOfOthers

        return Journey(options.data, folder).run(
            lambda journey: TablesOfOthers(journey).run(),
            lambda journey: MapsAndRegisters(journey).run(),
            lambda journey: Diagnosis(journey).run(),
            lambda journey: Analyses(journey).run(),
            lambda journey: Mapping(journey).run(),
        )
    finally:
        if options.keep is None:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
