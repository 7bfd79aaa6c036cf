"""A map through the pages: where it lies is shown, and asked where nothing says it."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from clrisk_site.files.models import ImportReceipt, Upload
from clrisk_site.people.models import User
from clrisk_site.places.models import Boundary, Territory
from tests.cast import ClientOf
from tests.diagnosis.located import outline
from tests.files.sending import CHIAPAS, Sender
from tests.tables.builders import feature, geojson, square
from tests.tables.shapefiles import archive, box, parts_of, zipped_map

pytestmark = pytest.mark.one_database

UTM_15 = square(494_000.0, 1_770_000.0, 1_000.0)
"""A square kilometre of Chiapas in metres of UTM zone 15."""


@pytest.fixture
def sender(chiapas: Territory, coordinator: User, client_of: ClientOf) -> Sender:
    return Sender(client_of(coordinator), CHIAPAS)


def drawn(folder: Path, shape: Any, **members: Any) -> bytes:
    rows = [feature(shape, cvegeo="07001", nomgeo="Acacoyagua")]
    return geojson(folder / "m.geojson", rows, **members).read_bytes()


def to_receipt(sender: Sender, columns: str) -> None:
    """Go from the columns of a map to its receipt."""
    form = sender.client.get(columns).context["form"]
    review = sender.client.post(columns, {name: form[name].value() or "" for name in form.fields})
    shown = sender.client.get(review.url)
    token = {"token": shown.context["review"].token}
    saved = sender.client.post(review.url.replace("/review/", "/confirm/"), token)
    assert saved.url == reverse("receipt", args=[CHIAPAS, ImportReceipt.objects.get().pk])


def stored_box() -> list[float]:
    found = Boundary.objects.get(territory__code="07001")
    return [round(number, 1) for number in (found.west, found.south)]


def test_a_map_goes_from_file_to_receipt(sender: Sender, tmp_path: Path) -> None:
    answer = sender.send("territories", "m.geojson", drawn(tmp_path, square()))
    shown = sender.client.get(answer.url)
    assert [str(step.label) for step in shown.context["steps"]][1] == "Mapa"
    page = shown.content.decode()
    assert "Se encontró 1 forma" in page
    assert "WGS 84 (EPSG:4326)" in page
    assert "De 16,00° N a 16,10° N" in page or "De 16.00° N a 16.10° N" in page
    columns = sender.client.post(answer.url, {"sheet": ""})
    assert (columns.status_code, columns.url) == (302, answer.url.replace("/sheet/", "/columns/"))
    assert sender.client.get(columns.url).context["back"] == answer.url
    to_receipt(sender, columns.url)
    assert stored_box() == [-93.0, 16.0]


def test_case_43_metres_are_asked_about_and_nothing_goes_on_before_the_answer(
    sender: Sender, tmp_path: Path
) -> None:
    answer = sender.send("territories", "m.geojson", drawn(tmp_path, UTM_15))
    shown = sender.client.get(answer.url)
    assert shown.context["asks"] == "crs"
    assert "WGS 84 / UTM 15N (EPSG:32615)" in shown.content.decode()
    columns = answer.url.replace("/sheet/", "/columns/")
    assert sender.client.get(columns).url == answer.url
    review = sender.client.get(answer.url.replace("/sheet/", "/review/"))
    assert review.status_code in (302, 422)
    assert sender.client.post(answer.url, {"sheet": ""}).status_code == 422
    assert sender.client.post(answer.url, {"crs": "EPSG:32719"}).status_code == 422
    assert sender.client.post(answer.url, {"crs": "nonsense"}).status_code == 422
    assert Upload.objects.get().reading == {}
    assert not Boundary.objects.exists()
    assert sender.client.post(answer.url, {"sheet": "", "crs": "EPSG:32615"}).url == columns
    assert Upload.objects.get().reading == {"crs": "EPSG:32615"}
    again = sender.client.get(answer.url).content.decode()
    assert 'value="EPSG:32615"' in again
    to_receipt(sender, columns)
    assert stored_box() == [-93.1, 16.0]


def test_case_43_swapped_axes_wait_for_a_person(sender: Sender, tmp_path: Path) -> None:
    ring = [[[y, x] for x, y in square()["coordinates"][0]]]
    answer = sender.send(
        "territories", "m.geojson", drawn(tmp_path, {"type": "Polygon", "coordinates": ring})
    )
    shown = sender.client.get(answer.url)
    assert shown.context["asks"] == "swap"
    assert sender.client.post(answer.url, {"sheet": ""}).status_code == 422
    columns = sender.client.post(answer.url, {"sheet": "", "swap": "on"}).url
    assert Upload.objects.get().reading == {"swap": True}
    to_receipt(sender, columns)
    assert stored_box() == [-93.0, 16.0]


def test_case_45_a_zipped_shapefile_goes_the_same_way(sender: Sender, tmp_path: Path) -> None:
    rows = [{"cvegeo": "07001", "nomgeo": "Árbol"}]
    path = zipped_map(tmp_path / "m.zip", [[box(-93.0, 16.0)]], rows, encoding="cp1252")
    answer = sender.send("territories", "m.zip", path.read_bytes())
    shown = sender.client.get(answer.url)
    assert "Árbol" in shown.content.decode()
    assert "encoding" in shown.context["form"].fields
    columns = sender.client.post(answer.url, {"sheet": "", "encoding": "cp1252"}).url
    to_receipt(sender, columns)
    assert Territory.objects.get(code="07001").name == "Árbol"


def test_case_45_of_two_shapefiles_one_is_chosen(sender: Sender, tmp_path: Path) -> None:
    parts = parts_of([[box(-93.0, 16.0)]], [{"cvegeo": "07001", "nomgeo": "Uno"}])
    more = parts_of([[box(-92.0, 16.0)]], [{"cvegeo": "07002", "nomgeo": "Dos"}], name="otro")
    content = archive(tmp_path / "m.zip", parts | more).read_bytes()
    answer = sender.send("territories", "m.zip", content)
    assert sender.client.get(answer.url).context["asks"] == "sheet"
    assert sender.client.post(answer.url, {}).status_code == 422
    to_receipt(sender, sender.client.post(answer.url, {"sheet": "otro"}).url)
    assert Boundary.objects.get().territory.code == "07002"


def test_the_command_line_takes_the_system_of_a_map(chiapas: Territory, tmp_path: Path) -> None:
    drawn(tmp_path, UTM_15)
    file, more = str(tmp_path / "m.geojson"), {"territory": CHIAPAS, "verbosity": 0}
    with pytest.raises(SystemExit):
        call_command("import", "territories", file, **more)
    assert not Boundary.objects.exists()
    call_command("import", "territories", file, crs="EPSG:32615", **more)
    assert stored_box() == [-93.1, 16.0]


def test_the_system_that_lands_in_the_territory_comes_first_and_the_place_is_drawn(
    sender: Sender, tuxtla: Territory, tmp_path: Path
) -> None:
    outline(tuxtla, -93.2, 15.8, 1.0)
    asked = sender.send("territories", "m.geojson", drawn(tmp_path, UTM_15))
    page = sender.client.get(asked.url)
    first, *others = page.context["form"].fields["crs"].choices
    assert first[0] == "EPSG:32615"
    assert "queda en Chiapas" in first[1]
    assert not [label for _code, label in others if "queda en" in label]
    assert "93.20° O" in page.context["question"].replace(",", ".")
    known = sender.client.get(sender.send("territories", "n.geojson", drawn(tmp_path, square())).url)
    assert "stroke-dasharray" in known.context["drawing"]
