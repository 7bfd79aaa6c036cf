"""Real maps of two years compared; skipped where the files are not there."""

import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from shapely.geometry.base import BaseGeometry

from clrisk_site.places.geometry import simplify
from clrisk_site.places.vintages import ChangeKind, Outline, compare
from tests.atlas.storing import real_map
from tests.real.__main__ import DATA

MAPS = Path(DATA) / "01_territory"
pytestmark = pytest.mark.skipif(not MAPS.is_dir(), reason=f"the real files are not at {MAPS}")

TRULY_FOUNDED = {
    *("02006", "04012", "07120", "07121", "07122", "07123", "07124", "07125"),
    *("17034", "17035", "17036", "23010", "23011"),
}
"""Founded between the two maps; the other 20 that are new on the later one are too small for the earlier."""


def outlines(name: str, below: str = "MX") -> list[Outline]:
    return [
        Outline(path, path.partition(".")[2].replace(".", ""), own, shape)
        for path, own, shape in real_map(MAPS / name)
        if path.startswith(below)
    ]


def test_the_country_in_two_years() -> None:
    before = outlines("mx_municipalities_intcodes_old.geojson")
    after = outlines("mx_municipios_2020_simplified.geojson")
    assert (len(before), len(after)) == (2_436, 2_469)
    began = time.perf_counter()
    found = compare(before, after)
    assert time.perf_counter() - began < 30  # 3 s alone; the machine of the tests is shared
    new = [one for one in found.changes if one.before is None]
    assert len(new) == 33
    assert {one.outline.code for one in new if not one.too_small} == TRULY_FOUNDED
    givers = {one.outline.code: one.parts[0].of.code for one in new if one.kind is ChangeKind.SPLIT_FROM}
    assert (givers["07120"], givers["07125"], givers["07124"]) == ("07080", "07080", "07092")
    assert not [one for one in found.changes if one.after is None]
    moved = {one.outline.code for one in found.changes if one.kind is ChangeKind.MOVED}
    assert {"02001", "07080", "07092", "07107", "23004"} <= moved
    assert len(moved) < 300


def test_simplifying_moves_nothing() -> None:
    full = outlines("chiapas_municipios_fullres.geojson")
    other = compare(full, outlines("mx_municipios_2020_simplified.geojson", "MX.07."))
    counts = Counter(one.kind for one in other.changes)
    assert (counts[ChangeKind.MOVED], counts[ChangeKind.FOUNDED], counts[ChangeKind.GONE]) == (0, 0, 0)
    assert counts[ChangeKind.UNCHANGED] >= 120
    ours = [
        replace(one, geometry=cast("BaseGeometry", shape))
        for one, shape in zip(full, simplify([one.geometry for one in full]), strict=True)
    ]
    assert {one.kind for one in compare(full, ours).changes} == {ChangeKind.UNCHANGED}
