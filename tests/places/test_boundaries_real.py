"""Maps as published: what is read, what does not fit, what is stored; skipped where they are not there."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from clrisk_site.catalogue.wording import render
from clrisk_site.files.models.receipt import ON_MAP
from clrisk_site.places.models import Boundary, FullOutline, Territory
from clrisk_site.tables.preview_result import Preview
from clrisk_site.tables.spec import Severity
from tests.importing import look, take
from tests.real.__main__ import DATA

FOLDER = Path(DATA)
MAPS = FOLDER / "01_territory"
AREAS = FOLDER / "02_ageb" / "chiapas_ageb_urbana_2022.geojson"
pytestmark = [
    pytest.mark.skipif(not MAPS.is_dir(), reason=f"the real files are not at {MAPS}"),
    pytest.mark.one_database,
]


@pytest.fixture
def mexico(chiapas: Territory, tuxtla: Territory) -> Territory:
    return Territory.objects.get(path="MX")


def warnings(preview: Preview) -> list[str]:
    return [render(problem.message) for problem in preview.problems if problem.severity is Severity.WARNING]


def test_the_map_of_2020_and_the_one_before_it(mexico: Territory) -> None:
    newest = MAPS / "mx_municipios_2020_simplified.geojson"
    receipt = take("territories", mexico, newest, year=2020)
    assert (receipt.new + receipt.changed, receipt.refused) == (2_469, 0)
    # Each outline was simplified alone: thousands of strips are one remark, ten overlaps are told.
    told = [one[ON_MAP] for one in receipt.warnings if isinstance(one, dict)]
    assert len([text for text in told if "overlap by" in text or "se traslapan" in text]) == 10
    assert any("16,8" in text for text in told), told
    assert Boundary.objects.filter(territory__level__code="municipality").count() == 2_469
    # Chiapas was there before, and is not made anew.
    assert Boundary.objects.filter(territory__level__code="state").count() == 31
    drawn = np.array([one.geometry for one in Boundary.objects.filter(territory__path__startswith="MX.09.")])
    assert shapely.coverage_is_valid(drawn)

    old: dict[str, Any] = {
        "year": 2010,
        "columns": {"state_code": "code_1", "mun_code": "code_2", "mun_name": "name"},
    }
    path = MAPS / "mx_municipalities_intcodes_old.geojson"
    asked = look("territories", mexico, path, **old).preview
    assert "pad:parts" in {question.code for question in asked.questions}
    answers = {question.code: question.recommended or "" for question in asked.questions}
    read = look("territories", mexico, path, **old, answers={**answers, "names": "keep"})
    mended = read.table.map.mended if read.table.map else ()
    assert read.preview.questions == ()
    assert read.preview.rows == 2_436
    # Of 164 invalid outlines every one is mended, or refused with its reason.
    refused = [problem for problem in read.preview.errors if problem.column == "geometry"]
    assert len(mended) + len({problem.row for problem in refused}) == 164
    gone = {row.key for row in read.preview.gone_rows}
    assert read.preview.gone >= 33
    assert gone


def test_chiapas_in_full_and_its_census_areas(chiapas: Territory) -> None:
    receipt = take("territories", chiapas, MAPS / "chiapas_municipios_fullres.geojson", year=2020)
    assert (receipt.new + receipt.changed, receipt.refused, receipt.warnings) == (124, 0, [])
    assert not Territory.objects.filter(code="07095").exists()
    full = FullOutline.objects.get(boundary__territory__code="07101")
    kept = shapely.get_num_coordinates(full.boundary.geometry)
    assert kept < shapely.get_num_coordinates(full.geometry) / 3

    found = look("territories", chiapas, AREAS, year=2022).preview
    assert (found.new, found.refused, found.questions) == (1_907, 0, ())
    told = warnings(found)
    assert not [text for text in told if "overlap" in text or "traslapan" in text]
    take("territories", chiapas, AREAS, year=2022)
    assert Territory.objects.filter(level__code="ageb", path__startswith="MX.07.101.").count() == 229
    assert Boundary.objects.filter(territory__code__endswith="A").exists()

    town = Territory.objects.get(code="07101")
    places = look("territories", town, MAPS / "tuxtla_07101_localidades_2025.geojson", year=2025).preview
    assert (places.new + places.changed, places.refused) == (25, 0), places.errors
