"""The map of a file before it is saved: what does not fit is drawn, lettered and told in km²."""

import gzip
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override

from clrisk_site.files.actions.long_imports import note_rows
from clrisk_site.files.actions.run_job import run_job
from clrisk_site.files.importing import long_files
from clrisk_site.files.models import Job, JobState
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from tests.cast import ClientOf
from tests.files.sending import CHIAPAS, Sender
from tests.tables.builders import feature, geojson, square

pytestmark = pytest.mark.one_database

ZONES = (
    feature(square(), cvegeo="07001", nomgeo="Acacoyagua"),
    feature(square(-92.92), cvegeo="07002", nomgeo="Acala"),
    feature(square(-92.82, 16.0, 0.1), cvegeo="07003", nomgeo="Acapetahua"),
)
"""The first two overlap by a fifth."""


@pytest.fixture
def sender(chiapas: Territory, coordinator: User, client_of: ClientOf) -> Sender:
    return Sender(client_of(coordinator), CHIAPAS)


def upload(sender: Sender, folder: Path, features: Any) -> Any:
    drawn = geojson(folder / "m.geojson", features)
    return sender.upload("territories", "m.geojson", drawn.read_bytes())


def test_case_48_overlapping_zones_are_warned_of_and_drawn(sender: Sender, tmp_path: Path) -> None:
    sent = upload(sender, tmp_path, ZONES)
    review = sender.review(sent)
    warnings = [line.problem for line in review.context["review"].warnings]
    assert any("07001" in text and "07002" in text and "km²" in text for text in warnings), warnings
    assert sender.at("upload-map", sent) in review.content.decode()
    page = sender.client.get(sender.at("upload-map", sent))
    assert page.status_code == 200
    (fault,) = page.context["preview"].faults
    assert (fault.letter, fault.places) == ("A", "07001 Acacoyagua, 07002 Acala")
    # A fifth of a square of a tenth of a degree: 0.02 x 0.1 degrees at 16° north.
    assert 22 < float(fault.size.split()[0]) < 25
    body = page.content.decode()
    assert "map-overlap" in body
    assert "style=" not in body.partition("<main")[2].partition("</main>")[0]


def test_case_48_a_gap_and_what_lies_outside_are_drawn(
    sender: Sender, tuxtla: Territory, tmp_path: Path
) -> None:
    ring = [square(x / 10 - 93, y / 10 + 16) for x in range(3) for y in range(3) if (x, y) != (1, 1)]
    around = [feature(shape, cvegeo=f"07{number:03d}") for number, shape in enumerate(ring, 1)]
    # An area of Tuxtla by its code lies beside the outline of Tuxtla in the same file.
    town, area = feature(square(-94), cvegeo="07101"), feature(square(-93.5), cvegeo="0710100010012")
    page = sender.client.get(sender.at("upload-map", upload(sender, tmp_path, [*around, town, area])))
    found = {fault.what: fault for fault in page.context["preview"].faults}
    assert len(found) == 2
    assert any("07002" in fault.places for fault in found.values())
    assert any("0710100010012" in fault.places for fault in found.values())


def test_case_48_a_map_that_fits_says_so_and_a_list_has_no_map(sender: Sender, tmp_path: Path) -> None:
    page = sender.client.get(sender.at("upload-map", upload(sender, tmp_path, [ZONES[0], ZONES[2]])))
    assert page.context["preview"].faults == ()
    listed = sender.upload("territories", "l.csv", "cvegeo,nomgeo\n07001,Acacoyagua\n")
    assert sender.client.get(sender.at("upload-map", listed)).url == sender.at("upload-review", listed)


def test_rows_that_are_refused_are_named_and_not_drawn(sender: Sender, tmp_path: Path) -> None:
    bow = {"type": "Polygon", "coordinates": [[[-93, 16], [-92, 17], [-92, 16], [-93, 17], [-93, 16]]]}
    sent = upload(sender, tmp_path, [ZONES[0], feature(bow, cvegeo="07009", nomgeo="Arriaga")])
    preview = sender.client.get(sender.at("upload-map", sent)).context["preview"]
    assert [(line.row, line.place) for line in preview.refused] == [("2", "07009 Arriaga")]


def test_the_map_of_a_long_file_comes_from_its_job(
    sender: Sender, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_files, "LONG_ROWS", 2)
    sent = upload(sender, tmp_path, ZONES)
    note_rows(upload=sent, rows=3)
    begun = sender.client.get(sender.at("upload-map", sent))
    assert "/jobs/" in begun.url
    job = Job.objects.get()
    if job.state != JobState.DONE:
        run_job(str(job.pk))
    page = sender.client.get(sender.at("upload-map", sent))
    assert [fault.letter for fault in page.context["preview"].faults] == ["A"]


def test_two_thousand_shapes_stay_small_and_cost_no_more_queries(
    sender: Sender, tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    side = 0.05
    many = [
        feature(square(-93 + side * (n % 50), 14.6 + side * (n // 50), side), cvegeo=f"07{n:03d}")
        for n in range(900)
    ]
    sent = upload(sender, tmp_path, many)
    with override("es"), django_assert_max_num_queries(25):
        page = sender.client.get(sender.at("upload-map", sent))
    assert len(gzip.compress(page.content)) < 200_000


def test_the_receipt_tells_remarks_on_the_map_apart(sender: Sender, tmp_path: Path) -> None:
    saved = sender.confirm(upload(sender, tmp_path, ZONES))
    page = sender.client.get(saved.url).content.decode()
    assert "07001 y 07002 se traslapan" in page.partition("Lo que se notó en el mapa")[2]
    assert "Lo que se notó al leer" not in page
