"""A moment is stored on the universal clock: a day read off it without the site's clock is another."""

import datetime as dt
import re
from pathlib import Path

from clrisk_site.catalogue.moments import day_of

ROOT = Path(__file__).parents[2]
BARE = re.compile(r"date_format\(\s*[\w.\[\]]*(?:_at|last_login|date_joined)\b")


def test_no_module_reads_a_day_off_a_moment_by_the_universal_clock() -> None:
    rooms = ("clrisk_site", "mapping", "diagnosis", "planning")
    modules = [module for room in rooms for module in (ROOT / room).rglob("*.py")]
    bare = [str(module.relative_to(ROOT)) for module in modules if BARE.search(module.read_text())]
    assert not bare, f"call clrisk_site.catalogue.moments.day_of there: {bare}"


def test_an_evening_belongs_to_its_own_day() -> None:
    evening = dt.datetime(2026, 11, 23, 4, 29, tzinfo=dt.UTC)  # 22:29 of the day before, in Mexico
    assert day_of(evening, "Y-m-d") == "2026-11-22"
